"""One matter in several states: a timetable and the one that replaced it, a toll that grew, what holds now.

Words alone do not tell them apart: both timetables name the stop, both reports the flood. What an archive said last holds,
unless it is asked what was before. Such sentences do not contradict each other.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from retrieval.answering.agreement import GROWING, goes_on_from
from retrieval.chinese.numerals import CHINESE
from retrieval.question.patterns import ASKS_BEFORE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answers import Question, Quote
    from retrieval.question.period import Period
    from retrieval.reader.base import Ranking

# What holds at last is asked for; 最近 and 最新 are times of their own (:mod:`retrieval.question.period`).
_ASKS_NOW = re.compile(
    "现在|目前|如今|眼下|当前|现今|今后|往后|后来|最后(?!一)|最终|到底|新(?:办法|规|政|标准|规定)|[修调]?[改整订]后"
)
# In a document that tells a long time, the state that followed another: 总库容增至3850万立方米.
_CHANGED = re.compile(
    "(?:[增升涨提扩加延降减缩]|增加|提高|上调|下调|扩大|延长|推迟|提前|改|变更|调整|更名)(?:至|到|为|成)|改[名称由]|接任|换成"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
_FIGURES = re.compile(rf"[0-9{CHINESE}]+(?:[.,:：][0-9{CHINESE}]+)*")
# Two texts of which so many pairs of characters are the same, figures aside, are two versions of one text. Where it is
# asked what holds now, a version may say more than the one before it.
_ALIKE, _ALIKE_NOW, _LEAST_PAIRS = 0.8, 0.5, 8
# So far behind the first sentence, in the ranking's logarithms of odds, another state of its matter may be: figures of
# a story are told in ever other words, and of what is merely later much is about something else.
_VERSION, _STORY, _LATER = 3.0, 5.0, 2.0
# So many sentences are looked at, and so far ahead of the first the wanted state is put.
_SEEN, _AHEAD = 12, 0.1


def favour_state(ranking: Ranking, question: Question, period: Period) -> tuple[Ranking, list[bool]]:
    """Return the ranking with the wanted state of the first sentence's matter in front, and which tell others of it.

    Args:
        ranking: the sentences, best first; at least one.
        question: what is asked.
        period: what it says of time: where it names its days or an order, nothing is moved.
    """
    quotes = ranking.quotes
    if period or _YEAR.search(question.text):
        return ranking, [False] * len(quotes)
    first = quotes[0]
    states = [first, *_find_others(question, first, quotes)]
    if len(states) == 1:
        return ranking, [False] * len(quotes)
    wanted = _choose(states, before=bool(ASKS_BEFORE.search(question.text)))
    if wanted is not first:
        gain = first.score - wanted.score + _AHEAD
        ranking = ranking.favour("state", [gain if quote is wanted else None for quote in quotes])
    others = {id(state) for state in states if state is not wanted}
    return ranking, [id(quote) in others for quote in ranking.quotes]


def _find_others(question: Question, first: Quote, quotes: tuple[Quote, ...]) -> Iterator[Quote]:
    """Yield the sentences that tell the matter of the first one in another state."""
    before, now = ASKS_BEFORE.search(question.text), _ASKS_NOW.search(question.text)
    for quote in quotes[1:_SEEN]:
        behind = first.score - quote.score
        if behind <= _VERSION and _are_versions(question, first, quote, _ALIKE_NOW if now else _ALIKE):
            yield quote
        elif before:
            continue
        elif (behind <= _STORY and _has_grown(question, first, quote)) or (
            now
            and (
                (behind <= _LATER and _is_later(first, quote))
                or (behind <= _VERSION and _follows(first, quote))
            )
        ):
            yield quote


def _choose(states: list[Quote], *, before: bool) -> Quote:
    """Return the newest state, or where it is asked what was before, the last one that another followed."""
    ordered = sorted(states, key=_moment)
    if not before:
        return ordered[-1]
    former = [state for state in ordered if _moment(state)[0] < _moment(ordered[-1])[0]]
    return states[0] if states[0] in former or not former else former[-1]


def _moment(quote: Quote) -> tuple[date, int, int]:
    """Return when something was said: the day of its document, and its place there. A document without a day is old."""
    day = quote.metadata.date or date.min
    return day, quote.passage.number, quote.sentence.start


def _is_later(first: Quote, other: Quote) -> bool:
    one, two = first.metadata.date, other.metadata.date
    return one is not None and two is not None and two > one


def _follows(first: Quote, other: Quote) -> bool:
    """Say whether a sentence behind the first one in its document tells what became of it."""
    same = first.metadata.id == other.metadata.id
    return same and _moment(other) > _moment(first) and bool(_CHANGED.search(other.folded))


def _has_grown(question: Question, first: Quote, other: Quote) -> bool:
    """Say whether a later report of the same story tells the figure that is asked for: 死了几个人, 转移了多少人."""
    asked = [growing for growing in GROWING if growing.search(question.text)]
    return (
        question.kind == "how many"
        and bool(asked)
        and goes_on_from(first, other)
        and all(growing.search(other.folded) for growing in asked)
        and bool(_FIGURES.search(other.folded))
    )


def _are_versions(question: Question, first: Quote, other: Quote, alike: float) -> bool:
    """Say whether two sentences are the same text in two editions, of different days, whose figures may differ."""
    one, two = first.metadata.date, other.metadata.date
    if one is None or two is None or one == two or first.folded == other.folded:
        return False
    asked = [word for word in question.query.words if len(word) > 1]
    if any(word in first.folded and word not in other.folded for word in asked):
        return False
    pairs, others = _pairs(first), _pairs(other)
    fewer = min(pairs.total(), others.total())
    return fewer >= _LEAST_PAIRS and (pairs & others).total() >= alike * fewer


def _pairs(quote: Quote) -> Counter[str]:
    text = _FIGURES.sub("0", quote.folded)
    return Counter(text[place : place + 2] for place in range(len(text) - 1))
