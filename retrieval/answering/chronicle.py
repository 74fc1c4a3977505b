"""What happened, day by day: the sentences that all reports have on one subject, in the order of their days.

A sentence that writes a full date is of that day; any other is of the day of its report. Nothing is dated by guess: what
has no day is told as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from retrieval.answering.browsing import open_report
from retrieval.answers import Quote
from retrieval.chinese.dates import find_dates
from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import TRAILING
from retrieval.index.passages import title_text
from retrieval.values import EVERYTHING, Filter, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from retrieval.answering.answerer import Answerer
    from retrieval.values import Hit

# So many passages are looked through: those that match best.
_SEARCHED = 500
# 大桥建设的经过 asks for 大桥建设.
_ASKS_FOR_COURSE = re.compile(
    r"(?:的?(?:整个|全部|详细)?(?:经过|过程|历程|始末|来龙去脉|进展|大事记|时间线|时间轴|历史))+$"
)
_BUILT = re.compile("(?:建设|修建|兴建|筹建|施工|建造|改造)$")
_MARKS = re.compile(f"[{TRAILING}]+$")


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence and its day; ``told`` says that the sentence writes the day itself, and its report may be of another."""

    day: date
    quote: Quote
    told: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """What reports say of a subject.

    Attributes:
        topic: the subject, as it was looked up.
        events: one a day at most, the earliest first.
        undated: what was found in documents without a day.
        partial: there is more in the archive than was looked through.
    """

    topic: str
    events: tuple[Event, ...]
    undated: tuple[Quote, ...]
    partial: bool = False


def trace_topic(answerer: Answerer, topic: str, *, filter: Filter = EVERYTHING) -> Timeline:
    """Return what the archive says of a subject, day by day.

    Args:
        answerer: answers from the archive.
        topic: the subject (``澄练河大桥``), or a question for its course (``大桥建设的经过``).
        filter: which documents are looked at.

    >>> trace_topic(answerer, "清禾大桥").events[0].day  # doctest: +SKIP
    datetime.date(2019, 3, 12)
    """
    topic = find_subject(topic)
    found = _trace(answerer, topic, filter)
    thing = _BUILT.sub("", topic)
    # 大桥建设的经过 is that of 大桥, where not several reports write 建设.
    if len(found.events) > 1 or thing in ("", topic):
        return found
    return _trace(answerer, thing, filter)


def _trace(answerer: Answerer, topic: str, filter: Filter) -> Timeline:
    query = answerer.parse(topic).query
    hits = answerer.index.search(query, limit=_SEARCHED, filter=filter) if query.words else ()
    # What is not held word by word is about something else, however much of it is like.
    about = [hit for hit in hits if all(word in shown_text(hit) for word in query.words)]
    days: dict[date, tuple[tuple[int, float], Event]] = {}
    undated: dict[str, Quote] = {}
    for event, rank in _find_events(answerer, fold(topic), query.words, about):
        if isinstance(event, Quote):
            undated.setdefault(event.metadata.id, event)
        elif event.day not in days or days[event.day][0] < rank:
            days[event.day] = (rank, event)
    events = tuple(days[day][1] for day in sorted(days))
    return Timeline(topic, events, tuple(undated.values()), partial=len(hits) == _SEARCHED)


def find_subject(topic: str) -> str:
    """Return what a question for a course of events is about.

    >>> find_subject("清禾大桥建设的经过？"), find_subject("历史")
    ('清禾大桥建设', '历史')
    """
    plain = _MARKS.sub("", topic.strip())
    return _ASKS_FOR_COURSE.sub("", plain) or plain


def asks_for_course(question: str) -> bool:
    """Say whether a question wants what happened day by day, and no sentence.

    >>> asks_for_course("清禾大桥建设的经过？"), asks_for_course("清禾大桥全长多少？"), asks_for_course("历史")
    (True, False, False)
    """
    plain = _MARKS.sub("", question.strip())
    return find_subject(plain) != plain


def _find_events(
    answerer: Answerer, topic: str, words: Iterable[str], hits: Iterable[Hit]
) -> Iterator[tuple[Event | Quote, tuple[int, float]]]:
    """Yield dated sentences, and quotes without a day, each with how well it tells the day.

    Of one day the report of that day tells best, then a sentence that names the whole subject.
    """
    opened: set[str] = set()
    for hit in sorted(hits, key=lambda hit: (hit.passage.metadata.id, hit.passage.number)):
        metadata = hit.passage.metadata
        speaking = list(find_speaking(hit, topic, words))
        titled = all(word in fold(title_text(metadata)) for word in words)
        if titled and metadata.id not in opened:
            # Under a headline that names it, the opening tells what happened, be it only of 大桥.
            opened.add(metadata.id)
            document = answerer.index.document(metadata.id)
            opening = open_report(document, answerer.segment) if document else None
            if opening:
                speaking = [(replace(opening, score=hit.score), True), *speaking]
        for number, (quote, whole) in enumerate(speaking):
            told = next((mention.date for mention in find_dates(quote.text) if mention.date), None)
            # A day to come is a plan: what happened is that it was announced.
            if told and (not metadata.date or told <= metadata.date):
                on_its_day = told == metadata.date
                yield Event(told, quote, told=True), (2 * on_its_day + whole, hit.score)
            elif number == 0 and metadata.date:
                yield Event(metadata.date, quote), (2 + whole, hit.score)
            elif number == 0:
                yield quote, (0, hit.score)


def find_speaking(hit: Hit, topic: str, words: Iterable[str]) -> Iterator[tuple[Quote, bool]]:
    """Yield the sentences of a passage that speak of a subject, those with its whole name first."""
    passage = hit.passage
    found: list[tuple[Quote, bool]] = []
    for sentence in passage.sentences:
        text = sentence.of(passage.folded)
        whole = topic in text
        if whole or all(word in text for word in words):
            found.append((Quote(passage, Span(sentence.start, sentence.end), None, hit.score), whole))
    yield from sorted(found, key=lambda one: not one[1])


def shown_text(hit: Hit) -> str:
    """Return what a passage and the headline over it say, folded."""
    return f"{fold(title_text(hit.passage.metadata))} {hit.passage.folded}"
