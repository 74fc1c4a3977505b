"""The reports on a subject as they stand now, for whoever waits for the next one.

What is new is for the caller to say, who knows which were there before. A report is known by its document, by the copies
that were folded into it, and by what it says: one that comes again under another name, or is printed once more on another
day, says nothing new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from retrieval.answering.browsing import open_report
from retrieval.answering.chronicle import find_speaking, shown_text
from retrieval.answering.numbers import find_asked, speaks_of
from retrieval.answers import Found
from retrieval.chinese.folding import fold
from retrieval.index.passages import title_text
from retrieval.question.small_talk import find_small_talk
from retrieval.values import Filter, Search

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Question, Quote
    from retrieval.values import Hit

# So many passages are looked through: those that match best of all, and those that do of the last weeks.
_SEARCHED = 500
_LAST_DAYS = timedelta(60)
_NOT_SAID = re.compile(r"\W+")
_MARKS = re.compile(r"[\s?？。！!，,；;]+$")


@dataclass(frozen=True, slots=True)
class Report:
    """A report on a subject: the sentence that speaks of it, and by what it is known.

    ``ids`` are the document and the copies that were folded into it, ``said`` is a fingerprint of the sentence, which
    does not depend on script and punctuation.
    """

    quote: Quote
    ids: tuple[str, ...]
    said: str


def find_reports(answerer: Answerer, subject: str) -> tuple[Report, ...]:
    """Return the reports that speak of a subject, or answer a question, the newest first.

    Args:
        answerer: answers from the archive.
        subject: a subject (``地铁3号线``), or a question (``地铁3号线什么时候开通？``).

    A report speaks of a subject where one of its sentences holds all words of it, or its headline does; of 3号线 speaks
    none that says 1号线. An old report on a subject of which there are hundreds of better ones may be passed over.

    >>> [report.quote.text for report in find_reports(answerer, "地铁3号线")]  # doctest: +SKIP
    ['地铁3号线昨日开通。']
    """
    subject = _MARKS.sub("", subject.strip())
    question = answerer.parse(subject)
    if not question.query.words or find_small_talk(subject):
        return ()
    found = {quote.metadata.id: quote for quote in _speaking(answerer, subject, question)}
    if quote := _answering(answerer, subject):
        found[quote.metadata.id] = quote
    quotes = sorted(found.values(), key=lambda quote: quote.metadata.date or date.min, reverse=True)
    return tuple(
        Report(
            quote,
            (quote.metadata.id, *(other.id for other in quote.metadata.also)),
            fingerprint(quote.text),
        )
        for quote in quotes
    )


def fingerprint(sentence: str) -> str:
    """Return what tells a sentence from another one, whatever its script and its punctuation.

    >>> fingerprint("「3号线」开通。") == fingerprint("“3號線”開通")
    True
    """
    said = _NOT_SAID.sub("", fold(sentence))
    return blake2b(said.encode("utf-8", "replace"), digest_size=9).hexdigest()


def _answering(answerer: Answerer, subject: str) -> Quote | None:
    """Return the sentence that surely answers a question."""
    if answerer.wants_reports(subject):
        return None
    answer = answerer.ask(subject, limit=1)
    return answer.quotes[0] if isinstance(answer, Found) and answer.question.gap is not None else None


def _speaking(answerer: Answerer, subject: str, question: Question) -> Iterator[Quote]:
    """Yield a sentence of each document that speaks of a subject."""
    asked, index = find_asked(question), answerer.index
    words = question.query.words
    best: dict[str, Quote] = {}
    for hit in _hits(answerer, question):
        id = hit.passage.metadata.id
        if id in best or not all(word in shown_text(hit) for word in words):
            continue
        said = next((quote for quote, _ in find_speaking(hit, fold(subject), words)), None)
        if said is None and all(word in fold(title_text(hit.passage.metadata)) for word in words):
            document = index.document(id)
            said = open_report(document, answerer.segment) if document else None
        if said is not None and (not asked or speaks_of(asked, said, index.document)):
            best[id] = said
    yield from best.values()


def _hits(answerer: Answerer, question: Question) -> Sequence[Hit]:
    since = Filter(since=answerer.today() - _LAST_DAYS)
    searches = [Search(question.query, _SEARCHED), Search(question.query, _SEARCHED, since)]
    return [hit for hits in answerer.index.search_many(searches) for hit in hits]
