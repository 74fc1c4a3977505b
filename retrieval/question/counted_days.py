"""Words that count from the asker's day → the days that they mean: 昨天, 上周六, 去年国庆, 近三天, 三年前."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.numerals import WEEKDAYS, read_numeral
from retrieval.question.calendar import Days, days_in_month, days_in_year, days_of_third, last_of_month
from retrieval.question.time_patterns import (
    COUNTED_DAY,
    COUNTED_MONTH,
    COUNTED_WEEKDAY,
    COUNTED_YEAR,
    LAST_WEEKDAY,
    LASTING,
    PERIOD_BACK,
    TIME_AGO,
    YEARS_AGO,
)
from retrieval.values import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_DAYS_AGO: dict[str, int] = {"今": 0, "昨": 1, "前": 2, "大": 3}
_LENGTHS = {"天": 1, "周": 7, "月": 30.4, "年": 365.25}
# How many 几 means of each unit: 近几天 are a week.
_FEW = {"天": 7, "日": 7, "周": 4, "月": 3, "年": 5}
# 三十年前 means no one year.
_LONGEST_AGO = 10


def _resolve_year(text: str, found: re.Match[str], today: date) -> Days | None:
    """Return the days of a year that is counted from the asker's, or of a part of it: 去年, 前年国庆, 今年上半年."""
    year = today.year - YEARS_AGO[found["counted"]]
    days = days_in_year(text, found, year, today)
    if days is None:
        return None
    words = Span(found.start(), days.end)
    return Days(
        words,
        days.since,
        days.until,
        _with_letter(found, "edge"),
        words if found["month"] else None,
        # What happened in 去年11月 is told until that year is over, and what a year has brought in the next two months.
        days.near
        or (days.since, max(days.until, date(year + (not found["month"]), 12 if found["month"] else 2, 28))),
        word=found["open"] or "",
    )


def _with_letter(found: re.Match[str], part: str) -> Span:
    """Return the words that count from the asker's day; 底 of 去年底 is no word that could be left behind."""
    start, end = found.span("counted")
    return Span(start, found.end(part) if len(found[part] or "") == 1 else end)


def _resolve_month(_: str, found: re.Match[str], today: date) -> Days | None:
    """Return the days of a month that is counted from the asker's, or of a part of it: 上个月, 本月9日, 上个月底."""
    first = today.replace(day=1)
    for _month in range(found["counted"].count("上")):
        first = (first - timedelta(1)).replace(day=1)
    try:
        since, until = days_in_month(found, first.year, first.month)
    except ValueError:  # It is 本月31日 of a month that has 30 days.
        return None
    counted = _with_letter(found, "third")
    near = since, until + timedelta(1)
    return Days(Span(*found.span()), since, until, counted, near=near, word=found["open"] or "")


def _resolve_week(_: str, found: re.Match[str], today: date) -> Days:
    """Return the days of 上周六 or 这个周末."""
    word = found["counted"]
    monday = today - timedelta(today.weekday() + 7 * word.startswith("上"))
    if word.endswith("末"):
        days = monday + timedelta(5), monday + timedelta(6)
    else:
        day = monday + timedelta(_weekday(word))
        days = day, day + timedelta(1)
    return _counted(found, *days)


def _resolve_weekday(_: str, found: re.Match[str], today: date) -> Days:
    """Return the last 周四 before the asker's day, or that day itself."""
    # Texts write 周四晚上 too, so that it is not counted from the asker's day alone.
    day = today - timedelta((today.weekday() - _weekday(found["counted"])) % 7)
    words = Span(*found.span("counted"))
    return Days(words, day, day + timedelta(1), unsaid=words, near=(day, day + timedelta(2)))


def _weekday(word: str) -> int:
    """Return the number of the day of the week that a word ends in, 0 for 一."""
    return WEEKDAYS.index(word[-1].replace("天", "日"))


def _resolve_near(_: str, found: re.Match[str], today: date) -> Days:
    """Return the days of 昨天, 大前天, 上周 or 月底."""
    word = found["counted"]
    if word.endswith(("周", "星期", "礼拜")):
        monday = today - timedelta(today.weekday() + 7 * word.startswith("上"))
        return _counted(found, monday, monday + timedelta(6))
    if word.startswith("月"):
        last = today.replace(day=1) - timedelta(1)
        month = today if word == "月初" or today.day > 20 else last
        return _counted(found, *days_of_third(word[-1], month.year, month.month))
    day = today - timedelta(3 if word == "大前天" else _DAYS_AGO[word[0]])
    return _counted(found, day, day)


def _counted(found: re.Match[str], since: date, until: date) -> Days:
    """Return days that words count from the asker's."""
    counted = Span(*found.span("counted"))
    # What happens on a day is printed on the next.
    near = since, until + timedelta(1)
    word = found.groupdict().get("open") or ""
    return Days(Span(*found.span()), since, until, counted, near=near, word=word)


def _resolve_back(text: str, found: re.Match[str], today: date) -> Days | None:
    """Return the days up to the asker's: 近三天, 过去一周, 这几年."""
    if LASTING.search(text[: found.start()]):
        return None
    unit, words = _unit(found["unit"]), Span(*found.span())
    since = today - timedelta(round(_count(found["count"], unit) * _LENGTHS[unit]))
    # 过去十个月 stands in texts that tell of ten months; 近三天 counts from the asker's day alone.
    if unit in "年月":
        return Days(words, since, today, unsaid=words, near=(since, today))
    return Days(words, since, today, words, near=(since, today))


def _resolve_before(_: str, found: re.Match[str], today: date) -> Days | None:
    """Return the days that lie so long ago: 三年前, 两周前, 半个月前."""
    unit, words = _unit(found["unit"]), Span(*found.span())
    count = _count(found["count"], unit)
    if unit == "年" and count >= 1:
        if count > _LONGEST_AGO:
            return None
        year = today.year - round(count)
        days = date(year, 1, 1), date(year, 12, 31)
    else:
        day = today - timedelta(round(count * _LENGTHS[unit]))
        monday = day - timedelta(day.weekday())
        days = {
            "天": (day, day + timedelta(1)),
            "周": (monday, monday + timedelta(6)),
        }.get(unit) or (day.replace(day=1), last_of_month(day.year, day.month))
    return Days(words, *days, unsaid=words, near=(days[0], days[1] + timedelta(31)))


def _unit(written: str) -> str:
    """Return 年, 月, 周 or 天: 周 for 个星期."""
    unit = written.removeprefix("个")
    return {"星期": "周", "礼拜": "周", "日": "天"}.get(unit, unit)


def _count(written: str, unit: str) -> float:
    """Return how many of a unit are meant: 0.5 for 半, 7 for 几 of 天."""
    if written in "几数":
        return _FEW[unit]
    return 0.5 if written == "半" else read_numeral(written) or 0


# The narrower pattern stands before the wider one and decides: 昨天召开的今年首次会议 was held yesterday.
COUNTED: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], date], Days | None]], ...] = (
    (COUNTED_WEEKDAY, _resolve_week),
    (COUNTED_DAY, _resolve_near),
    (COUNTED_MONTH, _resolve_month),
    (LAST_WEEKDAY, _resolve_weekday),
    (COUNTED_YEAR, _resolve_year),
    (PERIOD_BACK, _resolve_back),
    (TIME_AGO, _resolve_before),
)
