"""The lexical reader puts ranking and marking together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.memory import MemoryIndex
from retrieval.question.parsing import parse_question
from retrieval.reader.evidence import COLUMNS
from retrieval.reader.lexical import open_lexical_reader
from retrieval.reader.terms import count_terms
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment
    from retrieval.reader.base import Reader

TEXT = "市委书记刘吉主持会议并讲话。会议由温金荣筹备。天晴。"


def test_it_ranks_reads_and_marks(segment: Segment) -> None:
    """The three steps of the protocol; it has nothing to add where sentences are read again."""
    reader: Reader = open_lexical_reader()
    index = MemoryIndex(
        [Document(Metadata("1", "1"), TEXT, (Span(0, len(TEXT)),), Origin(1, "utf-8"))], segment
    )
    question = parse_question("谁主持会议？", segment)
    ranking = reader.rank(question, index.search(question.query, limit=5), count_terms(index, question.query))
    assert reader.read(question, ranking) is ranking
    first, *_, last = ranking.quotes
    assert first.text == "市委书记刘吉主持会议并讲话。"
    assert first.exact is None
    marked = reader.mark(question, first)
    assert marked.exact_text == "刘吉"
    assert 0.3 <= marked.sure <= 1
    assert last.text == "天晴。"
    assert reader.mark(question, marked) == marked


def test_an_unsure_mark_takes_a_mark_away(segment: Segment) -> None:
    """What was marked before by another is not kept where nothing is sure."""
    reader = open_lexical_reader()
    index = MemoryIndex(
        [Document(Metadata("1", "1"), TEXT, (Span(0, len(TEXT)),), Origin(1, "utf-8"))], segment
    )
    who, keywords = (parse_question(asked, segment) for asked in ("谁主持会议？", "会议 刘吉"))
    ranking = reader.rank(who, index.search(who.query, limit=5), count_terms(index, who.query))
    again = reader.mark(keywords, reader.mark(who, ranking.quotes[0]))
    assert (again.exact, again.sure) == (None, 0.0)


def test_its_signals_are_columns_of_its_evidence() -> None:
    """A signal that is no column would be missed only when the first question is asked."""
    assert set(open_lexical_reader().signals) <= set(COLUMNS)
