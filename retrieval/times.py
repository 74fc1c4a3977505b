"""The days that a question means, counted from the asker's: 昨天, 上周, 去年, 2022年11月, 2022年以来, 最近.

A newspaper writes 昨天 of its own day, the asker of theirs: the word itself is not searched for, the
documents of the days that it means are favoured. Days are a leaning and no law (a report of 11月14日 is
printed on the 15th, and many documents have no date), but for 以来 and 以前, which people say to narrow.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from retrieval.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.ranking import Ranking
    from retrieval.segmentation import Segment
    from retrieval.values import Filter, Metadata, Quote, Span

# Not 起诉 and its like: 去年起诉 is no span of time.
_OPEN = "以来|以后|之后|起(?![诉火草飞步源用义落])|以前|之前"
_WEEK = "(?<!上)上个?(?:周|星期)|(?:本|这个?)(?:周|星期)"
_RELATIVE = re.compile(
    f"(?P<days>今[天日]|昨[天日]|大?前天|{_WEEK}|(?:本|这个)月|上个?月|今年|去年|前年)(?P<open>{_OPEN})?"
)
_WEEKDAY = re.compile(f"(?P<days>(?:{_WEEK})[一二三四五六日天末])(?P<open>{_OPEN})?")
_NAMED = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?)?份?"
    rf"(?P<open>{_OPEN})?"
)
# A day without a year is one of every year: the newest report of such a day is meant, but others may be.
_DAY = re.compile(r"(?<![0-9年])(?P<month>[0-9]{1,2})月(?P<day>[0-9]{1,2})[日号]")
_OPEN_MONTH = re.compile(
    rf"(?<![0-9年])(?P<month>[0-9]{{1,2}})月(?:(?P<day>[0-9]{{1,2}})[日号])?份?(?P<open>{_OPEN})"
)
# The nearest airport is no newest one; 近日点 is a place on an orbit.
_ORDER = re.compile(
    "(?P<newest>最近一[次场届]?|(?<!距离)最近(?!的?(?:机场|车站|地铁|火车站|医院|学校|城市|地方|路|站))|最新|近日(?!点)|近期|"
    "最后一[次场届])|(?P<oldest>最早)"
)
# These order by date too, but texts write them of what they tell, so that they are searched for too. Only beside
# what is asked: 谁第一次主持 wants the oldest report, 政府军8年来首次控制什么 the one that says 首次.
_TOLD_ORDER = re.compile(
    "(?P<newest>最后(?=[在是于]?(?:什么时候|何时|哪|几[月号日时点]|谁)))|"
    "(?P<oldest>(?:谁|何时|什么时候|哪[一]?[年天])(?:是|在)?(?:第一次|首次|最先)(?!世界|全体|会议|大会|代表))"
)
_DAYS_AGO: dict[str, int] = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "大前天": 3}
_WEEKDAYS = "一二三四五六日"
_YEARS_AGO: dict[str, int] = {"今年": 0, "去年": 1, "前年": 2}
# In the ranking's logarithms of odds. Days that the question counts from the asker's are meant. A year that it
# names speaks against the documents of other years, unless the sentence names it too; what has no date is
# left as it is.
_MEANT, _MEANT_YEARLY, _OTHER_DAYS, _ORDERED = 2.0, 1.0, -2.0, 2.0


@dataclass(frozen=True, slots=True)
class Period:
    """What a question says of time.

    ``since`` and ``until`` are days, both included; ``named`` says that the question names them, and does not
    count from the asker's; ``yearly`` that it names no year, so that every year's such days are meant;
    ``narrows`` says that other days shall not answer,
    ``order`` is 1 where the newest is asked for, -1 for the oldest, 0 for neither; ``rest`` is the question
    without the words that count from the asker's day, ``plain`` also without those that name a day (2022年).
    """

    rest: str
    since: date | None = None
    until: date | None = None
    named: bool = False
    yearly: bool = False
    narrows: bool = False
    order: int = 0
    plain: str = ""

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.order)

    def narrow(self, filter: Filter) -> Filter:
        """Return the filter with this period's days inside its own."""
        since, until = filter.since, filter.until
        if self.since is not None:
            since = max(since or self.since, self.since)
        if self.until is not None:
            until = min(until or self.until, self.until)
        return replace(filter, since=since, until=until)

    def holds(self, metadata: Metadata) -> bool:
        """Say whether a document is of these days."""
        day = metadata.date
        if self.yearly and day and self.since:
            return any(
                (one.month, one.day) == (self.since.month, self.since.day)
                for one in (day, day - timedelta(1))
            )
        return bool(day and (self.since or self.until) and (self.since or day) <= day <= (self.until or day))

    def misses(self, metadata: Metadata) -> bool:
        """Say whether a document is surely of other days than those counted from the asker's.

        What happens on a day is printed on the next. A day that the question names may stand in the text.
        """
        if self.named or self.yearly or metadata.date is None or metadata.date_inferred:
            return False
        early = self.since and metadata.date < self.since
        return bool(early or (self.until and metadata.date > self.until + timedelta(1)))


def find_period(question: str, today: date, segment: Segment) -> Period:
    """Return what a question says of time; false where it says nothing.

    ``find_period("昨天谁主持了会议？", date(2022, 11, 15), segment).since`` is ``date(2022, 11, 14)``.
    """
    folded = fold(question)
    # Most questions say nothing of time, and are not cut for it.
    words = cache(partial(segment, question))
    order = _find_whole(_ORDER, folded, words)
    told = order or _TOLD_ORDER.search(folded)
    leaning = (1 if told["newest"] else -1) if told else 0
    named = _NAMED.search(folded)
    if named and (days := _named_days(named)):
        plain = _without(question, named)
        if named["open"]:
            return _stretch(plain, days, named["open"], leaning)
        return Period(question, *days, named=True, order=leaning, plain=plain)
    relative = _find_whole(_WEEKDAY, folded, words) or _find_whole(_RELATIVE, folded, words)
    if relative:
        days = _relative_days(relative["days"], today)
        return _stretch(_without(question, relative), days, relative["open"], leaning)
    every = None if named else _OPEN_MONTH.search(folded) or _DAY.search(folded)
    if every and (days := _last_such_day(every, today)):
        rest = _without(question, every)
        if word := every.groupdict().get("open"):
            return _stretch(rest, days, word, leaning)
        return Period(question, *days, yearly=True, order=leaning, plain=rest)
    return Period(_without(question, order) if order else question, order=leaning)


def _stretch(rest: str, days: tuple[date, date], word: str | None, order: int) -> Period:
    """Return these days, or all since or before them where a word behind them says so (2022年以来)."""
    if not word:
        return Period(rest, *days, order=order)
    if word in {"以前", "之前"}:
        return Period(rest, until=days[0] - timedelta(1), narrows=True, order=order)
    return Period(rest, since=days[0], narrows=True, order=order)


def _find_whole(
    pattern: re.Pattern[str], folded: str, words: Callable[[], Sequence[Span]]
) -> re.Match[str] | None:
    """Return the first match that is words, or begins one (去年 of 去年底): not 今日 of 当今日本."""
    for found in pattern.finditer(folded):
        starts = {word.start: word.end for word in words()}
        if found.start() in starts and (
            found.end() in starts.values() or starts[found.start()] > found.end()
        ):
            return found
    return None


def favour_period(ranking: Ranking, period: Period) -> Ranking:
    """Return the ranking with the quotes of the period's days, or the newest or oldest, further ahead."""
    quotes = ranking.quotes
    days = sorted({quote.metadata.date for quote in quotes if quote.metadata.date})
    weights: list[float | None] = []
    for quote in quotes:
        weight = _weigh_days(period, quote)
        if period.order and quote.metadata.date and len(days) > 1:
            place = days.index(quote.metadata.date) / (len(days) - 1)
            weight += _ORDERED * (place if period.order > 0 else 1 - place)
        weights.append(weight)
    return ranking.favour("time", weights) if any(weights) else ranking


def _weigh_days(period: Period, quote: Quote) -> float:
    """Return what the day of a quote's document is worth."""
    if period.since is None and period.until is None:
        return 0.0
    if not period.named:
        meant = _MEANT_YEARLY if period.yearly else _MEANT
        return meant if period.holds(quote.metadata) else 0.0
    told = period.since is not None and f"{period.since.year}年" in quote.text
    return 0.0 if quote.metadata.date is None or told or period.holds(quote.metadata) else _OTHER_DAYS


def _without(question: str, match: re.Match[str]) -> str:
    """Return the question less a stretch; itself where nothing else would be left."""
    rest = question[: match.start()] + question[match.end() :]
    return rest if any(letter.isalnum() for letter in rest) else question


def _named_days(match: re.Match[str]) -> tuple[date, date] | None:
    year = int(match["year"])
    try:
        if match["day"]:
            # A day's event is printed on the next.
            day = date(year, int(match["month"]), int(match["day"]))
            return day, day + timedelta(1)
        if match["month"]:
            month = int(match["month"])
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    except ValueError:  # 2022年13月: no day of any calendar
        return None
    return date(year, 1, 1), date(year, 12, 31)


def _last_such_day(match: re.Match[str], today: date) -> tuple[date, date] | None:
    """Return the last day of that month and number up to the asker's, and the next, on which it is printed."""
    for year in range(today.year, today.year - 5, -1):  # 2月29日 comes every four years
        try:
            day = date(year, int(match["month"]), int(match["day"] or 1))
        except ValueError:
            continue
        if day <= today:
            return day, day + timedelta(1)
    return None


def _relative_days(word: str, today: date) -> tuple[date, date]:
    if word in _DAYS_AGO:
        day = today - timedelta(_DAYS_AGO[word])
        return day, day
    monday = today - timedelta(today.weekday() + 7 * word.startswith("上"))
    if word.endswith("末"):
        return monday + timedelta(5), monday + timedelta(6)
    if (number := _WEEKDAYS.find(word[-1].replace("天", "日"))) >= 0:
        # A day's event is printed on the next.
        return monday + timedelta(number), monday + timedelta(number + 1)
    if word.endswith(("周", "星期")):
        return monday, monday + timedelta(6)
    if word.endswith("月"):
        first = today.replace(day=1)
        if word.startswith("上"):
            first = (first - timedelta(1)).replace(day=1)
        return first, first.replace(day=monthrange(first.year, first.month)[1])
    year = today.year - _YEARS_AGO[word]
    return date(year, 1, 1), date(year, 12, 31)
