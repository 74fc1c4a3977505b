"""The days of holidays, and of the yearly sessions that are spoken of like holidays: 国庆, 春节, 两会.

A holiday is taken with the days off that follow it, in which its reports are printed. Lunar ones are worked out by
borax, from 1900 to 2100; of other years their days are not known.
"""

from __future__ import annotations

from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

# Each holiday begins on this month and day, and is taken for so many days.
_SOLAR = {
    "元旦": (1, 1, 3),
    "妇女节": (3, 8, 2),
    "清明": (4, 3, 5),
    "五一": (5, 1, 6),
    "劳动节": (5, 1, 6),
    "青年节": (5, 4, 2),
    "儿童节": (6, 1, 2),
    "建党节": (7, 1, 2),
    "建军节": (8, 1, 2),
    "教师节": (9, 10, 2),
    "国庆": (10, 1, 8),
    "十一": (10, 1, 8),
    "双十一": (11, 11, 2),
    "圣诞": (12, 24, 3),
}
# Each lies on this month and day of the lunar year, begins so many days before it, and is taken for so many days: the
# days off of 春节 begin on the eve.
_LUNAR = {
    "春节": (1, 1, 1, 9),
    "除夕": (1, 1, 1, 2),
    "元宵": (1, 15, 0, 2),
    "端午": (5, 5, 0, 4),
    "七夕": (7, 7, 0, 2),
    "中秋": (8, 15, 0, 4),
    "重阳": (9, 9, 0, 2),
}
HOLIDAYS = "|".join(sorted((*_SOLAR, *_LUNAR), key=len, reverse=True))
"""Their names, for a pattern: the longer ones first, 双十一 before 十一."""
# The sessions of the nation open on the third or fifth of March; in this year they waited for May.
_LATE_SESSIONS = {2020: (date(2020, 5, 20), date(2020, 5, 29))}


def holiday_days(name: str, year: int) -> tuple[date, date]:
    """Return the first and last day of a holiday in a year.

    >>> holiday_days("春节", 2022)
    (datetime.date(2022, 1, 31), datetime.date(2022, 2, 8))

    Raises:
        ValueError: it is not known in that year (borax: before 1900, after 2100).
    """
    if name in _SOLAR:
        month, day, length = _SOLAR[name]
        first = date(year, month, day)
    else:
        month, day, before, length = _LUNAR[name]
        first = LunarDate(year, month, day).to_solar_date() - timedelta(before)
    return first, first + timedelta(length - 1)


def session_days(year: int) -> tuple[date, date]:
    """Return the weeks of a year in which the nation's 两会 are held, the first half of March, and their echo."""
    return _LATE_SESSIONS.get(year, (date(year, 3, 1), date(year, 3, 20)))


def local_session_days(year: int) -> tuple[date, date]:
    """Return the weeks in which 两会 of provinces, cities and counties are: in January and February, few in March."""
    return date(year, 1, 1), date(year, 3, 20)
