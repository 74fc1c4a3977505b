"""Words of time → the days that they mean: 昨天, 上周六, 去年国庆, 2020年至2022年, 二〇二二年十一月, 近三天.

A report is printed when what it tells of is over. The days of printing therefore belong to the days that are
meant: the next day to a day, the next month to a quarter. Words inside the marks of a title name no days
(《昨天的太阳》), nor do words that are a part of a longer one (今日 of 当今日本).
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.dates import find_dates
from retrieval.chinese.numerals import read_numeral
from retrieval.question.calendar import Days, days_in_year
from retrieval.question.counted_days import COUNTED
from retrieval.question.time_patterns import EVERY_YEAR, NAMED_YEAR, NO_MONTH, PART_OF_DAY, TITLE
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The same days of so many earlier years are looked at where no year is named.
_YEARS_BACK = 30


def find_days(folded: str, today: date, words: Callable[[], Sequence[Span]]) -> Days | None:
    """Return the days that a question means, or None where it names none.

    ``find_days("去年11月谁主持", date(2022, 11, 15), words).since`` is ``date(2021, 11, 1)``.

    Args:
        folded: the question, folded.
        today: the asker's day.
        words: returns the question's words; called only where something looks like a time.
    """
    # Titles are blanked out: 《昨天的太阳》 says nothing of time.
    text = TITLE.sub(lambda title: "\n" * len(title.group()), folded)
    named = NAMED_YEAR.search(text)
    if named and (days := _resolve_named(text, named, today)):
        return days
    for pattern, resolve in COUNTED:
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
