"""Which passages are read for a question: those that match best, and among them those of the days that it means."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from retrieval.answering.answerer import Answerer
from retrieval.answering.lookup import look_up
from retrieval.index.memory import MemoryIndex
from retrieval.question.period import find_period
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.answering.lookup import Lookup
    from retrieval.chinese.words import Segment

TODAY = date(2022, 11, 15)


def document(id: str, text: str, day: date | None) -> Document:
    return Document(Metadata(id, id, date=day), text, (Span(0, len(text)),), Origin(1, "utf-8"))


@pytest.fixture(scope="module")
def answerer(segment: Segment) -> Answerer:
    """A hundred days of one broadcast, each with a meeting, and one text without a date."""
    documents = [
        document(f"{day:03}", f"全市防汛会议第{day}次召开。", TODAY - timedelta(day)) for day in range(100)
    ]
    return Answerer(
        MemoryIndex([*documents, document("undated", "防汛会议召开。", None)], segment),
        segment,
        today=lambda: TODAY,
    )


def lookups(answerer: Answerer, asked: str) -> list[Lookup]:
    period = find_period(asked, TODAY, answerer.segment)
    return list(look_up(answerer.index, answerer.parse, answerer.parse(period.rest), period))


def test_what_matches_best_is_read(answerer: Answerer) -> None:
    """At most sixty passages, best first, with how common the question's terms are."""
    [found] = lookups(answerer, "谁主持防汛会议")
    assert len(found.hits) == 60
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert found.terms.passages == 101
    assert found.terms.frequencies["会议"] == 101
    assert not found.dated


def test_the_days_that_are_meant_are_among_them(answerer: Answerer) -> None:
    """However many other days say the same."""
    first = lookups(answerer, "昨天谁主持防汛会议")[0]
    assert first.dated
    assert TODAY - timedelta(1) in {hit.passage.metadata.date for hit in first.hits}
    assert len({hit.passage.id for hit in first.hits}) == len(first.hits)


def test_a_day_of_an_earlier_year_is_not_looked_for_in_the_text(segment: Segment) -> None:
    """Of 7月9日 the archive holds one report, of another year, which writes 昨日: the day is no word of the question."""
    found = Answerer(
        MemoryIndex([document("a", "何家湾渡口昨日恢复通航。", date(2020, 7, 9))], segment),
        segment,
        today=lambda: TODAY,
    )
    assert not {"7", "月", "9", "日"} & set(lookups(found, "7月9日何家湾渡口怎么了")[0].question.query.words)
    assert "月" in lookups(found, "6月1日何家湾渡口怎么了")[0].question.query.words


def test_a_name_in_another_writing_counts_like_the_one_that_is_asked(segment: Segment) -> None:
    """Of equal passages that with the full name is found as well as that with the short one, before what holds the rest alone."""
    texts = (
        "全国居民消费价格上涨百分之三。",
        "全国cpi上涨百分之三。",
        "全国上涨百分之三的是油价。",
        "消费者说价格上涨。",
    )
    documents = [document(f"{number}", text, None) for number, text in enumerate(texts)]
    answerer = Answerer(MemoryIndex(documents, segment), segment, today=lambda: TODAY)
    [found] = lookups(answerer, "全国CPI上涨多少")
    assert {hit.passage.metadata.id for hit in found.hits[:2]} == {"0", "1"}
    assert found.hits[1].score > 0.7 * found.hits[0].score
    assert len({hit.passage.id for hit in found.hits}) == len(found.hits)


def test_days_that_narrow_leave_no_others(answerer: Answerer) -> None:
    """以来 is said to narrow: what is older does not come along."""
    first = lookups(answerer, "11月10日以来谁主持防汛会议")[0]
    assert first.dated
    assert all(hit.passage.metadata.date >= date(2022, 11, 10) for hit in first.hits)


def test_what_has_no_date_stands_in_where_none_of_the_days_is_found(answerer: Answerer) -> None:
    """It may be of any day."""
    first = lookups(answerer, "2023年1月以来谁主持防汛会议")[0]
    assert not first.dated
    assert [hit.passage.metadata.id for hit in first.hits] == ["undated"]


@pytest.mark.parametrize(
    ("asked", "day"), [("最近一次防汛会议是谁主持的", 0), ("最早的防汛会议是谁主持的", 99)]
)
def test_the_newest_and_the_oldest_are_looked_for(answerer: Answerer, asked: str, day: int) -> None:
    """Beyond the sixty that match best, where others match hardly worse."""
    first = lookups(answerer, asked)[0]
    assert TODAY - timedelta(day) in {hit.passage.metadata.date for hit in first.hits}
