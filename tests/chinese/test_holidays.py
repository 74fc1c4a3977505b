"""The days of holidays, against a printed calendar."""

from __future__ import annotations

import re
from datetime import date

import pytest

from retrieval.chinese.holidays import HOLIDAYS, holiday_days, local_session_days, session_days


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("元旦", date(2022, 1, 1)), ("除夕", date(2022, 1, 31)), ("春节", date(2022, 2, 1)),
        ("元宵", date(2022, 2, 15)), ("端午", date(2022, 6, 3)), ("七夕", date(2022, 8, 4)),
        ("中秋", date(2022, 9, 10)), ("国庆", date(2022, 10, 1)), ("重阳", date(2022, 10, 4)),
    ],
)  # fmt: skip
def test_the_day_of_a_holiday_is_among_its_days(name: str, day: date) -> None:
    """Lunar or solar, the holiday itself is within the days that are taken for it."""
    first, last = holiday_days(name, day.year)
    assert first <= day <= last


def test_every_name_of_the_pattern_has_days() -> None:
    """Each name has days in order, and the longer of two names is found first."""
    for name in HOLIDAYS.split("|"):
        first, last = holiday_days(name, 2023)
        assert first <= last
    found = re.search(HOLIDAYS, "双十一")
    assert found is not None
    assert found[0] == "双十一"


def test_a_lunar_year_that_is_not_known_is_an_error() -> None:
    """The lunar calendar is known from 1900 to 2100."""
    with pytest.raises(ValueError):  # noqa: PT011 # its message varies
        holiday_days("春节", 2101)


def test_the_sessions_of_2020_were_in_may() -> None:
    """两会 are in March but for one year, those of the provinces before them."""
    assert session_days(2020)[0].month == 5
    assert session_days(2021)[0].month == 3
    assert local_session_days(2021)[0] < session_days(2021)[0]
