"""Words that count from the asker's day, and the days that they mean."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.days import find_days
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.question.calendar import Days

# A Tuesday.
TODAY = date(2022, 11, 15)


def days_of(words: str, today: date = TODAY) -> Days:
    """Return the days of words that are a question's whole beginning."""

    def cut() -> Sequence[Span]:
        return [Span(0, len(words)), Span(len(words), len(words) + 3)]

    days = find_days(f"{words}谁讲话", today, cut)
    assert days is not None
    return days


@pytest.mark.parametrize(
    ("words", "since", "until"),
    [
        ("昨天", date(2022, 11, 14), date(2022, 11, 14)),
        ("大前天", date(2022, 11, 12), date(2022, 11, 12)),
        ("上周六", date(2022, 11, 12), date(2022, 11, 13)),
        ("周一", date(2022, 11, 14), date(2022, 11, 15)),
        ("上周", date(2022, 11, 7), date(2022, 11, 13)),
        ("上个月", date(2022, 10, 1), date(2022, 10, 31)),
        ("去年", date(2021, 1, 1), date(2021, 12, 31)),
        ("近三天", date(2022, 11, 12), date(2022, 11, 15)),
        ("三年前", date(2019, 1, 1), date(2019, 12, 31)),
        ("两周前", date(2022, 10, 31), date(2022, 11, 6)),
    ],
)
def test_words_count_from_the_askers_day(words: str, since: date, until: date) -> None:
    days = days_of(words)
    assert (days.since, days.until) == (since, until)


@given(
    st.dates(date(1990, 1, 1), date(2090, 1, 1)),
    st.sampled_from(("昨天", "上周", "上个月", "去年", "近三天")),
)
def test_what_is_counted_back_is_over(today: date, words: str) -> None:
    """Whatever the asker's day, none of the days that are meant lies after it, and the first is no later than the last."""
    days = days_of(words, today)
    assert days.since <= days.until <= today
    assert today - days.since < timedelta(731)
