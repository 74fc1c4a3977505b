"""Places of the archive that links and buttons lead to, found again in the archive as it is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval import Passage, Quote, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.desk import Desk
    from bot.records import Citation
    from retrieval import Document


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
    index = (await desk.library.answerer()).index
    quotes = []
    for id in citations:
        citation = desk.state.citation(id)
        document = index.document(citation.document) if citation else None
        quote = quote_at(document, citation) if document and citation else None
        if quote is None or desk.state.cite(quote) != id:
            return None
        quotes.append(quote)
    return quotes


async def document_of(desk: Desk, citation: Citation) -> Document | None:
    """Return the article that a citation stands in, or None where the archive has it no longer."""
    return (await desk.library.answerer()).index.document(citation.document)
