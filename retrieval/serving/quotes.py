"""Sentences, sources and articles as the page's templates take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.citing import cite, cite_formally
from retrieval.serving.records import find_number, number_sentences
from retrieval.values import UNPLACED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Quote
    from retrieval.serving.desk import Desk
    from retrieval.serving.views import View
    from retrieval.values import Document, Metadata, Place

_MOST_ALSO = 3


def show_quote(desk: Desk, view: View, one: Quote) -> dict[str, Any]:
    """Return a sentence in three pieces, the exact words between the others, with its source and its address."""
    text, exact = one.passage.text, one.exact or one.sentence
    document = desk.document(one.metadata.id)
    return {
        **show_source(view, one.metadata, one.place),
        "link": view.article(one.metadata.id, find_number(document, one) if document else 0),
        "before": text[one.sentence.start : exact.start] if one.exact else one.text,
        "exact": one.exact_text or "",
        "after": text[exact.end : one.sentence.end],
    }


def show_source(view: View, metadata: Metadata, place: Place = UNPLACED) -> dict[str, Any]:
    """Return where a sentence or an article comes from, and how it is cited."""
    return {
        "cited": cite(metadata, view.language, place),
        "citation": cite_formally(metadata),
        # Anything else than an address of the web could be a script.
        "url": metadata.url if metadata.url.startswith(("https://", "http://")) else "",
        "also": [show_headline(view, other) for other in metadata.also[:_MOST_ALSO]],
    }


def show_headline(view: View, metadata: Metadata) -> dict[str, str]:
    """Return a headline and the address of its article."""
    return {"cited": cite(metadata, view.language), "link": view.article(metadata.id)}


def show_paragraphs(document: Document) -> Sequence[Sequence[tuple[int, str]]]:
    """Return the sentences of an article with their numbers, by paragraph."""
    paragraphs: list[list[tuple[int, str]]] = [[] for _ in document.paragraphs]
    for number, place, span in number_sentences(document):
        paragraphs[place].append((number, span.of(document.text)))
    return paragraphs
