"""The reports of some days, the newest first: each by its headline, its day and its first sentence, word for word."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from retrieval.answers import Found, NotFound, Quote
from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import split_sentences
from retrieval.index.passages import title_text
from retrieval.question.period import Period, written_day
from retrieval.values import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.answering.context import Context
    from retrieval.answers import Answer, Question
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.question.browsing import Browse
    from retrieval.question.calendar import Days
    from retrieval.values import Document, Filter, Hit

# So many passages are looked through for a topic in each stretch of days.
_SEARCHED = 200
# From the newest day on the stretches double: the newest few are found without reading a year.
_FIRST_DAYS = 8
_MOST_DAYS = 366 * 20
# So many documents without a day of their own are looked through; they come last.
_UNDATED = 200
# 【快讯】 alone tells nothing.
_LEAST = 8
_DAY = timedelta(1)


def browse(
    index: Index,
    segment: Segment,
    question: Question,
    wanted: Browse,
    parse: Callable[[str], Question],
    limit: int,
    context: Context,
) -> Answer | None:
    """Return the reports that a question wants; None where it may be asked like any other.

    Days that are counted from the asker's (昨天) are told of by reports of these days or not at all; of a day that is
    named (1949年10月1日发生了什么) another report may tell.
    """
    topic = parse(wanted.topic) if wanted.topic else None
    found = _find(_Reader(index, question.filter, topic, limit), wanted)
    if not found and wanted.vague:
        found = _find(_Reader(index, question.filter, None, limit), wanted)
    words = topic.query.words if topic else ()
    left_out = context.leave_out
    quotes = [quote for document in found if (quote := open_report(document, segment, words))]
    quotes = [quote for quote in quotes if (quote.metadata.id, quote.in_document) not in left_out][:limit]
    if quotes:
        return Found(question, tuple(quotes), 1.0, reports=True)
    if wanted.days is None or not wanted.days.counted:
        return None
    newest = index.latest(limit, filter=question.filter)
    near = tuple(quote for document in newest if (quote := open_report(document, segment)))
    return NotFound(question, "other days", (), near, 0.0)


def _find(reader: _Reader, wanted: Browse) -> Sequence[Document]:
    """Return the reports of the first days that have any."""
    if wanted.days is None:
        return reader.find(None, None)
    return next((found for days in _days_of(wanted.days, wanted.day) if (found := reader.find(*days))), ())


def open_report(document: Document, segment: Segment, topic: Sequence[str] = ()) -> Quote | None:
    """Return the sentence by which a report begins; None of an empty one.

    Where neither it nor the headline holds the topic (疫情 in 国际联播快讯), it is the first sentence that does.
    """
    title = fold(title_text(document.metadata))
    opening = None
    for number, paragraph in enumerate(document.paragraphs):
        text = paragraph.of(document.text)
        sentences = tuple(split_sentences(text))
        for sentence in sentences:
            said = sentence.of(text)
            held = fold(f"{title} {said}")
            if len(said.strip()) < _LEAST or (opening and not all(word in held for word in topic)):
                continue
            words = tuple(segment(text))
            passage = Passage(document.metadata, number, paragraph.start, text, sentences, words, fold(text))
            opening = Quote(passage, sentence, None, 0.0)
            if all(word in held for word in topic):
                return opening
    return opening


def _days_of(days: Days, day: bool) -> Iterator[tuple[date, date]]:
    """Yield the days that are meant: a day itself before the next, on which it is printed; then earlier years'."""
    if day:
        yield days.since, days.since
    yield days.since, days.until
    yield from days.every


class _Reader:
    """Finds the newest reports of some days that hold a topic."""

    def __init__(self, index: Index, filter: Filter, topic: Question | None, limit: int) -> None:
        self._index = index
        self._filter = filter
        self._topic = topic
        self._limit = limit

    def find(self, since: date | None, until: date | None) -> list[Document]:
        """Return the newest reports of these days; those of any where there are none."""
        narrowed = Period("", since, until).narrow(self._filter)
        if self._topic is None:
            dated = list(self._index.latest(self._limit, filter=narrowed))
        else:
            dated = self._find_topic(self._topic, narrowed)
        return dated or self._find_undated(since, until)

    def _find_topic(self, topic: Question, filter: Filter) -> list[Document]:
        newest = self._index.latest(1, filter=filter)
        last = newest[0].metadata.date if newest else None
        if last is None:
            return []
        found: list[Document] = []
        days = _FIRST_DAYS
        while len(found) < self._limit and days < _MOST_DAYS and (not filter.since or last >= filter.since):
            first = last - timedelta(days - 1)
            first = max(first, filter.since) if filter.since else first
            found += self._hold(topic, replace(filter, since=first, until=last))
            last, days = first - _DAY, days * 2
        return found[: self._limit]

    def _hold(self, topic: Question, filter: Filter) -> list[Document]:
        """Return the documents that hold all words of a topic, the newest first.

        Where some say it in their headline or their first paragraph, only these: 会议 stands somewhere in most.
        """
        words = topic.query.words
        hits = self._index.search(topic.query, limit=_SEARCHED, filter=filter)
        holding = [hit for hit in hits if all(word in _shown(hit) for word in words)]
        leading = [hit for hit in holding if hit.passage.number == 0 or _is_titled(hit, words)]
        ids = dict.fromkeys(hit.passage.metadata.id for hit in leading or holding)
        return sorted(self._index.documents(list(ids)), key=_day, reverse=True)

    def _find_undated(self, since: date | None, until: date | None) -> list[Document]:
        """Return the reports that write a day of these without its year, or any without a day where none is meant."""
        if self._filter.since or self._filter.until:
            return []
        if self._topic:
            documents = self._hold(self._topic, self._filter)
        else:
            documents = list(self._index.latest(_UNDATED, filter=self._filter))
        return [
            document
            for document in documents
            if document.metadata.date is None and (not since or _is_written(document, since, until or since))
        ][: self._limit]


def _is_written(document: Document, since: date, until: date) -> bool:
    days = (written_day(document.metadata, year) for year in {since.year, until.year})
    return any(day and since <= day <= until for day in days)


def _shown(hit: Hit) -> str:
    return f"{fold(title_text(hit.passage.metadata))} {hit.passage.folded}"


def _is_titled(hit: Hit, words: Sequence[str]) -> bool:
    title = fold(title_text(hit.passage.metadata))
    return all(word in title for word in words)


def _day(document: Document) -> date:
    return document.metadata.date or date.min
