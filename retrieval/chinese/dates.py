"""Dates as Chinese documents write them.

    2022年11月14日   2022-11-14   2022/11/14   2022.11.14   民国三十八年十月一日   二〇二二年十一月十四日
    11月14日下午

A day without a year is a date only once the year is known from somewhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from retrieval.chinese.numerals import DIGITS, NUMBER, TENS, read_numeral
from retrieval.chinese.vocabulary import PART_BEHIND_DAY
from retrieval.expressions import regex
from retrieval.values import Span

YEAR = f"(?:[0-9]{{4}}|[{DIGITS}]{{4}})年"
"""A year that is written in full: 1949年, 一九四九年."""
DAY = f"{NUMBER}[日号](?![线楼院机馆门房店])"
"""A day of a month, and no 3号线 and no 8号楼."""

_NUMBER = rf"(?<![0-9０-９])[0-9０-９]{{1,4}}|元|[{DIGITS}{TENS}百]{{1,5}}"
# The text is not folded.
_DAY_PART = (
    PART_BEHIND_DAY.replace("间", "[间間]")
    .replace("后", "[后後]")
    .replace("里", "[里裡裏]")
    .replace("会报", "会會报報")
)
_CHINESE = regex(
    rf"(?:(?P<era>(?:中华|中華)?(?:民国|民國)|公元|西元)?(?P<year>{_NUMBER}) ?年 ?)?(?P<month>{_NUMBER}) ?月 ?(?P<day>{_NUMBER}) ?"
    rf"[日号號](?P<part>{_DAY_PART})?"
)
_WESTERN = regex(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})(?![0-9])"
)
_COMPACT = regex(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?=(?:[0-2][0-9](?:[0-5][0-9]){1,2})?(?![0-9]))"
)
# Seconds since 1970, or milliseconds, microseconds; those of the last century are more likely another number.
_SECONDS = regex(r"[12][0-9]{9}(?:[0-9]{3}|[0-9]{6})?(?:\.[0-9]+)?")
_FIRST_SECOND = 1_000_000_000
_CHINA = timezone(timedelta(hours=8))
# English is written as Sat, 01 Apr 2023 08:00:00 GMT, as April 1, 2023, or as 1-Apr-2023.
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ENGLISH = regex(
    rf"(?i)(?<![a-z0-9])(?:(?P<first>[0-9]{{1,2}})(?:st|nd|rd|th)?[ -])?(?P<month>{'|'.join(_MONTHS)})[a-z]{{0,6}}\.?[ -]+"
    r"(?:(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?,? (?:[0-9:]{5,8} )?)?(?P<year>(?:19|20)[0-9]{2})(?![0-9])"
)
# In a path a year stands alone between marks, or a day runs on behind it: 2022/11/14, news-20221114, 2022年11月.
# Letters beside it are those of a hash, or of a name; a `t` begins the names of pages (t20221114_7.html).
_IN_PATH = regex(
    r"(?<![0-9A-SU-Za-su-z])(?P<year>(?:19|20)[0-9]{2})"
    r"(?:年?[-_./]?(?P<month>1[0-2]|0?[1-9])(?:月?[-_./]?(?P<day>[12][0-9]|3[01]|0?[1-9])日?)?)?年?(?![0-9A-Za-z])"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A date that a text writes; ``year`` is None where the text leaves it out."""

    span: Span
    year: int | None
    month: int
    day: int

    def on(self, year: int) -> date | None:
        """Return the date in that year, or None where there is no such day."""
        return day_of(year, self.month, self.day)

    @property
    def date(self) -> date | None:
        """The date, where the text gives the year."""
        return None if self.year is None else self.on(self.year)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return a day, or None where the calendar has no such day: ``day_of(2022, 2, 30)``."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def find_dates(text: str) -> list[Mention]:
    """Return the days that a text names, in its order.

    >>> [mention.date for mention in find_dates("民国三十八年十月一日和1949-10-01")]
    [datetime.date(1949, 10, 1), datetime.date(1949, 10, 1)]
    """
    found = []
    # To see that the one sign is missing takes a hundredth of the time of trying everything that may stand before it.
    if "月" in text:
        found += [mention for match in _CHINESE.finditer(text) if (mention := _mention(match))]
    if "-" in text or "/" in text or "." in text:
        found += [mention for match in _WESTERN.finditer(text) if (mention := _mention(match))]
    return sorted(found, key=lambda mention: mention.span)


# Many documents are of one day.
@lru_cache(maxsize=1 << 8)
def parse_date(text: str) -> date | None:
    """Return the first full date in a field that holds a date, ``20221114`` included, or None.

    >>> parse_date("2022-11-14T08:30:00+08:00")
    datetime.date(2022, 11, 14)
    """
    for mention in find_dates(text):
        if mention.date:
            return mention.date
    match = _COMPACT.search(text)
    compact = _mention(match) if match else None
    return compact.date if compact else _parse_export(text.strip())


def _parse_export(text: str) -> date | None:
    """Return the date that an export writes as seconds since 1970, or in English."""
    if _SECONDS.fullmatch(text):
        seconds = int(text[:10])
        return datetime.fromtimestamp(seconds, _CHINA).date() if seconds >= _FIRST_SECOND else None
    if match := _ENGLISH.search(text):
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        return day_of(int(match["year"]), month, int(match["day"] or match["first"] or 0))
    return None


def find_path_dates(path: str) -> list[tuple[int, date | None]]:
    """Return the years that names of file and folders tell, the nearest first, each with its day where they tell it.

    >>> find_path_dates("crawl2019/2022/11/14/4.html")
    [(2022, datetime.date(2022, 11, 14))]
    """
    found = []
    for match in reversed(list(_IN_PATH.finditer(path))):
        year, month, day = (int(part or 0) for part in match.group("year", "month", "day"))
        found.append((year, day_of(year, month, day)))
    return found


def find_name_date(path: str) -> date | None:
    """Return the whole day that a file's own name tells, or None.

    >>> find_name_date("2019/20261014-会议.txt")
    datetime.date(2026, 10, 14)
    """
    return next((day for _, day in find_path_dates(path.rpartition("/")[2]) if day), None)


def _mention(match: re.Match[str]) -> Mention | None:
    groups = match.groupdict()
    month, day = read_numeral(groups["month"]), read_numeral(groups["day"])
    year = None if groups["year"] is None else read_numeral(groups["year"])
    # Neither 十十月 nor 二〇十年 is a date.
    if month is None or day is None or (groups["year"] and year is None):
        return None
    if year is not None and (groups.get("era") or "").endswith(("民国", "民國")):
        year += 1911
    elif year is not None and year < 100:
        # `98年10月1日` may be 1998 or the 98th year of the Republic: no evidence, no year.
        year = None
    # 2024 has every day of the calendar.
    if day_of(2024, month, day) is None:
        return None
    return Mention(Span(*match.span()), year, month, day)
