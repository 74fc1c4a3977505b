"""Parts of a year and the days that they have."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.calendar import days_in_year, days_of_third, last_of_month
from retrieval.question.time_patterns import NAMED_YEAR

TODAY = date(2022, 11, 15)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2022年", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022年2月", date(2022, 2, 1), date(2022, 2, 28)),
        ("2020年2月29日", date(2020, 2, 29), date(2020, 3, 1)),
        ("2022年上半年", date(2022, 1, 1), date(2022, 7, 31)),
        ("2022年第四季度", date(2022, 10, 1), date(2023, 1, 31)),
        ("2022年冬季", date(2022, 12, 1), date(2023, 2, 28)),
        ("2022年11月至2月", date(2022, 11, 1), date(2023, 2, 28)),
        ("2022年至今", date(2022, 1, 1), TODAY),
    ],
)
def test_a_part_of_a_year_lasts_until_its_last_is_told(text: str, since: date, until: date) -> None:
    """A quarter's figures are printed in the next month, and a winter ends in the next year."""
    found = NAMED_YEAR.search(text)
    assert found is not None
    days = days_in_year(text, found, int(text[:4]), TODAY)
    assert days is not None
    assert (days.since, days.until, days.end) == (since, until, len(text))


@pytest.mark.parametrize("text", ["2022年2月30日", "2022年13月", "2022年11月31日"])
def test_days_that_no_calendar_has_are_none(text: str) -> None:
    found = NAMED_YEAR.search(text)
    assert found is not None
    assert days_in_year(text, found, 2022, TODAY) is None


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_the_thirds_of_a_month_follow_each_other(year: int, month: int) -> None:
    """From the first of the month to the day after its last; each is printed until the day after it."""
    first, second, third = (days_of_third(name, year, month) for name in ("上旬", "中旬", "下旬"))
    assert first[0] == date(year, month, 1)
    assert (first[1], second[1]) == (second[0], third[0])
    assert third[1] == last_of_month(year, month) + timedelta(1)
