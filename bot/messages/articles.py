"""Articles in pages that a message holds, cut where sentences end. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.markup import utf16
from retrieval import Span, split_sentences, write_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval import Document, Language

# In UTF-16 units. What stands around a page, and the joiners inside it, find room below Telegram's 4,096.
PAGE = 2500


def split_pages(document: Document) -> tuple[tuple[Span, ...], ...]:
    """Return the article's pages, each a row of pieces of ``document.text``.

    A piece is a paragraph, or the part of one that a page has room for. Every paragraph is shown whole and
    in order; pages end where sentences do, unless a single sentence is longer than a page.
    """
    pages: list[list[Span]] = [[]]
    room = PAGE
    for paragraph in document.paragraphs:
        fresh = True
        for piece in _pieces(document.text, paragraph):
            size = utf16(piece.of(document.text)) + (2 if fresh else 0)
            if size > room and pages[-1]:
                pages.append([])
                room, fresh = PAGE, True
            if fresh:
                pages[-1].append(piece)
            else:
                pages[-1][-1] = Span(pages[-1][-1].start, piece.end)
            room, fresh = room - size, False
    return tuple(tuple(page) for page in pages)


def page_of(pages: Sequence[Sequence[Span]], place: int) -> int:
    """Return the number of the page, from 0, on which an offset of ``Document.text`` stands."""
    return next((number for number, page in enumerate(pages) if any(place < piece.end for piece in page)), 0)


def _pieces(text: str, paragraph: Span) -> Iterator[Span]:
    """Yield the paragraph's sentences, with what stands between them, none longer than a page."""
    at = paragraph.start
    for sentence in split_sentences(paragraph.of(text)):
        end = paragraph.start + sentence.end
        while utf16(text[at:end]) > PAGE:
            # No code point counts more than two units, so that half as many always fit.
            yield Span(at, at + PAGE // 2)
            at += PAGE // 2
        if at < end:
            yield Span(at, end)
        at = end
    if at < paragraph.end:
        yield Span(at, paragraph.end)


def whole_text(document: Document, language: Language) -> str:
    """Return the article as a file: headline, date and source, paragraphs."""
    metadata = document.metadata
    known = [write_date(metadata, language), metadata.source]
    head = [metadata.title, " · ".join(filter(None, known)), metadata.url]
    body = [paragraph.of(document.text).strip() for paragraph in document.paragraphs]
    return "\n\n".join(["\n".join(filter(None, head)), *body]).strip() + "\n"
