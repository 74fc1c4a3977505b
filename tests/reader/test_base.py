"""A ranking keeps its rows together, and any reader that keeps the protocol can stand in the answerer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import blank_calibration, read_calibration, write_calibration
from retrieval.answering.weighing import Weighed
from retrieval.answers import Found, NotFound, Quote
from retrieval.chinese.folding import fold
from retrieval.errors import SettingsError
from retrieval.index.memory import MemoryIndex
from retrieval.reader.base import Ranking
from retrieval.reader.lexical import LexicalReader, open_lexical_reader
from retrieval.values import Document, Metadata, Origin, Passage, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.reader.terms import Terms
    from retrieval.values import Hit

TEXTS = (
    "市委书记刘吉主持会议并讲话。会议由温金荣筹备。",
    "记者陈红报道，会议气氛热烈。",
)


@dataclass(frozen=True)
class Favourite:
    """A second reader: it adds its own score to the lexical one's, and marks its own words where it is surer.

    Its understanding is that whatever holds ``favourite`` answers, and that those are the exact words.
    """

    inner: LexicalReader
    favourite: str
    sure: float
    name: str = "favourite"
    first: None = None

    @property
    def signals(self) -> tuple[str, ...]:
        """Offer the lexical reader's and its own."""
        return (*self.inner.signals, "there")

    def rank(
        self, question: Question, hits: Sequence[Hit], terms: Terms, *, meant: Sequence[int] = ()
    ) -> Ranking:
        """Leave the ranking to the lexical reader."""
        return self.inner.rank(question, hits, terms, meant=meant)

    def read(self, question: Question, ranking: Ranking) -> Ranking:  # noqa: ARG002
        """Put what holds the favourite in front, with its words as those that answer."""
        there = [float(self.favourite in quote.folded) for quote in ranking.quotes]
        quotes = [
            replace(quote, exact=self._find(quote), sure=self.sure) if found else quote
            for quote, found in zip(ranking.quotes, there, strict=True)
        ]
        ranking = replace(ranking, quotes=tuple(quotes)).with_measures({"there": there})
        return ranking.favour("understanding", [40.0 if found else None for found in there])

    def mark(self, question: Question, quote: Quote) -> Quote:
        """Mark the surer words of the two readers."""
        marked = self.inner.mark(question, quote)
        return quote if quote.exact is not None and quote.sure > marked.sure else marked

    def _find(self, quote: Quote) -> Span:
        start = quote.passage.folded.index(self.favourite, quote.sentence.start)
        return Span(start, start + len(self.favourite))


@pytest.fixture(scope="module")
def index(segment: Segment) -> MemoryIndex:
    return MemoryIndex(
        [
            Document(Metadata(str(number), str(number)), text, (Span(0, len(text)),), Origin(1, "utf-8"))
            for number, text in enumerate(TEXTS)
        ],
        segment,
    )


def answerer(index: MemoryIndex, segment: Segment, reader: Favourite | None) -> Answerer:
    calibration = blank_calibration(reader or open_lexical_reader())
    return Answerer(
        index,
        segment,
        today=lambda: date(2022, 11, 15),
        threshold=0.0,
        calibration=calibration,
        reader=reader,
    )


def test_a_second_readers_score_is_added_and_said(index: MemoryIndex, segment: Segment) -> None:
    """What it understands moves a sentence, and stands among the evidence of the quote."""
    lexical = answerer(index, segment, None).ask("谁主持会议？")
    assert isinstance(lexical, Found)
    assert lexical.quotes[0].exact_text == "刘吉"
    other = answerer(index, segment, Favourite(open_lexical_reader(), "陈红", 0.999)).ask("谁主持会议？")
    assert isinstance(other, Found)
    assert other.quotes[0].text == TEXTS[1]
    assert ("understanding", 40.0) in other.quotes[0].evidence


@pytest.mark.parametrize(("sure", "marked"), [(0.9999, "并讲话"), (0.01, "刘吉")])
def test_the_surer_words_are_marked(index: MemoryIndex, segment: Segment, sure: float, marked: str) -> None:
    """A second reader's words stand in place of the lexical ones only where it is surer."""
    answer = answerer(index, segment, Favourite(open_lexical_reader(), "并讲话", sure)).ask("谁主持会议？")
    assert answer.shown[0].exact_text == marked


def test_a_sentence_that_does_not_answer_keeps_no_mark(index: MemoryIndex, segment: Segment) -> None:
    """Words that a reader proposed are not shown in a quote that stands far behind the first."""
    answer = answerer(index, segment, Favourite(open_lexical_reader(), "刘吉", 0.9999)).ask("谁主持会议？")
    assert answer.shown[0].exact_text == "刘吉"
    assert all(quote.exact is None and not quote.sure for quote in answer.shown[1:])


def test_what_a_second_reader_measures_is_a_signal(index: MemoryIndex, segment: Segment) -> None:
    """Confidence can weigh it, by its name and of the first sentence."""
    for favourite, there in (("刘吉", 1.0), ("火星", 0.0)):
        weighed = answerer(index, segment, Favourite(open_lexical_reader(), favourite, 0.5)).weigh(
            "谁主持会议？"
        )
        assert isinstance(weighed, Weighed)
        assert weighed.signals["there"] == there


def test_some_reasons_may_count_more() -> None:
    """Their weights grow, and the score by as much; the others stay, and the order follows."""
    ranking = ranking_of([3.0, 2.0], ["甲", "乙"]).favour("form", [None, 0.5]).favour("time", [0.25, None])
    assert [quote.text for quote in ranking.quotes] == ["甲", "乙"]
    stressed = ranking.stressed({"form"}, 4.0)
    assert [(quote.text, quote.score) for quote in stressed.quotes] == [("乙", 4.0), ("甲", 3.25)]
    assert dict(stressed.quotes[0].evidence)["form"] == 2.0
    assert dict(stressed.quotes[1].evidence) == {"time": 0.25}


def test_a_calibration_is_of_one_reader(tmp_path: Path) -> None:
    """Scores of another reader mean something else, so that its calibration is refused, by name."""
    lexical = open_lexical_reader()
    other = Favourite(lexical, "刘吉", 0.5)
    write_calibration(blank_calibration(other), tmp_path / "other.json")
    assert read_calibration(tmp_path / "other.json", other).reader == "favourite"
    with pytest.raises(SettingsError, match="fitted to the favourite reader, and this is the lexical one"):
        read_calibration(tmp_path / "other.json", lexical)


def ranking_of(scores: Sequence[float], texts: Sequence[str]) -> Ranking:
    quotes = [
        Quote(
            Passage(Metadata(text, text), 0, 0, text, (Span(0, len(text)),), (), fold(text)),
            Span(0, len(text)),
            None,
            score,
        )
        for score, text in zip(scores, texts, strict=True)
    ]
    return Ranking(
        tuple(quotes), ("score", "half"), np.array([[score, score / 2] for score in scores]).reshape(-1, 2)
    )


SCORES = st.lists(st.integers(-5, 5).map(float), max_size=8)


def in_step(ranking: Ranking) -> bool:
    """Say whether each row is its quote's, by what was written into it."""
    return [round(row, 6) for row in ranking.measures("score")] == [
        round(quote.score - sum(weight for _, weight in quote.evidence), 6) for quote in ranking.quotes
    ]


@given(
    scores=SCORES,
    weights=st.lists(st.one_of(st.none(), st.integers(-5, 5).map(float)), min_size=8, max_size=8),
)
def test_what_is_favoured_moves_and_its_row_with_it(scores: list[float], weights: list[float | None]) -> None:
    """Whatever is favoured: the best come first, equal ones stay in their order, and rows stay with their quotes."""
    ranking = ranking_of(scores, [str(number) for number in range(len(scores))])
    favoured = ranking.favour("reason", weights[: len(scores)])
    found = [quote.score for quote in favoured.quotes]
    assert found == sorted(found, reverse=True)
    assert in_step(favoured)
    expected = sorted(range(len(scores)), key=lambda number: -(scores[number] + (weights[number] or 0.0)))
    assert [int(quote.text) for quote in favoured.quotes] == expected


@given(scores=SCORES, left_out=st.lists(st.booleans(), min_size=8, max_size=8))
def test_what_is_left_out_goes_with_its_row(scores: list[float], left_out: list[bool]) -> None:
    ranking = ranking_of(scores, [str(number) for number in range(len(scores))])
    rest = ranking.without(left_out[: len(scores)])
    assert [int(quote.text) for quote in rest.quotes] == [
        number for number in range(len(scores)) if not left_out[number]
    ]
    assert in_step(rest)


def test_joined_rankings_say_nothing_twice() -> None:
    """Of sentences with the same words the first ranking's stays, and all stand in the order of their scores."""
    joined = ranking_of([3.0, 1.0], ["a", "b"]).joined(ranking_of([9.0, 2.0], ["b", "c"]))
    assert [(quote.text, quote.score) for quote in joined.quotes] == [("a", 3.0), ("c", 2.0), ("b", 1.0)]
    assert in_step(joined)


def test_measures_are_added_by_name() -> None:
    """More columns change no quote, and each is found under its own name."""
    ranking = ranking_of([3.0, 1.0], ["a", "b"]).with_measures({"more": [0.25, 0.5], "less": [0.0, 1.0]})
    assert ranking.columns == ("score", "half", "more", "less")
    assert ranking.measures("more").tolist() == [0.25, 0.5]
    assert ranking.measures("less").tolist() == [0.0, 1.0]
    assert ranking.measures("half").tolist() == [1.5, 0.5]


def test_where_other_days_are_meant_no_proposal_is_shown(segment: Segment) -> None:
    """Near misses of other days keep the first one's mark alone."""
    texts = {"甲": "刘吉主持会议。", "乙": "会议召开，刘吉讲话。"}
    index = MemoryIndex(
        [
            Document(Metadata(id, id, date=date(2020, 1, 1)), text, (Span(0, len(text)),), Origin(1, "utf-8"))
            for id, text in texts.items()
        ],
        segment,
    )
    reader = Favourite(open_lexical_reader(), "刘吉", 0.9999)
    answer = answerer(index, segment, reader).ask("2022年11月以来谁主持会议？")
    assert isinstance(answer, NotFound)
    assert answer.reason == "other days"
    assert [quote.exact_text for quote in answer.shown] == ["刘吉", None]
