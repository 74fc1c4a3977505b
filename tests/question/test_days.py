"""Words of time and the days that they mean."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest

from retrieval.question.days import find_days

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment
    from retrieval.question.calendar import Days
    from retrieval.values import Span

TODAY = date(2022, 11, 15)


def days_of(question: str, segment: Segment) -> Days | None:
    return find_days(question, TODAY, partial(segment, question))


@pytest.mark.parametrize(
    ("question", "words", "counted", "unsaid"),
    [
        ("去年国庆谁讲话", "去年国庆", "去年", None),
        ("去年11月谁讲话", "去年11月", "去年", "去年11月"),
        ("去年底谁讲话", "去年底", "去年底", None),
        ("2021年国庆谁讲话", "2021年国庆", None, "2021年"),
        ("2021年11月谁讲话", "2021年11月", None, "2021年11月"),
        ("昨天谁讲话", "昨天", "昨天", None),
        ("周四谁讲话", "周四", None, "周四"),
        ("近三天谁讲话", "近三天", "近三天", None),
        ("近三年谁讲话", "近三年", None, "近三年"),
    ],
)
def test_words_that_texts_do_not_write_are_told_from_those_that_they_do(
    segment: Segment, question: str, words: str, counted: str | None, unsaid: str | None
) -> None:
    """国庆 is searched for; 去年 is the asker's own; 2021年 stands in the date of a document, if not in its text."""
    days = days_of(question, segment)
    assert days is not None
    assert days.words.of(question) == words
    assert (days.counted and days.counted.of(question)) == counted
    assert (days.unsaid and days.unsaid.of(question)) == unsaid


def test_the_narrower_words_decide(segment: Segment) -> None:
    """昨天召开的今年首次会议 was held yesterday."""
    days = days_of("昨天召开的今年首次会议谁主持", segment)
    assert days is not None
    assert days.since == date(2022, 11, 14)


def test_days_without_a_year_are_those_of_every_year(segment: Segment) -> None:
    """The last ones first, and none that are still to come."""
    days = days_of("12月1日谁讲话", segment)
    assert days is not None
    assert days.since == date(2021, 12, 1)
    assert days.every[0] == (date(2020, 12, 1), date(2020, 12, 2))
    assert not days.named


@pytest.mark.parametrize(
    "question", ["《昨天的太阳》谁唱", "“去年”是什么意思", "当今日本首相是谁", "附近日本餐馆在哪"]
)
def test_words_of_a_title_or_inside_another_word_mean_no_days(segment: Segment, question: str) -> None:
    assert days_of(question, segment) is None


def test_a_question_without_words_of_time_is_not_cut() -> None:
    """Most questions are none of time, and cutting one takes longer than looking for its days."""

    def cut() -> list[Span]:
        raise AssertionError("cut for nothing")

    assert find_days("谁主持了会议", TODAY, cut) is None


@pytest.mark.parametrize("part", ["早间", "上午", "午后", "晚间", "晚", "夜里", "午夜"])
@pytest.mark.parametrize("day", ["11月14日", "十一月十四日", "2022年11月14日"])
def test_a_part_of_the_day_goes_with_its_day(segment: Segment, day: str, part: str) -> None:
    """Texts of that day need not write it."""
    question = f"{day}{part}谁讲话"
    days = days_of(question, segment)
    assert days is not None
    assert days.unsaid is not None
    assert days.unsaid.of(question) == day + part


@pytest.mark.parametrize(
    ("question", "day"),
    [("十月廿三日谁讲话", date(2022, 10, 23)), ("2022年十月卅日谁讲话", date(2022, 10, 30))],
)
def test_a_day_may_be_written_as_in_the_lunar_calendar(segment: Segment, question: str, day: date) -> None:
    days = days_of(question, segment)
    assert days is not None
    assert days.since == day


def test_a_party_in_the_evening_is_no_part_of_the_day(segment: Segment) -> None:
    """晚会 is searched for."""
    question = "11月14日晚会谁唱歌"
    days = days_of(question, segment)
    assert days is not None
    assert days.unsaid is not None
    assert days.unsaid.of(question) == "11月14日"
