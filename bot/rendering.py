"""Answers → messages. Pure: nothing here knows a chat, a network or a clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.markup import Rendered, Writer, shorten
from retrieval import Span, explain_not_found, not_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval import Found, Language, Metadata, NotFound, Quote

PER_PAGE = 3
"""How many quotes one page of an answer shows: the first in full view, the rest to be unfolded."""
# Together well inside Telegram's 4,096 units, whatever an archive holds.
_FIRST, _OTHER, _TITLE, _NAME = 1500, 400, 80, 40
# Few sentences fill a screen; a longer one is shown around its exact words.
_BEFORE = 120


def link_address(metadata: Metadata) -> str | None:
    """Return a document's own address where it is one that a message may lead to, else None."""
    address = metadata.url
    good = re.fullmatch(r"https?://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#][^\s]*)?", address) and len(address) <= 1000
    return address if good else None


def day_of(metadata: Metadata) -> str:
    """Return the date as it is shown: the text's own words, with the full date where that says more."""
    day = metadata.date.isoformat() if metadata.date else ""
    if not metadata.date_text or metadata.date_text == day:
        return day
    return f"{metadata.date_text}（{day}）" if day else metadata.date_text


def excerpt(quote: Quote, limit: int) -> tuple[str, Span | None]:
    """Return the sentence and the place of its exact words, cut around them where it is too long."""
    text = quote.text
    exact = quote.exact.shifted(-quote.sentence.start) if quote.exact else None
    leading = len(text) - len(text.lstrip())
    text = text.strip()
    exact = exact.shifted(-leading) if exact else None
    if len(text) <= limit:
        return text, exact
    start = max(0, min(exact.start - _BEFORE, len(text) - limit)) if exact else 0
    end = start + limit
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    if exact:
        exact = Span(exact.start - start + len(before), min(exact.end, end) - start + len(before))
    return before + text[start:end] + after, exact


def write_sentence(writer: Writer, quote: Quote, limit: int) -> None:
    """Write a sentence with its exact words in bold."""
    text, exact = excerpt(quote, limit)
    writer.quote(text, [(exact, "bold")] if exact else [])


def write_citation(writer: Writer, metadata: Metadata, link: str | None) -> None:
    """Write title, date and source; ``link`` leads from the title to the article in the bot."""
    title = shorten(metadata.title or metadata.path, _TITLE)
    writer.quote(title, link=link)
    rest = [day_of(metadata), shorten(metadata.source, _NAME)]
    for part in filter(None, rest):
        writer.add(" · ")
        writer.quote(part)
    if address := link_address(metadata):
        writer.add(" ")
        writer.add("↗", link=address)


def render_found(answer: Found, links: Sequence[str | None], further: str, *, start: int = 0) -> Rendered:
    """Return a page of an answer.

    Args:
        answer: what was found.
        links: for each quote of the page, where its citation leads.
        further: the heading over the sources that are folded away.
        start: which quote the page begins with.
    """
    page = answer.quotes[start : start + PER_PAGE]
    writer = Writer()
    write_sentence(writer, page[0], _FIRST)
    writer.add("\n\n— ")
    write_citation(writer, page[0].metadata, links[0])
    if page[1:]:
        writer.add(f"\n\n{further}\n")
        with writer.style("expandable_blockquote"):
            for number, quote in enumerate(page[1:], 1):
                writer.add("\n" if number > 1 else "")
                write_sentence(writer, quote, _OTHER)
                writer.add(" — ")
                write_citation(writer, quote.metadata, links[number])
    return writer.finish()


def render_not_found(answer: NotFound, language: Language, nearest: str) -> Rendered:
    """Return the honest answer: that the archive does not say, and why."""
    writer = Writer()
    writer.add(not_said(language), "bold")
    writer.add("\n")
    writer.quote(shorten(explain_not_found(answer, language), 600))
    if answer.nearest:
        writer.add(f"\n\n{nearest}")
    return writer.finish()
