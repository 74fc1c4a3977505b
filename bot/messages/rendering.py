"""Answers → messages. Pure: nothing here knows a chat, a network or a clock."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.messages.markup import Rendered, Writer, clip, fitting, shorten, utf16
from bot.messages.rows import write_row
from retrieval import Place, Span, cite, cite_in_parts, not_said, write_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.messages.texts import Texts
    from retrieval import Document, Language, Metadata, Quote

# Units of UTF-16. Together these stay well inside Telegram's 4,096, whatever an archive holds.
_FIRST, _OF_A_LIST, _OTHER, _TITLE, _NAME = 1200, 600, 300, 80, 40
_PARAGRAPH, _WHY = 1500, 600
# How many of the documents that say the same are named.
_SOURCES = 3
# So much is shown before the exact words of a sentence that is too long for the screen.
_BEFORE = 120
_UNPLACED = Place()


def link_address(metadata: Metadata) -> str | None:
    """Return a document's own address where it is one that a message may lead to, else None."""
    address = metadata.url
    good = re.fullmatch(r"https?://[^\s/?#@]+\.[^\s/?#@]+(?:[/?#][^\s]*)?", address) and len(address) <= 1000
    return address if good else None


def excerpt(quote: Quote, limit: int) -> tuple[str, Span | None]:
    """Return the sentence and the place of its exact words, cut around them where it is too long."""
    text = quote.text.strip()
    begin = quote.sentence.start + len(quote.text) - len(quote.text.lstrip())
    start = 0
    if utf16(text) > limit and quote.exact:
        start = max(0, quote.exact.start - begin - _BEFORE)
        # Where what follows is short, more of what stands before is shown.
        start = min(start, len(text) - fitting(text[::-1], limit))
    end = fitting(text, limit, start)
    before, after = ("…" if start else ""), ("…" if end < len(text) else "")
    exact = clip(quote.exact, Span(begin + start, begin + end))
    return before + text[start:end] + after, exact.shifted(len(before)) if exact else None


def write_sentence(writer: Writer, quote: Quote, limit: int) -> None:
    """Write a sentence with its exact words marked; a row of a table with a line for each cell."""
    with writer.style("cited"):
        if utf16(quote.text) > limit // 2 or not write_row(writer, quote):
            _write_in_one(writer, quote, limit)


def _write_in_one(writer: Writer, quote: Quote, limit: int) -> None:
    text, exact = excerpt(quote, limit)
    writer.quote(text, [(exact, "marked")] if exact else [])


def write_citation(
    writer: Writer,
    metadata: Metadata,
    language: Language,
    *styles: str,
    link: str | None = None,
    place: Place = _UNPLACED,
    dated: bool = True,
) -> None:
    """Write title, date, source and place, and an arrow to the document's own address where it has one.

    Args:
        writer: takes them.
        metadata: the document's.
        language: that a date is inferred is said in it.
        styles: of the title.
        link: where the title leads: to the article in the bot.
        place: the page, the cell or the sender of a quote.
        dated: whether the day is written; not where it stands over the quote.
    """
    shown = metadata if dated else replace(metadata, date=None, date_text="", date_inferred=False)
    title, *known = cite_in_parts(shown, language, place)
    writer.quote(shorten(title, _TITLE), (), *styles, link=link)
    for part in known:
        writer.add(" · ")
        writer.quote(shorten(part, _NAME))
    if address := link_address(metadata):
        writer.add(" ")
        writer.add("↗", link=address)


def render_quotes(
    quotes: Sequence[Quote],
    links: Sequence[str | None],
    texts: Texts,
    header: Sequence[str] = (),
    footer: Sequence[str] = (),
    together: int = 1,
    remark: str = "",
    why: str = "",
) -> Rendered:
    """Return a page of an answer.

    Args:
        quotes: the page's quotes: those that answer are shown in full, the others can be unfolded.
        links: for each of them, where its citation leads.
        texts: the language of what is not quoted.
        header: small lines above, such as the question in full, or that what stands below is not sure.
        footer: small lines below, such as the filter that is in force.
        together: how many of the first quotes answer, as sentences of one list.
        remark: what is said of the others.
        why: why the first quote is not sure to answer, where it is not.
    """
    writer = Writer()
    _write_header(writer, header)
    write_sentence(writer, quotes[0], _FIRST)
    for quote in quotes[1:together]:
        writer.add("\n")
        _write_in_one(writer, quote, _OF_A_LIST)
    writer.add("\n\n— ")
    with writer.style("reference"):
        write_citation(writer, quotes[0].metadata, texts.code, link=links[0], place=quotes[0].place)
    for other in quotes[0].metadata.also[:_SOURCES]:
        writer.add("\n= ")
        writer.quote(shorten(cite(other, texts.code), _TITLE))
    if why:
        writer.add("\n\n")
        writer.quote(shorten(why, _WHY), (), "italic")
    if quotes[together:]:
        writer.add("\n\n")
        writer.add(remark or texts.further, "summary")
        writer.add("\n")
        with writer.style("folded"):
            for number, quote in enumerate(quotes[together:], together):
                writer.add("\n" if number > together else "")
                _write_in_one(writer, quote, _OTHER)
                writer.add(" — ")
                same = quote.metadata.id == quotes[number - 1].metadata.id
                _cite_again(writer, quote, texts, links[number], same=same)
    _write_footer(writer, footer)
    return writer.finish()


def _cite_again(writer: Writer, quote: Quote, texts: Texts, link: str | None, *, same: bool) -> None:
    """Write where a further quote stands; of the document that was named just now only the place."""
    if not same:
        write_citation(writer, quote.metadata, texts.code, link=link, place=quote.place)
        return
    writer.add(texts.ibid, link=link)
    if where := write_place(quote.place, texts.code):
        writer.add(" · ")
        writer.quote(shorten(where, _NAME))


def render_not_found(
    why: str,
    language: Language,
    texts: Texts,
    header: Sequence[str] = (),
    footer: Sequence[str] = (),
    *,
    nearest: Sequence[tuple[Metadata, str]] = (),
) -> Rendered:
    """Return the honest answer: that the archive does not say, and why where that is known.

    Args:
        why: what :func:`retrieval.explain_not_found` says, or the empty string.
        language: the archive's words for it.
        texts: the language of the rest.
        header: small lines above, such as the question in full.
        footer: small lines below, such as the filter that is in force.
        nearest: the nearest documents, and where the headline of each leads.
    """
    writer = Writer()
    _write_header(writer, header)
    writer.add(not_said(language), "bold")
    if why:
        writer.add("\n")
        writer.quote(shorten(why, _WHY))
    if nearest:
        writer.add(f"\n\n{texts.nearest}")
    for number, (metadata, link) in enumerate(nearest, 1):
        writer.add(f"\n{number}. ")
        write_citation(writer, metadata, texts.code, link=link)
    _write_footer(writer, footer)
    return writer.finish()


def render_paragraph(quote: Quote, link: str | None, language: Language) -> Rendered:
    """Return the whole paragraph with the sentence underlined in it, and its exact words marked."""
    text = quote.passage.text
    start = max(0, min(quote.sentence.start - _PARAGRAPH // 4, len(text) - fitting(text[::-1], _PARAGRAPH)))
    end = fitting(text, _PARAGRAPH, start)
    marks = _marks(Span(start, end), (quote.sentence, "underline"), (quote.exact, "marked"))
    writer = Writer()
    writer.add("…" if start else "")
    writer.quote(text[start:end], marks)
    writer.add("…" if end < len(text) else "")
    writer.add("\n\n— ")
    write_citation(writer, quote.metadata, language, link=link, place=quote.place)
    return writer.finish()


def render_article(
    document: Document, page: Sequence[Span], sentence: Span | None, exact: Span | None, language: Language
) -> Rendered:
    """Return a page of an article, with a sentence of it underlined.

    All spans count in ``document.text``.
    """
    writer = Writer()
    write_citation(writer, document.metadata, language, "heading")
    for piece in page:
        writer.add("\n\n")
        marks = _marks(piece, (sentence, "underline"), (exact, "marked"))
        writer.quote(piece.of(document.text), marks)
    return writer.finish()


def render_list(documents: Sequence[Document], links: Sequence[str], texts: Texts) -> Rendered:
    """Return the latest headlines, each with its date and source, and a link to the article."""
    writer = Writer()
    writer.add(texts.latest, "bold")
    for document, link in zip(documents, links, strict=True):
        writer.add("\n• ")
        write_citation(writer, document.metadata, texts.code, link=link)
    return writer.finish()


def _marks(shown: Span, *marks: tuple[Span | None, str]) -> list[tuple[Span, str]]:
    """Return the marks as they lie in what is shown, those that do."""
    clipped = [(clip(span, shown), style) for span, style in marks]
    return [(span, style) for span, style in clipped if span]


def _write_header(writer: Writer, lines: Sequence[str]) -> None:
    for line in lines:
        writer.quote(line, (), "italic")
        writer.add("\n")


def _write_footer(writer: Writer, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines):
        writer.add("\n" if number else "\n\n")
        writer.quote(line, (), "italic")
