"""The days that a question means, counted from the asker's: 昨天, 上周, 去年, 2022年11月, 2022年以来, 最近.

A newspaper writes 昨天 of its own day, the asker of theirs: the word itself is not searched for, the
documents of the days that it means are favoured. Days are a leaning and no law (a report of 11月14日 is
printed on the 15th, and many documents have no date), but for 以来 and 以前, which people say to narrow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING

from retrieval.answering.agreement import NEARLY_AS_GOOD
from retrieval.chinese.dates import find_dates
from retrieval.chinese.folding import fold, fold_all
from retrieval.chinese.word_kinds import word_kind
from retrieval.question.days import TITLE, find_stretch, is_whole
from retrieval.values import Metadata, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.question.days import Stretch
    from retrieval.reader.ranking import Ranking
    from retrieval.values import Filter, Hit, Passage, Quote

# The nearest airport is no newest one; 近日点 is a place on an orbit.
_ORDER = re.compile(
    "(?P<newest>(?P<last>最近一[次场届]|最后一[次场届])|最近(?!的?(?:机场|车站|地铁|火车站|医院|学校|城市|地方|路|站))|最新|近日(?!点)|近期)|"
    "(?P<oldest>最早)"
)
_DISTANCE = re.compile("[距离][^，,。？?]{0,12}$")
# These order by date too, but texts write them of what they tell, so that they are searched for too. Only beside
# what is asked: 谁第一次主持 wants the oldest report, 政府军8年来首次控制什么 the one that says 首次.
_LAST = re.compile("最后(?=[在是于]?(?:什么时候|何时|哪|几[月号日时点]|谁))|上一?次(?!数)")
_FIRST = re.compile("第一次|首次|首度|最先")
_ASKS_OCCASION = re.compile(
    "谁|何时|什么(?:时候|时间|地方)|几[月号]|哪(?:一?[年天月]|里|儿|个?(?:城市|国家|地方))|在哪"
)
# What a name goes on with behind 第一次: 第一次会议, 第一次全国人口普查, 第一次工业革命.
_PARTICLES = frozenset("在到向对与和同由于为被将把")
# In the ranking's logarithms of odds. Days that the question counts from the asker's are meant, and those on which
# the same may be told nearly so. Other days speak against a document, as they do where a year is named, unless the
# sentence names that year; what has no date is left as it is.
_MEANT, _MEANT_NEARLY, _OTHER_DAYS, _OTHER_PART = 2.0, 1.0, -2.0, -1.0
# The last occasion is the one that is asked for; of what is told lately another may be as good an answer.
_ORDERED, _LATELY = 2.0, 0.5
HARDLY_WORSE = 0.7
"""So much of the best passage's score another one needs to be the newest of its kind."""
_FEW_DAYS = 8
_MONTH = timedelta(32)
_LEAP = 2024


@dataclass(frozen=True, slots=True)
class Period:
    """What a question says of time.

    ``since`` and ``until`` are days, both included, ``near`` those on which the same may be told too; ``named``
    says that the question names them, and does not count from the asker's; ``every`` are the same days of
    earlier years, where it names no year; ``narrows`` says that other days shall not answer,
    ``order`` is 1 where the newest is asked for, -1 for the oldest, 0 for neither, ``told`` says that texts
    write the word of order too, and ``vague`` that no one occasion is meant (最近); ``rest`` is the question without the words that count from the asker's day,
    ``plain`` also without those that name a day (2022年), ``words`` are what was taken out for ``rest``, and
    ``said`` is how texts may name these days, folded: 2022年, 2022年11月, 11月14日.
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
        """Say whether a document is of these days, the last such ones where no year is named.

        A document of 11月14日 that names no year is of the 11月14日 that a question means.
        """
        day = metadata.date
        if day is None and self.since and self.until and self.until - self.since <= _MONTH:
            day = written_day(metadata, self.since.year)
        return bool(day and (self.since or self.until) and (self.since or day) <= day <= (self.until or day))

    def nears(self, metadata: Metadata) -> bool:
        """Say whether a document is of days on which the same may be told, or of an earlier year's such days."""
        day = metadata.date
        return bool(day and any(since <= day <= until for since, until in (*self.every, *self._near)))

    def admit(self, passages: Sequence[Passage]) -> list[bool]:
        """Say which passages may tell of these days: by their documents' dates, or by naming them."""
        # The last 11月 first: all earlier ones together would leave it few places.
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
        """Say whether a document is surely of other days than those counted from the asker's.

        What happens on a day is printed on the next. A day that the question names may stand in the text.
        """
        if self.named or self.near is None or metadata.date is None or metadata.date_inferred:
            return False
        return not self.near[0] <= metadata.date <= self.near[1]

    @property
    def _near(self) -> tuple[tuple[date, date], ...]:
        return (self.near,) if self.near else ()


def find_period(question: str, today: date, segment: Segment) -> Period:
    """Return what a question says of time; false where it says nothing.

    ``find_period("昨天谁主持了会议？", date(2022, 11, 15), segment).since`` is ``date(2022, 11, 14)``.
    """
    folded = fold(question)
    # Most questions say nothing of time, and are not cut for it.
    words = cache(partial(segment, question))
    stretch = find_stretch(folded, today, words)
    if stretch is None:
        return _find_order(question, folded, words)
    # 最近三天 are days, and no order.
    blank = folded[: stretch.words.start] + "\n" * len(stretch.words) + folded[stretch.words.end :]
    ordered = _find_order(question, blank, words)
    order = replace(ordered, words="") if ordered else Period(question)
    plain = _without(question, stretch.words)
    if stretch.word:
        taken = replace(order, rest=plain, narrows=True, words=stretch.words.of(question))
        if stretch.word in {"以前", "之前"}:
            return replace(taken, until=stretch.since - timedelta(1))
        return replace(taken, since=stretch.since)
    return replace(
        order,
        rest=_without(question, stretch.counted) if stretch.counted else question,
        since=stretch.since,
        until=stretch.until,
        near=stretch.near,
        named=stretch.named,
        every=stretch.every,
        plain=_without(question, stretch.unsaid) if stretch.unsaid else "",
        words=stretch.counted.of(question) if stretch.counted else "",
        said=_naming(stretch, folded),
    )


def _naming(stretch: Stretch, folded: str) -> tuple[str, ...]:
    """Return how texts may name the days of a stretch: 2022年11月, 2022年上半年; where years are meant, each of them."""
    since, until = stretch.since, stretch.until
    if stretch.every or (stretch.named and stretch.unsaid != stretch.words):
        return (stretch.words.of(folded),)
    if until - since < timedelta(3):
        return (f"{since.year}年{since.month}月{since.day}日",)
    if until - since < timedelta(32) and stretch.near is None:
        return (f"{since.year}年{since.month}月",)
    return tuple(f"{year}年" for year in range(since.year, until.year + 1))


def _find_order(question: str, folded: str, words: Callable[[], Sequence[Span]]) -> Period:
    """Return whether a question wants the newest or the oldest, or nothing."""
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
    """Say whether something is told to happen for the first time, and 第一次 is not how a name begins."""
    if not any(word.start == found.start() and word.end == found.end() for word in words):
        return False
    following = next((word.of(folded) for word in words if word.start == found.end()), "")
    # 主持会议 is one word to who cuts, and none to who knows kinds.
    return following[:1] in _PARTICLES or "verb" in {word_kind(following), word_kind(following[:2])}


def is_in_name(words: str, question: str, hits: Sequence[Hit]) -> bool:
    """Say whether words of time are a part of a title that stands in the passages: 昨天 of 《昨天的太阳》.

    Titles of the passages' documents count too. The question must hold all of the title.
    """
    words, question = fold(words), fold(question)
    titles = {hit.passage.metadata.title for hit in hits}
    for hit, text in zip(hits, fold_all(hit.passage.text for hit in hits), strict=True):
        if words in text:
            titles.update(title[1:-1] for title in TITLE.findall(hit.passage.text))
    return any(words != title and words in title and title in question for title in fold_all(titles))


def favour_period(ranking: Ranking, period: Period) -> Ranking:
    """Return the ranking with the quotes of the period's days, or the newest or oldest, further ahead."""
    weights: list[float | None] = [*_weigh_days(period, ranking.quotes)]
    if period.order and weights:
        scores = [
            quote.score + (weight or 0.0) for quote, weight in zip(ranking.quotes, weights, strict=True)
        ]
        best = max(scores)
        # What answers far worse is no first and no last of its kind.
        near = [
            number
            for number, quote in enumerate(ranking.quotes)
            if quote.metadata.date and scores[number] > best - NEARLY_AS_GOOD
        ]
        days = sorted({_day(ranking.quotes[number]) for number in near}, reverse=period.order > 0)
        for number in near if len(days) > 1 else ():
            # In the order of their days, each half as far ahead as the one before; of one day as they were.
            ahead = (_LATELY if period.vague else _ORDERED) * 0.5 ** days.index(_day(ranking.quotes[number]))
            gain = ahead + 0.9 * (best - scores[number])
            weights[number] = (weights[number] or 0.0) + gain
    return ranking.favour("time", weights) if any(weights) else ranking


def _day(quote: Quote) -> date:
    return quote.metadata.date or date.min


def written_day(metadata: Metadata, year: int) -> date | None:
    """Return the day that a document writes without a year, in that year; None where it writes none.

    >>> written_day(Metadata("a", "a.txt", date_text="11月14日下午"), 2022)
    datetime.date(2022, 11, 14)
    """
    mentions = find_dates(metadata.date_text)
    return mentions[0].on(year) if mentions and mentions[0].year is None else None


def without_own_day(passage: Passage) -> str:
    """Return what a passage says, folded, less the day of its document: 9月18日上午 is where a report is from."""
    text, own = fold(passage.text), passage.metadata.date or written_day(passage.metadata, _LEAP)
    for mention in reversed(find_dates(text)):
        if own and (mention.month, mention.day) == (own.month, own.day):
            text = text[: mention.span.start] + text[mention.span.end :]
    return text


def find_meant(hits: Sequence[Hit], period: Period) -> Sequence[int]:
    """Return the numbers of the passages of the days that are meant, those that name these days, and those without a date.

    Where the newest or the oldest is asked for: those of the newest or oldest few days on which something matches
    hardly worse than the best.
    """
    if period.since or period.until:
        admitted = period.admit([hit.passage for hit in hits])
        return [number for number, admits in enumerate(admitted) if admits]
    if not period.order or period.told:
        return range(len(hits))
    least = HARDLY_WORSE * hits[0].score
    days = {day for hit in hits if hit.score >= least and (day := hit.passage.metadata.date)}
    kept: set[date | None] = {None, *sorted(days, reverse=period.order > 0)[:_FEW_DAYS]}
    return [number for number, hit in enumerate(hits) if hit.passage.metadata.date in kept]


def _weigh_days(period: Period, quotes: Sequence[Quote]) -> list[float]:
    """Return what the day of each quote's document is worth."""
    if period.since is None and period.until is None:
        return [0.0] * len(quotes)
    said = period.are_said([quote.text for quote in quotes])
    return [_weigh_day(period, quote.metadata, says) for quote, says in zip(quotes, said, strict=True)]


def _weigh_day(period: Period, metadata: Metadata, said: bool) -> float:
    if metadata.date is None:
        # 12月初 in a text that has no day of its own may be the very one.
        return _MEANT if period.holds(metadata) or (period.every and said) else 0.0
    held, near = period.holds(metadata), period.nears(metadata)
    if not period.named and (held or near):
        return _MEANT if held else _MEANT_NEARLY
    if held or period.every or said:
        return 0.0
    return _OTHER_PART if near else _OTHER_DAYS


def stray(period: Period, quotes: Sequence[Quote]) -> list[bool]:
    """Say which quotes are of other days than a question means, and do not name these."""
    return [weight == _OTHER_DAYS for weight in _weigh_days(period, quotes)]


def are_beside(period: Period, first: Quote, quotes: Sequence[Quote]) -> list[bool]:
    """Say which quotes speak of other days than the first one, which is of those that are meant.

    Or of an earlier occasion, where the last is asked for and both tell of one alike.
    """
    if period.order and not period.vague and not period.told:
        return [
            quote.metadata.date != first.metadata.date
            and any(name == "time" and weight > 0 for name, weight in quote.evidence)
            for quote in quotes
        ]
    if period.every and period.holds(first.metadata):
        said = period.are_said([quote.text for quote in quotes])
        return [
            not (quote.metadata.date is None or period.holds(quote.metadata) or says)
            for quote, says in zip(quotes, said, strict=True)
        ]
    if stray(period, [first])[0]:
        return [False] * len(quotes)
    return stray(period, quotes)


def _without(question: str, span: Span) -> str:
    """Return the question less a stretch; itself where nothing else would be left."""
    rest = question[: span.start] + question[span.end :]
    return rest if any(letter.isalnum() for letter in rest) else question
