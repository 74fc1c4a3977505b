"""Words of time → the days that they mean: 昨天, 上周六, 去年国庆, 2020年至2022年, 二〇二二年十一月, 近三天.

A report is printed when what it tells of is over. The days of printing therefore belong to the days that are
meant: the next day to a day, the next month to a quarter. Words inside the marks of a title name no days
(《昨天的太阳》), nor do words that are a part of a longer one (今日 of 当今日本).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.dates import find_dates
from retrieval.chinese.numerals import read_numeral
from retrieval.question.calendar import days_in_month, days_in_year, days_of_third, last_of_month
from retrieval.question.time_patterns import (
    COUNTED_DAY,
    COUNTED_MONTH,
    COUNTED_WEEKDAY,
    COUNTED_YEAR,
    EVERY_YEAR,
    LAST_WEEKDAY,
    LASTING,
    NAMED_YEAR,
    NO_MONTH,
    PART_OF_DAY,
    PERIOD_BACK,
    TIME_AGO,
    TITLE,
    YEARS_AGO,
)
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_DAYS_AGO: dict[str, int] = {"今": 0, "昨": 1, "前": 2, "大": 3}
_WEEKDAYS = "一二三四五六日"
_LENGTHS = {"天": 1, "周": 7, "月": 30.4, "年": 365.25}
# How many 几 means of each unit: 近几天 are a week.
_FEW = {"天": 7, "日": 7, "周": 4, "月": 3, "年": 5}
# 三十年前 means no one year.
_LONGEST_AGO = 10
# The same days of so many earlier years are looked at where no year is named.
_YEARS_BACK = 30


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


def find_days(folded: str, today: date, words: Callable[[], Sequence[Span]]) -> Days | None:
    """Return the days that a question means, or None where it names none.

    ``find_days("去年11月谁主持", date(2022, 11, 15), words).since`` is ``date(2021, 11, 1)``.

    Args:
        folded: the question, folded.
        today: the asker's day.
        words: returns the question's words; called only where something looks like a time.
    """
    # Blanks in the place of titles: 《昨天的太阳》 says nothing of time.
    text = TITLE.sub(lambda title: "\n" * len(title.group()), folded)
    named = NAMED_YEAR.search(text)
    if named and (days := _resolve_named(text, named, today)):
        return days
    for pattern, resolve in _COUNTING:
        for found in pattern.finditer(text):
            span = Span(*found.span("counted" if "counted" in pattern.groupindex else 0))
            if is_whole(span, words()) and (days := resolve(text, found, today)):
                return days
    return None if named else _resolve_day(text) or _resolve_every(text, today, words)


def is_whole(span: Span, words: Sequence[Span]) -> bool:
    """Say whether a span is whole words, or begins one (去年 of 去年底): not 今日 of 当今日本, nor 近日 of 附近日本."""
    ends = {word.start: word.end for word in words}
    return span.start in ends and (span.end in ends.values() or ends[span.start] > span.end)


def _resolve_named(text: str, found: re.Match[str], today: date) -> Days | None:
    """Return the days of a year that is named, or of a part of it: 2022年, 2022年11月, 22年上半年, 2020年至2022年."""
    if found["short"]:
        # 98年10月 is of the last century, 22年11月 of this one.
        year = 2000 + int(found["short"])
        year -= 100 * (year > today.year)
    else:
        year = read_numeral(found["year"]) or 0
    days = days_in_year(text, found, year, today)
    if days is None:
        return None
    words = unsaid = Span(found.start(), days.end)
    if found["part"] and not found["month"] and not found["edge"]:
        unsaid = Span(found.start(), found.start("part"))
    unsaid = _with_part_of_day(text, found, unsaid)
    return Days(words, days.since, days.until, None, unsaid, days.near, named=True, word=found["open"] or "")


def _with_part_of_day(text: str, found: re.Match[str], span: Span) -> Span:
    """Return a day with its 下午: a report of that day has many sentences, and seldom more than one with 下午."""
    part = PART_OF_DAY.match(text, span.end)
    return Span(span.start, part.end()) if found["day"] and part else span


def _resolve_day(text: str) -> Days | None:
    """Return the day that is written as 2022-11-14."""
    for mention in find_dates(text):
        if mention.date:
            until = mention.date + timedelta(1)
            return Days(mention.span, mention.date, until, unsaid=mention.span, named=True)
    return None


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
    except ValueError:  # 本月31日, of a month that has 30
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
    return _WEEKDAYS.index(word[-1].replace("天", "日"))


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


def _resolve_every(text: str, today: date, words: Callable[[], Sequence[Span]]) -> Days | None:
    """Return the last such days where no year is named, and those of earlier years: 11月14日, 第三季度, 国庆假期."""
    for found in EVERY_YEAR.finditer(text):
        years = [
            days
            for year in range(today.year, today.year - _YEARS_BACK, -1)
            if (days := days_in_year(text, found, year, today)) and days.since <= today
        ]
        # 在11月底之前 sets a term, which a text may set too.
        if not years or found["open"] in {"以前", "之前"}:
            continue
        span = Span(found.start(), years[0].end)
        bare = found["month"] and not found["day"] and not found["third"] and years[0].end == found.end()
        if bare and not found["open"] and NO_MONTH.match(text, found.end()):
            continue
        if found["day"] is None and not found["holiday"] and not is_whole(span, words()):
            continue
        every = tuple((days.since, days.until) for days in years[1:])
        unsaid = _with_part_of_day(text, found, span) if found["month"] else None
        word = found["open"] or ""
        return Days(span, years[0].since, years[0].until, unsaid=unsaid, every=every, word=word)
    return None


# The narrower pattern stands before the wider one and decides: 昨天召开的今年首次会议 was held yesterday.
_COUNTING: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str], date], Days | None]], ...] = (
    (COUNTED_WEEKDAY, _resolve_week),
    (COUNTED_DAY, _resolve_near),
    (COUNTED_MONTH, _resolve_month),
    (LAST_WEEKDAY, _resolve_weekday),
    (COUNTED_YEAR, _resolve_year),
    (PERIOD_BACK, _resolve_back),
    (TIME_AGO, _resolve_before),
)
