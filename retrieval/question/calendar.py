"""A part of a year → its days: 3月, 10月下旬, 上半年, 第三季度, 夏天, 年底, 国庆, 两会, and ranges from one to another."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.holidays import holiday_days, local_session_days, session_days
from retrieval.chinese.numerals import read_numeral
from retrieval.question.time_patterns import RANGE_END, YEARS_AGO

if TYPE_CHECKING:
    from retrieval.values import Span

_SEASONS = "春夏秋冬"


@dataclass(frozen=True, slots=True)
class Days:
    """The days that a question means.

    ``Days(Span(0, 4), date(2021, 10, 1), date(2021, 10, 8), counted=Span(0, 2))`` are those of 去年国庆, asked in 2022.

    Attributes:
        words: the words of the question that name the days.
        since: the first of the days.
        until: the last of the days.
        counted: the part of ``words`` that counts from the asker's day (去年). No text writes it of its own day.
        unsaid: the part of ``words`` that documents of these days need not write: 2023年 of 2023年国庆假期,
            whose 国庆 they do write.
        near: days on which the same may be told too, first and last.
        named: whether the question names the year.
        every: the same days of earlier years, where the question names no year.
        word: 以来, 以前 or a word like them behind ``words``, or the empty string.
    """

    words: Span
    since: date
    until: date
    counted: Span | None = None
    unsaid: Span | None = None
    near: tuple[date, date] | None = None
    named: bool = False
    every: tuple[tuple[date, date], ...] = ()
    word: str = ""


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """The days of a year that words mean, and where in the question the words end."""

    since: date
    until: date
    near: tuple[date, date] | None
    end: int


def days_in_year(text: str, found: re.Match[str], year: int, today: date) -> PartOfYear | None:
    """Return the days of a part of a year, up to the other end of a range where one stands behind it.

    Args:
        text: the question, folded.
        found: the match of a pattern of :mod:`retrieval.question.time_patterns` in it.
        year: the year whose days are meant.
        today: the asker's day, where a range goes up to now (2021年至今).

    Returns:
        The days, or None where no calendar has them (2月30日).
    """
    try:
        since, until, near = _part_days(found, year)
        other = RANGE_END.match(text, found.end())
        if other is None or not any(other.groups()):
            return PartOfYear(since, until, near, found.end())
        if other["now"]:
            last = max(since, today)
        elif other["last"]:
            if not found["day"]:
                return PartOfYear(since, until, near, found.end())
            last = since.replace(day=_read(other["last"])) + timedelta(1)
        else:
            last_year = _read(other["year"]) if other["year"] else year
            if other["counted"]:
                last_year = today.year - YEARS_AGO[other["counted"]]
            _, last, _ = _part_days(other, last_year)
            if last < since and not other["year"]:
                # 11月至2月 ends in the next year.
                _, last, _ = _part_days(other, last_year + 1)
    except ValueError:  # 2022年13月 and 2月30日 are days of no calendar.
        return None
    return PartOfYear(since, last, None, other.end()) if last >= since else None


def _part_days(found: re.Match[str], year: int) -> tuple[date, date, tuple[date, date] | None]:
    """Return the days of a part of a year, or all of it, and those on which the same may be told.

    Raises:
        ValueError: there are no such days.
    """
    part = found.groupdict()
    if part["month"]:
        return *days_in_month(found, year, _read(part["month"])), None
    if months := _find_months(part):
        # Their figures are printed in the next month.
        first, last = months
        return date(year, first, 1), last_of_month(year + last // 12, last % 12 + 1), None
    if part.get("season"):
        first = 3 + 3 * _SEASONS.index(part["season"][0])
        return date(year, first, 1), last_of_month(year + first // 12, (first + 1) % 12 + 1), None
    if part.get("edge"):
        return _edge_days(part["edge"], year)
    if part.get("local") or part.get("holiday"):
        return _holiday_days(part["holiday"], year)
    return date(year, 1, 1), date(year, 12, 31), None


def days_in_month(found: re.Match[str], year: int, month: int) -> tuple[date, date]:
    """Return the first and last day of a month, or of its day or third that the question names.

    Raises:
        ValueError: the month has no such day (11月31日).
    """
    if found["day"]:
        # What happens on a day is printed on the next.
        day = date(year, month, _read(found["day"]))
        return day, day + timedelta(1)
    if found["third"]:
        return days_of_third(found["third"], year, month)
    return date(year, month, 1), last_of_month(year, month)


def days_of_third(third: str, year: int, month: int) -> tuple[date, date]:
    """Return the days of a third of a month, and the day on which its last one is told of.

    >>> days_of_third("中旬", 2022, 11)
    (datetime.date(2022, 11, 11), datetime.date(2022, 11, 21))
    """
    if third in {"上旬", "初"}:
        return date(year, month, 1), date(year, month, 11)
    if third == "中旬":
        return date(year, month, 11), date(year, month, 21)
    return date(year, month, 21), last_of_month(year, month) + timedelta(1)


def _find_months(part: dict[str, str | None]) -> tuple[int, int] | None:
    """Return the first and last month of 上半年, 第三季度 or 前五个月, or None where none of them is meant."""
    if part["half"]:
        return (1, 6) if part["half"].startswith("上") else (7, 12)
    if part["quarters"]:
        return 1, 9
    if part["months"]:
        return 1, min(_read(part["months"]), 12)
    if part["quarter"]:
        last = 3 * _read(part["quarter"])
        return last - 2, last
    return None


def _edge_days(edge: str, year: int) -> tuple[date, date, tuple[date, date] | None]:
    """Return the days of 年初, 年中 or 年底, and those on which the same may be told."""
    if edge.endswith("初"):
        return date(year, 1, 1), last_of_month(year, 2), (date(year, 1, 1), last_of_month(year, 3))
    if edge.endswith("中"):
        return date(year, 6, 1), date(year, 7, 31), None
    return date(year, 12, 1), date(year, 12, 31), (date(year, 11, 1), date(year + 1, 1, 31))


def _holiday_days(name: str | None, year: int) -> tuple[date, date, tuple[date, date]]:
    """Return the days of a holiday or of 两会 (without a name: of the 两会 of some place)."""
    if name is None or name.endswith("两会"):
        return *(session_days if name else local_session_days)(year), (date(year, 1, 1), date(year, 12, 31))
    since, until = holiday_days(name, year)
    return since, until, (since - timedelta(7), until + timedelta(14))


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _read(numeral: str) -> int:
    """Return a number; for what is none (十十) zero, of which no calendar has a month or a day."""
    return read_numeral(numeral) or 0
