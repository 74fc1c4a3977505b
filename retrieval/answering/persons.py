"""What reports say of somebody: the offices that were held, with their days, what was said, and with whom.

Everything is a sentence of the archive, with the words marked that say it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from retrieval.answering.offices import find_office
from retrieval.answers import Quote
from retrieval.chinese.folding import fold
from retrieval.chinese.names import find_names
from retrieval.chinese.sentences import TRAILING
from retrieval.chinese.vocabulary import SPEECH, alternatives
from retrieval.values import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.values import Hit, Span

# So many passages are looked through: those that match best.
_SEARCHED = 500
# Whoever is not among these stood beside somebody by chance.
_MOST_BESIDE = 12
# 温金荣在会上指出, 温金荣书记强调; 讲话 and 称号 say nothing.
_SPEAKS = rf"[^，,。;；:：！？]{{0,8}}?(?:{alternatives({*SPEECH} - {'讲', '称'})})"
_MARKS = re.compile(rf"(?:是谁|何许人|这个人)?[{TRAILING}]*$")


@dataclass(frozen=True, slots=True)
class Office:
    """An office as it is written, the first and the last day on which a report names it, and the newest such sentence."""

    name: str
    since: date | None
    until: date | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who stands in the same sentences, in how many, and the newest of them."""

    name: str
    count: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Person:
    """What reports say of somebody: offices and sayings with the newest first, and who stands beside most often."""

    name: str
    offices: tuple[Office, ...]
    said: tuple[Quote, ...]
    beside: tuple[Beside, ...]
    partial: bool = False


def trace_person(answerer: Answerer, name: str, *, filter: Filter = EVERYTHING) -> Person:
    """Return what the archive says of somebody.

    Args:
        answerer: answers from the archive.
        name: the name, or a question for it (``温金荣是谁？``).
        filter: which documents are looked at.

    >>> [office.name for office in trace_person(answerer, "温金荣").offices]  # doctest: +SKIP
    ['市委副书记、市长']
    """
    name = _MARKS.sub("", name.strip())
    folded = fold(name)
    query = answerer.parse(name).query
    hits = answerer.index.search(query, limit=_SEARCHED, filter=filter) if folded else ()
    offices: dict[str, list[Quote]] = defaultdict(list)
    beside: dict[str, list[Quote]] = defaultdict(list)
    said: list[Quote] = []
    speaks = re.compile(re.escape(folded) + _SPEAKS)
    for hit, sentence in _sentences(hits, folded):
        passage = hit.passage
        text = sentence.of(passage.folded)
        names = [one for one in find_names(text, passage.words_of(sentence)) if one.kind == "person"]
        written = [one.span.of(text) for one in names]
        # 刘吉祥 is another than 刘吉.
        if folded not in written and any(folded in one for one in written):
            continue
        if office := find_office(passage, sentence, folded):
            offices[office.of(passage.text)].append(Quote(passage, sentence, office, hit.score))
        if speaks.search(text):
            said.append(Quote(passage, sentence, None, hit.score))
        for other in names:
            if folded in other.span.of(text):
                continue
            exact = other.span.shifted(sentence.start)
            beside[exact.of(passage.text)].append(Quote(passage, sentence, exact, hit.score))
    return Person(
        name,
        tuple(
            sorted((_office(*one) for one in offices.items()), key=lambda one: _day(one.quote), reverse=True)
        ),
        tuple(sorted(said, key=_day, reverse=True)),
        tuple(
            Beside(other, len(quotes), max(quotes, key=_day))
            for other, quotes in sorted(beside.items(), key=lambda one: -len(one[1]))[:_MOST_BESIDE]
        ),
        partial=len(hits) == _SEARCHED,
    )


def _sentences(hits: Sequence[Hit], name: str) -> Iterator[tuple[Hit, Span]]:
    for hit in hits:
        for sentence in hit.passage.sentences:
            if name in sentence.of(hit.passage.folded):
                yield hit, sentence


def _office(name: str, quotes: list[Quote]) -> Office:
    days = sorted(day for quote in quotes if (day := quote.metadata.date))
    return Office(name, days[0] if days else None, days[-1] if days else None, max(quotes, key=_day))


def _day(quote: Quote) -> date:
    return quote.metadata.date or date.min
