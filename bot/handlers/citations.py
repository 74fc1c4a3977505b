"""Places of the archive that links and buttons lead to, found again in the archive as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import Passage, Quote, Span, open_report

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from bot.records import Citation
    from retrieval import Answerer, Document, Filter


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
