"""Places of the archive that links and buttons lead to, found again in the archive as it is now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval import Passage, Quote, Span, article_path, number_at, open_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import Update

    from bot.desk import Desk
    from bot.messages.replies import View
    from bot.messages.views import Views
    from bot.records import Citation
    from retrieval import Answerer, Document, Filter


_LONGEST_ADDRESS = 1000


def opening_of(document: Document) -> Quote:
    """Return the first paragraph of an article as a quote, to link to the article as such."""
    first = document.paragraphs[0] if document.paragraphs else Span(0, len(document.text))
    passage = Passage(document.metadata, 0, first.start, first.of(document.text), (), (), "")
    return Quote(passage, Span(0, len(first)), None, 0.0)


def quote_at(document: Document, citation: Citation) -> Quote | None:
    """Return the quote that a citation means, or None where the document no longer has that place."""
    if citation.paragraph >= len(document.paragraphs):
        return None
    paragraph = document.paragraphs[citation.paragraph]
    if not paragraph.start <= citation.sentence.start < citation.sentence.end <= paragraph.end:
        return None
    passage = Passage(
        document.metadata, citation.paragraph, paragraph.start, paragraph.of(document.text), (), (), ""
    )
    exact = citation.exact.shifted(-paragraph.start) if citation.exact else None
    return Quote(passage, citation.sentence.shifted(-paragraph.start), exact, 0.0)


async def restore(desk: Desk, citations: Sequence[str]) -> list[Quote] | None:
    """Return the quotes that citations mean, or None where the archive has changed under one of them."""
    places = [desk.state.citation(id) for id in citations]
    if not all(places):
        return None
    quotes = await desk.library.call(_quotes_at, [place for place in places if place])
    known = all(quote and desk.state.cite(quote) == id for quote, id in zip(quotes, citations, strict=True))
    return [quote for quote in quotes if quote] if known else None


async def lead_to_pages(desk: Desk, views: Views, quotes: Sequence[Quote], citations: Sequence[str]) -> Views:
    """Return what builds messages whose links lead to the served page, where there is one that Telegram links to.

    Args:
        desk: what the bot works with.
        views: builds messages.
        quotes: what is cited.
        citations: their ids, in the same order.
    """
    address = desk.settings.page_url
    # Telegram refuses names without a point, such as localhost.
    if address is None or not re.match(r"https?://[^\s/]+\.[^\s/]+", address) or not quotes:
        return views
    places = [(quote.metadata.id, quote.in_document.start) for quote in quotes]
    paths = await desk.library.call(_paths_of, places)
    addresses = {id: address + path for id, path in zip(citations, paths, strict=True)}
    return views.leading_to({id: page for id, page in addresses.items() if len(page) <= _LONGEST_ADDRESS})


async def article_view(
    desk: Desk, update: Update, document: Document, citation: Citation, page: int | None = None
) -> View:
    """Return a page of an article; without a number, the one on which the cited sentence stands."""
    quote = quote_at(document, citation)
    views = await lead_to_pages(desk, desk.views(update), [quote] if quote else [], [citation.id])
    return views.article(document, citation, page)


def _paths_of(answerer: Answerer, places: Sequence[tuple[str, int]]) -> list[str]:
    """Return the paths of pages with these offsets of ``Document.text`` in view."""
    documents = {id: _document(answerer, id) for id, _ in places}
    return [
        f"{article_path(id)}#s{number}"
        if (document := documents[id]) and (number := number_at(document, start))
        else article_path(id)
        for id, start in places
    ]


async def document_of(desk: Desk, citation: Citation) -> Document | None:
    """Return the article that a citation stands in, or None where the archive has it no longer."""
    return await desk.library.call(_document, citation.document)


def latest_documents(answerer: Answerer, count: int) -> list[Document]:
    """Return the newest documents."""
    return list(answerer.index.latest(count))


def newest_reports(answerer: Answerer, count: int, filter: Filter) -> list[Quote]:
    """Return the sentences by which the newest reports begin."""
    newest = answerer.index.latest(count, filter=filter)
    return [quote for document in newest if (quote := open_report(document, answerer.segment))]


def _document(answerer: Answerer, id: str) -> Document | None:
    return answerer.index.document(id)


def _quotes_at(answerer: Answerer, places: Sequence[Citation]) -> list[Quote | None]:
    documents = {place.document: _document(answerer, place.document) for place in places}
    found = [(documents[place.document], place) for place in places]
    return [quote_at(document, place) if document else None for document, place in found]
