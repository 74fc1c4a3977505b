"""How common terms are travels as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.memory import MemoryIndex
from retrieval.index.scoring import idf
from retrieval.question.parsing import parse_question
from retrieval.reader.terms import Terms, count_terms
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def test_a_term_weighs_as_much_as_in_the_search_and_nothing_where_it_is_nowhere() -> None:
    """The idf is the engines' own; a term that no passage holds has no weight, where theirs would be the largest."""
    terms = Terms(100, {"会议": 50, "虎门": 2, "火星": 0})
    assert (terms.idf("会议"), terms.idf("虎门")) == (idf(100, 50), idf(100, 2))
    assert terms.idf("火星") == 0.0


def test_what_occurs_nowhere_is_not_known() -> None:
    terms = Terms(100, {"会议": 50, "火星": 0})
    assert terms.knows("会议")
    assert not terms.knows("火星")
    assert terms.know_all(["会议"])
    assert terms.know_all([])
    assert not terms.know_all(["会议", "火星"])


def test_words_and_bigrams_of_a_query_are_counted(segment: Segment) -> None:
    """In as many passages as the index says, of as many as it holds."""
    texts = ("全市防汛会议召开。", "会议结束。", "天晴。")
    documents = [
        Document(Metadata(text, text), text, (Span(0, len(text)),), Origin(1, "utf-8")) for text in texts
    ]
    index = MemoryIndex(documents, segment)
    query = parse_question("防汛会议何时召开", segment).query
    terms = count_terms(index, query)
    assert terms.passages == 3
    assert set(terms.frequencies) == {*query.words, *query.bigrams}
    assert terms.frequencies["会议"] == 2
