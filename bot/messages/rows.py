"""A row of a table as a message shows it: a line for each cell, its head in front. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.markup import clip
from retrieval import Span, read_row

if TYPE_CHECKING:
    from bot.messages.markup import Writer
    from retrieval import Quote

_BETWEEN_CELLS = " ｜ "


def write_row(writer: Writer, quote: Quote) -> bool:
    """Write a sentence that is a row, with its exact words in bold; False where it is none, and nothing is written.

    ``线路：16路；末班车：22:30`` has two lines. Cells without heads stand side by side. All of it is word for word: only
    the mark between two cells is another.
    """
    text = quote.passage.text
    items = read_row(quote.passage, quote.sentence)
    if not items:
        return False
    has_heads = any(len(item.head) for item in items)
    common = Span(quote.sentence.start, items[0].head.start)
    if common.of(text).strip():
        _write_words(writer, text, common, (quote.exact, "marked"))
        writer.add("\n" if has_heads else _BETWEEN_CELLS)
    with writer.style("table"):
        for number, item in enumerate(items):
            if number:
                writer.add("\n" if has_heads else _BETWEEN_CELLS)
            parts = ((item.head, "head"), (item.cell, "cell"))
            _write_words(writer, text, Span(item.head.start, item.cell.end), (quote.exact, "marked"), *parts)
    return True


def _write_words(writer: Writer, text: str, line: Span, *parts: tuple[Span | None, str]) -> None:
    words = line.of(text).rstrip("；。 \n")
    shown = Span(line.start, line.start + len(words))
    writer.quote(words, [(clipped, style) for span, style in parts if (clipped := clip(span, shown))])
