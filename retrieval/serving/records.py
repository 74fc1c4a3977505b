"""Documents, hits, timelines and persons in the names of the line protocol."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from retrieval.chinese.sentences import split_sentences
from retrieval.serving.writing import quote_to_json, source_to_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from retrieval.answering.chronicle import Timeline
    from retrieval.answering.persons import Person
    from retrieval.answers import Quote
    from retrieval.values import Document, Hit, Span


def number_sentences(document: Document) -> Iterator[tuple[int, int, Span]]:
    """Yield each sentence of a document: its number from 1, its paragraph's from 0, and its place in the text.

    The number is what an address ends in: ``/d/ID#s12``.
    """
    number = 0
    for place, paragraph in enumerate(document.paragraphs):
        for sentence in split_sentences(paragraph.of(document.text)):
            number += 1
            yield number, place, sentence.shifted(paragraph.start)


def find_number(document: Document, found: Quote) -> int:
    """Return the number of a quote's sentence in its document; 0 where the document holds it no more."""
    return number_at(document, found.in_document.start)


def number_at(document: Document, offset: int) -> int:
    """Return the number of the sentence that holds a character of the document's text; 0 where none does."""
    for number, _, span in number_sentences(document):
        if span.start <= offset < span.end:
            return number
    return 0


def article_path(id: str) -> str:
    """Return the path of a document's page; behind ``#s`` the number of a sentence brings it into view.

    >>> article_path("2022/会议.txt"), article_path("a/../b")
    ('/d/2022/%E4%BC%9A%E8%AE%AE.txt', '/d/a%2F..%2Fb')
    """
    # A browser follows `..` before it asks, wherever it stands between two slashes.
    safe = "" if {".", "..", ""} & set(id.split("/")) else "/"
    return f"/d/{quote(id, safe=safe, errors='replace')}"


def document_to_json(document: Document) -> dict[str, Any]:
    """Return a document with its numbered sentences, by paragraph."""
    paragraphs: list[list[dict[str, Any]]] = [[] for _ in document.paragraphs]
    for number, place, span in number_sentences(document):
        paragraphs[place].append(
            {"number": number, "sentence": span.of(document.text), "start": span.start, "end": span.end}
        )
    metadata = document.metadata
    return {
        **source_to_json(metadata),
        "subtitle": metadata.subtitle,
        "byline": metadata.byline,
        "path": metadata.path,
        "date_inferred": metadata.date_inferred,
        "folded_into": document.folded_into or None,
        "also": [source_to_json(other) for other in metadata.also],
        "paragraphs": paragraphs,
    }


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """Return a passage that matches."""
    passage = hit.passage
    return {
        **source_to_json(passage.metadata),
        "paragraph": passage.number,
        "text": passage.text,
        "score": round(hit.score, 4),
    }


def timeline_to_json(timeline: Timeline) -> dict[str, Any]:
    """Return what happened, day by day."""
    return {
        "topic": timeline.topic,
        "events": [
            {"day": event.day.isoformat(), "told": event.told, **quote_to_json(event.quote)}
            for event in timeline.events
        ],
        "undated": [quote_to_json(quote) for quote in timeline.undated],
        "partial": timeline.partial,
    }


def person_to_json(person: Person) -> dict[str, Any]:
    """Return what reports say of somebody."""
    return {
        "name": person.name,
        "offices": [
            {
                "office": office.name,
                "since": _day(office.since),
                "until": _day(office.until),
                **quote_to_json(office.quote),
            }
            for office in person.offices
        ],
        "said": [quote_to_json(quote) for quote in person.said],
        "beside": [
            {"name": other.name, "count": other.count, **quote_to_json(other.quote)}
            for other in person.beside
        ],
        "partial": person.partial,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
