"""How the period of a question reorders the quotes: those of its days, or the newest or oldest, gain score.

Other days are not excluded: a report on 11月14日 is printed on the 15th, and many documents have no date.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from retrieval.answering.agreement import NEARLY_AS_GOOD
from retrieval.chinese.folding import fold, fold_all
from retrieval.chinese.numerals import CHINESE, read_numeral
from retrieval.question.time_patterns import TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Quote
    from retrieval.question.period import Period
    from retrieval.reader.base import Ranking
    from retrieval.values import Hit, Metadata

# These are added to scores, which are log odds. A document gains if its date is within the days that the question tells
# relative to the asker's own (昨天), and less if it is near them. It loses if its date is another one, unless the
# sentence names the days in question: more if it is far from them, less if it is near the days of a period that the
# question names. A document without a date neither gains nor loses.
_MEANT, _MEANT_NEARLY, _OTHER_DAYS, _OTHER_PART = 2.0, 1.0, -2.0, -1.0
# What the newest or oldest quote gains. 最近一次 asks for one occasion; 最近 may be answered by another recent one.
_ORDERED, _LATELY = 2.0, 0.5
HARDLY_WORSE = 0.7
"""The share of the best passage's score that another one needs to count as the newest of its kind."""
_NUMBERED = re.compile(f"第(?P<number>[0-9{CHINESE}]{{1,4}})(?P<what>[次届期批轮])")
# The number of newest or oldest days whose passages are kept.
_FEW_DAYS = 8


def is_in_name(words: str, question: str, hits: Sequence[Hit]) -> bool:
    """Say whether words of time in the question belong to the title of a work: 昨天 of 《昨天的太阳》.

    Titles are taken from the passages and from the headlines of their documents. The question must hold the whole title.
    """
    words, question = fold(words), fold(question)
    titles = {hit.passage.metadata.title for hit in hits}
    for hit, text in zip(hits, fold_all(hit.passage.text for hit in hits), strict=True):
        if words in text:
            titles.update(title[1:-1] for title in TITLE.findall(hit.passage.text))
    return any(words != title and words in title and title in question for title in fold_all(titles))


def favour_period(ranking: Ranking, period: Period) -> Ranking:
    """Return the ranking with higher scores for quotes of the period's days, or for the newest or oldest ones."""
    weights: list[float | None] = [*_weigh_days(period, ranking.quotes)]
    if period.order and weights:
        scores = [
            quote.score + (weight or 0.0) for quote, weight in zip(ranking.quotes, weights, strict=True)
        ]
        best = max(scores)
        # A quote that answers far worse does not count as the newest or oldest.
        good = [number for number, score in enumerate(scores) if score > best - NEARLY_AS_GOOD]
        # What is counted (第六次普查) tells its order itself, also in a chronicle without a day.
        count = _counted([ranking.quotes[number] for number in good])
        at = (
            dict(zip(good, count, strict=True))
            if count
            else {
                number: _day(quote).toordinal()
                for number in good
                if (quote := ranking.quotes[number]).metadata.date
            }
        )
        times = sorted(set(at.values()), reverse=period.order > 0)
        for number, time in at.items() if len(times) > 1 else ():
            # Each day gains half as much as the one before it. Quotes of one day keep their order.
            ahead = (_LATELY if period.vague else _ORDERED) * 0.5 ** times.index(time)
            gain = ahead + 0.9 * (best - scores[number])
            weights[number] = (weights[number] or 0.0) + gain
    return ranking.favour("time", weights) if any(weights) else ranking


def _counted(quotes: Sequence[Quote]) -> list[int]:
    """Return which of a series each quote tells of, where all of them are of one: 第五次, 第七次; nothing else."""
    counted = [_NUMBERED.search(quote.folded) for quote in quotes]
    numbers = [number for found in counted if found and (number := read_numeral(found["number"])) is not None]
    of_one = len({found["what"] for found in counted if found}) == 1
    return numbers if of_one and len(numbers) == len(quotes) else []


def _day(quote: Quote) -> date:
    return quote.metadata.date or date.min


def find_meant(hits: Sequence[Hit], period: Period) -> Sequence[int]:
    """Return the numbers of the passages that the period admits: of its days, naming its days, or without a date.

    If the newest or oldest is asked for, these are the passages of the newest or oldest few days that have a passage
    which matches hardly worse than the best one, and those without a date.
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
    """Return what each quote gains or loses by the date of its document."""
    if period.since is None and period.until is None:
        return [0.0] * len(quotes)
    said = period.are_said([quote.text for quote in quotes])
    return [_weigh_day(period, quote.metadata, says) for quote, says in zip(quotes, said, strict=True)]


def _weigh_day(period: Period, metadata: Metadata, said: bool) -> float:
    if metadata.date is None:
        # If the text has no date but says 12月初 as the question does, it may well be the one in question.
        return _MEANT if period.holds(metadata) or (period.every and said) else 0.0
    held, near = period.holds(metadata), period.nears(metadata)
    if not period.named and (held or near):
        return _MEANT if held else _MEANT_NEARLY
    if held or period.every or said:
        return 0.0
    return _OTHER_PART if near else _OTHER_DAYS


def stray(period: Period, quotes: Sequence[Quote]) -> list[bool]:
    """Say which quotes are of other days than the question's, and do not name the question's days."""
    return [weight == _OTHER_DAYS for weight in _weigh_days(period, quotes)]


def are_beside(period: Period, first: Quote, quotes: Sequence[Quote]) -> list[bool]:
    """Say which quotes are about another time than the first one, so that they do not contradict it.

    They are of other days than the period, which the first one is of. If the newest or oldest occasion is asked for, they
    are of another date and among those that were favoured.
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
