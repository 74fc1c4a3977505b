"""The lexical ranking, its first sentences read once more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.index.memory import MemoryIndex
from retrieval.question.parsing import parse_question
from retrieval.reader.lexical import open_lexical_reader
from retrieval.reader.neural.encoder import Reading
from retrieval.reader.neural.inputs import Candidate
from retrieval.reader.neural.reader import MEASURES, NeuralReader
from retrieval.reader.terms import count_terms
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.reader.base import Ranking
    from retrieval.reader.neural.encoder import Encoder

TEXT = (
    "全市会议昨日召开。市委书记刘吉主持会议并讲话。会议由温金荣筹备。会议要求支援广州。会议通过了两个文件。"
    "会议还听取了汇报。与会者参观了展览。会议今天闭幕。下次会议在明年。"
)


class Saying:
    """An encoder that says what it is told to, and remembers what it was given."""

    def __init__(self, scores: Sequence[float]) -> None:
        self.scores = scores
        self.given: list[Candidate] = []

    def read(self, _: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """Return readings with the scores that were told."""
        self.given = list(candidates)
        return [Reading(score, 0.25, 0, 2, 0.5) for score, _ in zip(self.scores, candidates, strict=False)]


@pytest.fixture(scope="module")
def question(segment: Segment) -> Question:
    """Return a question of which most sentences hold a word."""
    return parse_question("谁主持了会议？", segment)


@pytest.fixture(scope="module")
def ranking(segment: Segment, question: Question) -> Ranking:
    """Return what the lexical reader ranks for it."""
    metadata = Metadata("1", "1", title="会议召开", date=date(2022, 11, 14))
    document = Document(metadata, TEXT, (Span(0, len(TEXT)),), Origin(1, "utf-8"))
    index = MemoryIndex([document], segment)
    hits = index.search(question.query, limit=5)
    return open_lexical_reader().rank(question, hits, count_terms(index, question.query))


def saying(*scores: float) -> NeuralReader:
    """Return the reader with an encoder that says these scores."""
    return NeuralReader(open_lexical_reader(), Saying(scores))  # type: ignore[arg-type]


SCORES = st.lists(st.floats(-20, 20), min_size=6, max_size=6)


@settings(max_examples=50)
@given(scores=SCORES)
def test_no_unread_sentence_passes_a_read_one(
    question: Question, ranking: Ranking, scores: list[float]
) -> None:
    """Whatever is read: the sentences that were read stay before the others, and no sentence is lost."""
    read = saying(*scores).read(question, ranking)
    texts, after = ([quote.text for quote in one.quotes] for one in (ranking, read))
    assert sorted(after[:6]) == sorted(texts[:6])
    assert after[6:] == texts[6:]
    assert [quote.score for quote in read.quotes] == sorted(
        (quote.score for quote in read.quotes), reverse=True
    )


@settings(max_examples=50)
@given(scores=SCORES, few=st.integers(1, 8))
def test_its_signals_are_columns_of_what_it_has_read(
    question: Question, ranking: Ranking, scores: list[float], few: int
) -> None:
    """Each signal is a finite number for each sentence, however few were ranked."""
    read = saying(*scores).read(question, ranking.only(range(few)))
    for name in NeuralReader.signals:
        assert np.isfinite(read.measures(name)).all()
        assert len(read.measures(name)) == few


@settings(max_examples=50)
@given(scores=SCORES)
def test_a_sentence_keeps_its_evidence(question: Question, ranking: Ranking, scores: list[float]) -> None:
    """A row goes where its sentence goes; what is new is said behind what there was."""
    read = saying(*scores).read(question, ranking)
    rows = dict(zip((quote.text for quote in ranking.quotes), ranking.evidence, strict=True))
    assert read.columns == (*ranking.columns, *MEASURES)
    for quote, row in zip(read.quotes, read.evidence, strict=True):
        assert np.array_equal(row[: len(ranking.columns)], rows[quote.text])
        assert quote.evidence[-1][0] == "reading"


def test_what_it_is_given_is_the_sentence_and_what_stands_around_it(
    question: Question, ranking: Ranking
) -> None:
    """Headline, year, and the sentence before; the first of a passage has none before it."""
    reader = saying(*range(6))
    reader.read(question, ranking)
    given = {candidate.sentence: candidate for candidate in reader.encoder.given}  # type: ignore[attr-defined]
    assert len(given) == 6
    said = "市委书记刘吉主持会议并讲话。"
    assert given[said] == Candidate(said, "会议召开", "全市会议昨日召开。", "2022")
    opening = next(quote for quote in ranking.quotes if quote.text == "全市会议昨日召开。")
    reader.read(question, replace(ranking.only([0]), quotes=(opening,)))
    assert reader.encoder.given == [Candidate("全市会议昨日召开。", "会议召开", "", "2022")]  # type: ignore[attr-defined]
    # What heads a sentence or asks for it tells more than what stands before it.
    headed = replace(opening, introduced="会议何时召开？")
    reader.read(question, replace(ranking.only([0]), quotes=(headed,)))
    assert reader.encoder.given[0].before == "会议何时召开？"  # type: ignore[attr-defined]


def test_the_surer_mark_is_shown(encoder: Encoder, question: Question, ranking: Ranking) -> None:
    """Exact words are the lexical reader's, unless what the encoder read is nearly as sure, or it has none."""
    reader = NeuralReader(open_lexical_reader(), encoder)
    quote = next(quote for quote in reader.read(question, ranking).quotes if "刘吉" in quote.text)
    place = quote.text.index("讲话")
    read = Span(place, place + 2).shifted(quote.sentence.start)
    lexical = open_lexical_reader().mark(question, quote)
    assert lexical.exact_text == "刘吉"
    assert reader.mark(question, replace(quote, exact=read, sure=0.3)) == lexical
    assert reader.mark(question, replace(quote, exact=read, sure=1.0)).exact_text == "讲话"
    # What the question says itself is no answer, however sure.
    said = Span(quote.text.index("会议"), quote.text.index("会议") + 2).shifted(quote.sentence.start)
    assert reader.mark(question, replace(quote, exact=said, sure=1.0)) == lexical
    assert reader.mark(question, replace(quote, exact=None)) == lexical


def test_a_sentence_that_was_not_read_is_read_to_be_marked(question: Question, ranking: Ranking) -> None:
    """Where the lexical ranking is sure of a sentence, the encoder reads it alone, and its words count as well."""
    told = Saying([0.0])
    NeuralReader(open_lexical_reader(), told).mark(question, ranking.quotes[0])  # type: ignore[arg-type]
    assert [one.sentence for one in told.given] == [ranking.quotes[0].text]


def test_the_reader_that_ships_answers(encoder: Encoder, question: Question, ranking: Ranking) -> None:
    """With its own weights, a plain question has its plain answer first."""
    reader = NeuralReader(open_lexical_reader(), encoder)
    assert reader.read(question, ranking).quotes[0].text == "市委书记刘吉主持会议并讲话。"
