"""The one call: whatever is asked, what comes back is of the archive, best first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.answering.answerer import Answerer
from retrieval.answering.weighing import LONGEST_QUESTION
from retrieval.answers import Found, NotFound
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.answering.calibration import Calibration
    from retrieval.chinese.words import Segment

ARCHIVE = {
    "会议": (
        "11月14日下午，全市疫情防控工作会议召开。市委书记刘吉主持会议并讲话。市长温金荣出席会议。",
        date(2022, 11, 14),
    ),
    "旧会": ("全市疫情防控工作会议召开。市委书记陈红主持会议并讲话。", date(2021, 3, 1)),
    "桥": ("虎门大桥全长4.6公里。大桥于1997年建成通车。", None),
}


def answerer_of(
    archive: dict[str, tuple[str, date | None]],
    segment: Segment,
    threshold: float,
    calibration: Calibration | None = None,
) -> Answerer:
    documents = [
        Document(Metadata(id, id, title=id, date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for id, (text, day) in archive.items()
    ]
    return Answerer(
        MemoryIndex(documents, segment),
        segment,
        threshold=threshold,
        calibration=calibration,
        today=lambda: date(2022, 11, 15),
    )


@pytest.fixture(scope="module")
def answerer(segment: Segment) -> Answerer:
    return answerer_of(ARCHIVE, segment, 0.0)


@given(
    asked=st.text(st.sampled_from("谁主持会议桥多长昨天最近刘吉？ a1"), max_size=16), limit=st.integers(1, 3)
)
def test_quotes_are_word_for_word_and_best_first(answerer: Answerer, asked: str, limit: int) -> None:
    """Whatever is asked: each quote is a sentence of its document, its exact words lie in it, and no quote comes twice."""
    answer = answerer.ask(asked, limit=limit)
    assert len(answer.shown) <= limit
    assert 0 <= answer.confidence <= 1
    for quote in answer.shown:
        text = ARCHIVE[quote.metadata.id][0]
        assert quote.in_document.of(text) == quote.text
        assert quote.exact is None or quote.exact_text in quote.text
        assert (quote.exact is None) == (quote.sure == 0.0)
    assert len({(quote.passage.id, quote.sentence) for quote in answer.shown}) == len(answer.shown)


def test_the_threshold_decides_whether_it_is_an_answer(segment: Segment) -> None:
    """With the same confidence and the same sentences."""
    found = answerer_of(ARCHIVE, segment, 0.0).ask("大桥有多长？")
    refused = answerer_of(ARCHIVE, segment, 1.0).ask("大桥有多长？")
    assert isinstance(found, Found)
    assert isinstance(refused, NotFound)
    assert found.confidence == refused.confidence
    assert found.shown == refused.shown


def test_there_are_three_ways_to_answer(segment: Segment) -> None:
    """The confidence decides: sure, near, or nothing to be shown; of what the archive never names nothing is near."""
    asked, archive = "大桥有多长？", answerer_of(ARCHIVE, segment, 1.0)
    confidence = archive.ask(asked).confidence

    def nearest_from(least: float) -> Answerer:
        return answerer_of(ARCHIVE, segment, 1.0, replace(archive.calibration, nearest=least))

    for least, outcome in ((confidence, "nearest"), (confidence + 1e-9, "none")):
        answer = nearest_from(least).ask(asked)
        assert (answer.outcome, len(answer.shown) > 0) == (outcome, True)
    assert answerer_of(ARCHIVE, segment, 0.0).ask(asked).outcome == "sure"
    anything = nearest_from(0.0)
    assert anything.ask("周杰伦主持会议？").outcome == "none"
    assert anything.ask("孩子主持会议？").outcome == "nearest"


def test_what_is_said_of_other_days_is_near_at_most(segment: Segment) -> None:
    """A report that would answer if it were not for the days is shown as the nearest, with no confidence."""
    archive = answerer_of({"会议": ARCHIVE["会议"]}, segment, 0.0)
    answer = archive.ask("2021年以前谁主持了全市疫情防控工作会议？")
    assert isinstance(answer, NotFound)
    assert (answer.reason, answer.outcome, answer.confidence) == ("other days", "nearest", 0.0)


def test_an_answerer_is_asked_on_any_day(answerer: Answerer) -> None:
    """昨天 is the day before the one that is given; the answerer itself stays on its own."""
    asked = "昨天谁主持了会议？"
    assert answerer.on(date(2021, 3, 2)).ask(asked).shown[0].metadata.id == "旧会"
    assert answerer.ask(asked).shown[0].metadata.id == "会议"


@pytest.mark.parametrize(
    ("asked", "reason"), [("？！", "no words"), ("航天飞机何时升空", "unknown words"), ("", "no words")]
)
def test_where_nothing_is_found_there_is_a_reason(answerer: Answerer, asked: str, reason: str) -> None:
    answer = answerer.ask(asked)
    assert isinstance(answer, NotFound)
    assert (answer.reason, answer.shown) == (reason, ())


def test_an_archive_without_text_is_said_to_be_empty(segment: Segment) -> None:
    answer = answerer_of({}, segment, 0.0).ask("谁主持会议？")
    assert isinstance(answer, NotFound)
    assert answer.reason == "empty archive"


def test_the_day_that_is_meant_comes_first(answerer: Answerer) -> None:
    """昨天 is the asker's, and last year's meeting is another."""
    assert answerer.ask("昨天谁主持会议？").shown[0].exact_text == "刘吉"
    assert answerer.ask("2021年谁主持会议？").shown[0].exact_text == "陈红"


def test_a_pasted_text_is_asked_by_its_first_part(answerer: Answerer) -> None:
    """What stands beyond is not looked at."""
    asked = "谁主持会议？" + "好" * LONGEST_QUESTION
    assert answerer.ask(asked).question.asked == asked[:LONGEST_QUESTION]
