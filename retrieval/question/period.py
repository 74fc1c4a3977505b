"""A question → what it says of time: its days (昨天, 2022年11月, 2022年以来), or that it wants the newest (最近).

In a newspaper 昨天 is the day before the issue; in a question it is the day before the asker's today. The word itself is
therefore not searched for, and :mod:`retrieval.answering.timeliness` favours documents of the days that it means. Only
以来 and 以前 exclude other days, because they are said to narrow a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from retrieval.chinese.dates import find_dates
from retrieval.chinese.folding import fold, fold_all
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex
from retrieval.question.days import find_days, is_whole
from retrieval.values import Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.question.calendar import Days
    from retrieval.values import Filter, Passage

# 最近的机场 asks for the nearest airport, not the newest one, and 近日点 is a place on an orbit.
_ORDER = regex(
    "(?P<newest>(?P<last>最近一[次场届]|最后一[次场届])|最近(?!的?(?:机场|车站|地铁|火车站|医院|学校|城市|地方|路|站))|最新|近日(?!点)|近期)|"
    "(?P<oldest>最早)"
)
_DISTANCE = regex("[距离][^，,。？?]{0,12}$")
# These words order by date too. Reports use them of their subject, so they are searched for as well. They order only in
# a question for the occasion: 谁第一次主持 wants the oldest report, 政府军8年来首次控制什么 the one that says 首次.
_LAST = regex("最后(?=[在是于]?(?:什么时候|何时|哪|几[月号日时点]|谁))|上一?次(?!数)")
_FIRST = regex("第一次|首次|首度|最先")
_ASKS_OCCASION = regex(
    "谁|何时|什么(?:时候|时间|地方)|几[月号]|哪(?:一?[年天月]|里|儿|个?(?:城市|国家|地方))|在哪"
)
# A leap year, so that every day of a month exists in it.
_LEAP = 2024
# Behind 第一次 these introduce a verb, so that it tells of an occasion and is no name (第一次全国人口普查).
_PREPOSITIONS = frozenset("在到向对与和同由于为被将把")


@dataclass(frozen=True, slots=True)
class Period:
    """What a question says of time. It is false if the question says nothing of it.

    Attributes:
        rest: the question without the words that are relative to the asker's day.
        since: the first day that is meant.
        until: the last day that is meant.
        near: the first and the last day on which reports of the same may appear, for a period relative to the asker's day.
        named: whether the question names the days (11月14日), and does not tell them relative to its own (昨天).
        every: the same days of earlier years, if the question names no year.
        narrows: whether documents of other days are excluded (2022年以来).
        order: 1 where the newest is asked for, -1 for the oldest, 0 for neither.
        told: whether the word of order is one that reports use as well (首次).
        vague: whether no single occasion is meant (最近, but not 最近一次).
        plain: the question also without the words that name a day (2022年), or the empty string.
        words: what was taken out of the question for ``rest``.
        said: how texts may name these days, folded: 2022年, 2022年11月, 11月14日.
    """

    rest: str
    since: date | None = None
    until: date | None = None
    near: tuple[date, date] | None = None
    named: bool = False
    every: tuple[tuple[date, date], ...] = ()
    narrows: bool = False
    order: int = 0
    told: bool = False
    vague: bool = False
    plain: str = ""
    words: str = ""
    said: tuple[str, ...] = ()

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
        """Say whether a document is of these days; if no year is named, they are the latest such days.

        A document of 11月14日 without a year is of the 11月14日 that a question means, and of its 11月. It is not counted as
        one of 2022年11月, because its year may be another.
        """
        day = metadata.date
        if day is None and self.since and self.until and (self.is_day or self.every):
            day = written_day(metadata, self.since.year)
        return bool(day and (self.since or self.until) and (self.since or day) <= day <= (self.until or day))

    def nears(self, metadata: Metadata) -> bool:
        """Say whether a document is of days near these, or of the same days of an earlier year."""
        day = metadata.date
        return bool(day and any(since <= day <= until for since, until in (*self.every, *self._near)))

    def admit(self, passages: Sequence[Passage]) -> list[bool]:
        """Say which passages may tell of these days: by their documents' dates, or by naming them."""
        # For 11月 without a year only the latest one is admitted, because earlier ones would crowd it out.
        dated = [
            one.metadata.date is None
            or self.holds(one.metadata)
            or (not self.every and self.nears(one.metadata))
            for one in passages
        ]
        said = self.are_said([one.text for one, of in zip(passages, dated, strict=True) if not of])
        rest = iter(said)
        return [of or next(rest) for of in dated]

    def are_said(self, texts: Sequence[str]) -> list[bool]:
        """Say which texts name these days."""
        return [any(name in text for name in self.said) for text in fold_all(texts)]

    def misses(self, metadata: Metadata) -> bool:
        """Say whether a document is surely of other days than a period relative to the asker's day.

        News of a day is printed on the next, so near days do not miss. A period that the question names never misses,
        because the text may name its days.
        """
        if self.named or self.near is None or metadata.date is None or metadata.date_inferred:
            return False
        return not self.near[0] <= metadata.date <= self.near[1]

    def is_own_day(self, passage: Passage) -> bool:
        """Say whether a passage names these days where it says from which day it is.

        A report of 9月18日 tells of that day in all its sentences; of 9月 it may tell on any day.
        """
        return self.holds(passage.metadata) and (self.is_day or passage.metadata.date is None)

    @property
    def is_day(self) -> bool:
        """Whether one day is meant: what happens on it is printed on the next."""
        return bool(self.since and self.until and self.until - self.since <= timedelta(1))

    @property
    def _near(self) -> tuple[tuple[date, date], ...]:
        return (self.near,) if self.near else ()


def written_day(metadata: Metadata, year: int) -> date | None:
    """Return the day that a document writes without a year, in that year; None where it writes none.

    >>> written_day(Metadata("a", "a.txt", date_text="11月14日下午"), 2022)
    datetime.date(2022, 11, 14)
    """
    mentions = find_dates(metadata.date_text)
    return mentions[0].on(year) if mentions and mentions[0].year is None else None


def without_own_day(passage: Passage) -> str:
    """Return what a passage says, folded, less the day of its document: 9月18日上午 is where a report is from."""
    text, own = passage.folded, passage.metadata.date or written_day(passage.metadata, _LEAP)
    for mention in reversed(find_dates(text)):
        if own and (mention.month, mention.day) == (own.month, own.day):
            text = text[: mention.span.start] + text[mention.span.end :]
    return text


def find_period(question: str, today: date, segment: Segment) -> Period:
    """Return what a question says of time; the period is false if it says nothing.

    ``find_period("昨天谁主持了会议？", date(2022, 11, 15), segment).since`` is ``date(2022, 11, 14)``.
    """
    folded = fold(question)
    # The question is segmented only on demand, because most questions say nothing of time.
    words = cache(partial(segment, question))
    days = find_days(folded, today, words)
    if days is None:
        return _find_order(question, folded, words)
    # 最近三天 means days, and not an order, so these words are blanked out.
    blank = folded[: days.words.start] + "\n" * len(days.words) + folded[days.words.end :]
    ordered = _find_order(question, blank, words)
    order = replace(ordered, words="") if ordered else Period(question)
    plain = _without(question, days.words)
    if days.word:
        taken = replace(order, rest=plain, narrows=True, words=days.words.of(question))
        if days.word in {"以前", "之前"}:
            return replace(taken, until=days.since - timedelta(1))
        return replace(taken, since=days.since)
    return replace(
        order,
        rest=_without(question, days.counted) if days.counted else question,
        since=days.since,
        until=days.until,
        near=days.near,
        named=days.named,
        every=days.every,
        plain=_without(question, days.unsaid) if days.unsaid else "",
        words=days.counted.of(question) if days.counted else "",
        said=_naming(days, folded),
    )


def _naming(days: Days, folded: str) -> tuple[str, ...]:
    """Return how texts may name the days: 2022年11月, 2022年上半年; or the names of the years, if there are several."""
    since, until = days.since, days.until
    if days.every or (days.named and days.unsaid != days.words):
        return (days.words.of(folded),)
    if until - since < timedelta(3):
        return (f"{since.year}年{since.month}月{since.day}日",)
    if until - since < timedelta(32) and days.near is None:
        return (f"{since.year}年{since.month}月",)
    return tuple(f"{year}年" for year in range(since.year, until.year + 1))


def _find_order(question: str, folded: str, words: Callable[[], Sequence[Span]]) -> Period:
    """Return a period of no days, with its order where the question wants the newest or the oldest."""
    for found in _ORDER.finditer(folded):
        span = Span(*found.span())
        if not _DISTANCE.search(folded[: span.start]) and is_whole(span, words()):
            order = 1 if found["newest"] else -1
            rest = _without(question, span)
            return Period(rest, order=order, vague=not found["last"], words=span.of(question))
    if _LAST.search(folded):
        return Period(question, order=1, told=True)
    if _ASKS_OCCASION.search(folded):
        for found in _FIRST.finditer(folded):
            if _is_occasion(found, folded, words()):
                return Period(question, order=-1, told=True)
    return Period(question)


def _is_occasion(found: re.Match[str], folded: str, words: Sequence[Span]) -> bool:
    """Say whether something happens for the first time: 第一次主持, but not 第一次世界大战, which is a name."""
    if not any(word.start == found.start() and word.end == found.end() for word in words):
        return False
    following = next((word.of(folded) for word in words if word.start == found.end()), "")
    # jieba takes 主持会议 for one word, and the dictionary of kinds knows only 主持.
    return following[:1] in _PREPOSITIONS or "verb" in {word_kind(following), word_kind(following[:2])}


def _without(question: str, span: Span) -> str:
    """Return the question less some of its words, or itself where nothing else would be left."""
    rest = question[: span.start] + question[span.end :]
    return rest if any(letter.isalnum() for letter in rest) else question


def with_times(question: Question, period: Period, text: str) -> str:
    """Return another text of a question with the words of time that were taken out of it: 昨天谁主持了会议."""
    asked = " ".join(fold(question.asked).split())
    return asked.replace(question.text, text, 1) if period and question.text in asked else text
