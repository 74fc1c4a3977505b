"""Messages as Telegram shows them since Bot API 10.1: with marked words, tables, details and references. Pure.

What a message says is written once (:class:`~bot.messages.markup.Writer`); here it is given the other form. Words stay
words: nothing in it is parsed, and Telegram is told to look for no links, mentions or commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from telegram import Message

    from bot.messages.markup import Rendered

# A rich text is a string, a list of rich texts, or an object with a type.
Text = str | list[Any] | dict[str, Any]
Block = dict[str, Any]

_INLINE = {"bold", "italic", "underline", "code", "marked"}
_BLOCKS = {"heading", "table", "summary", "folded"}
_HEADING_SIZE = 3
# Telegram's limit.
_COLUMNS = 20
_ALIGNED = {"align": "left", "valign": "top"}


def build_rich(rendered: Rendered) -> dict[str, Any] | None:
    """Return a message as the parameter ``rich_message``, or None where it holds nothing that the plain form cannot show.

    >>> from bot.messages.markup import Writer
    >>> writer = Writer()
    >>> writer.add("主持人：")
    >>> writer.add("刘吉", "marked")
    >>> build_rich(writer.finish())["blocks"]
    [{'type': 'paragraph', 'text': ['主持人：', {'type': 'marked', 'text': '刘吉'}]}]
    """
    if not rendered.marks:
        return None
    return {"blocks": list(_Form(rendered).blocks()), "skip_entity_detection": True}


def words_of(message: Message) -> str:
    """Return what a message says, in whichever form it says it: lines of plain text."""
    if message.text or message.caption:
        return message.text or message.caption or ""
    rich = message.api_kwargs.get("rich_message")
    return "\n".join(_lines(rich.get("blocks"))) if isinstance(rich, dict) else ""


@dataclass(frozen=True, slots=True)
class _Style:
    """What a stretch of the text is shown as; the span counts code points."""

    span: Span
    node: dict[str, Any]


class _Form:
    """The parts of one message, by where they stand; offsets count code points."""

    def __init__(self, rendered: Rendered) -> None:
        self._text = rendered.text
        units = [0]
        for letter in self._text:
            units.append(units[-1] + (1 if letter <= "\uffff" else 2))
        self._places = {unit: place for place, unit in enumerate(units)}
        marks = [(mark.style, self._span(mark)) for mark in rendered.marks]
        self._blocks = [(style, span) for style, span in marks if style in _BLOCKS]
        self._cells = [(style, span) for style, span in marks if style in ("head", "cell")]
        marked = [span for style, span in marks if style == "marked"]
        styles = [_Style(span, {"type": "marked"}) for span in marked]
        self._notes: dict[int, str] = {}
        references = [span for style, span in marks if style == "reference"]
        cited = [span.end for style, span in marks if style == "cited"]
        for number, span in enumerate(references, 1):
            styles.append(_Style(span, {"type": "reference", "name": str(number)}))
            # What is cited stands right in front of its reference.
            begun = max((other.end for other in references if other.end <= span.start), default=0)
            for end in [end for end in cited if begun < end <= span.start][-1:]:
                self._notes[end] = str(number)
        for entity in rendered.entities:
            span = self._span(entity)
            if entity.type == "text_link":
                styles.append(_Style(span, {"type": "url", "url": entity.url}))
            elif entity.type in _INLINE and not (entity.type == "bold" and span in marked):
                styles.append(_Style(span, {"type": str(entity.type)}))
        self._styles = sorted(styles, key=lambda style: (style.span.start, -style.span.end))

    def blocks(self) -> Iterator[Block]:
        """Yield the message's blocks."""
        at, summary = 0, Span(0, 0)
        folds = any(kind == "folded" for kind, _ in self._blocks)
        for kind, span in self._blocks:
            if span.start < at or (kind == "summary" and not folds):
                continue
            yield from self._paragraphs(Span(at, span.start))
            at = span.end
            if kind == "summary":
                summary = span
            elif kind == "folded":
                inside = list(self._paragraphs(span))
                yield {"type": "details", "summary": self._inline(summary), "blocks": inside}
            elif kind == "table":
                yield {"type": "table", "cells": self._rows(span), "is_bordered": True}
                yield from self._noted(span)
            else:
                yield {"type": "heading", "text": self._inline(span), "size": _HEADING_SIZE}
                # Day and source stand below the headline, where no point need part them from it.
                rest = self._text[at:]
                at += len(rest) - len(rest.lstrip(" ·"))
        yield from self._paragraphs(Span(at, len(self._text)))

    def _paragraphs(self, span: Span) -> Iterator[Block]:
        """Yield a paragraph for each line that says something."""
        at = span.start
        for line in span.of(self._text).split("\n"):
            if shown := line.strip():
                start = at + line.index(shown)
                yield {"type": "paragraph", "text": self._inline(Span(start, start + len(shown)))}
            at += len(line) + 1

    def _rows(self, span: Span) -> list[list[dict[str, Any]]]:
        """Return a table's rows: a head and its cell side by side, which a phone has room for; without heads one row."""
        inside = [(style, cell) for style, cell in self._cells if span.start <= cell.start < span.end]
        heads = [cell for style, cell in inside if style == "head"]
        if not heads:
            cells = [self._cell(cell) for _, cell in inside]
            return [cells[start : start + _COLUMNS] for start in range(0, len(cells), _COLUMNS)]
        rows: list[list[dict[str, Any]]] = []
        for style, cell in inside:
            if style == "head":
                rows.append([{**self._cell(cell), "is_header": True}])
            elif rows:
                rows[-1].append(self._cell(cell))
        return [row if len(row) > 1 else [*row, {"text": "", **_ALIGNED}] for row in rows]

    def _cell(self, span: Span) -> dict[str, Any]:
        return {"text": self._inline(span, noted=False), **_ALIGNED}

    def _noted(self, span: Span) -> Iterator[Block]:
        """Yield the link to the reference of a table, which has no room for it in a cell."""
        if span.end in self._notes:
            yield {"type": "paragraph", "text": _link(self._notes[span.end])}

    def _inline(self, shown: Span, styles: Sequence[_Style] | None = None, *, noted: bool = True) -> Text:
        """Return a stretch of the text with everything that it is shown as, one in the other."""
        pieces: list[Any] = []
        at = shown.start
        waiting = [
            style for style in (self._styles if styles is None else styles) if _overlap(style.span, shown)
        ]
        while waiting:
            first, *waiting = waiting
            span = Span(max(first.span.start, at), min(first.span.end, shown.end))
            if span.start >= span.end:
                continue
            inside = [style for style in waiting if style.span.start < span.end]
            pieces += self._plain(Span(at, span.start), noted=noted)
            pieces.append({**first.node, "text": self._inline(span, inside, noted=False)})
            if noted and span.end in self._notes:
                pieces.append(_link(self._notes[span.end]))
            at = span.end
        pieces += self._plain(Span(at, shown.end), noted=noted)
        return pieces[0] if len(pieces) == 1 else pieces

    def _plain(self, span: Span, *, noted: bool) -> list[Any]:
        """Return words without style, with a link to the reference where what is cited ends."""
        ends = [end for end in self._notes if span.start < end <= span.end] if noted else []
        pieces: list[Any] = []
        at = span.start
        for end in ends:
            pieces += [self._text[at:end], _link(self._notes[end])]
            at = end
        return [*pieces, self._text[at : span.end]] if at < span.end else pieces

    def _span(self, part: Any) -> Span:
        return Span(self._places[part.offset], self._places[part.offset + part.length])


def _link(name: str) -> dict[str, Any]:
    raised = {"type": "superscript", "text": f"[{name}]"}
    return {"type": "reference_link", "text": raised, "reference_name": name}


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _lines(blocks: object) -> Iterator[str]:
    for block in blocks if isinstance(blocks, list) else ():
        if not isinstance(block, dict):
            continue
        for key in ("summary", "text"):
            if words := _flat(block.get(key)):
                yield words
        for row in block.get("cells") or ():
            yield from filter(None, [" ".join(filter(None, (_flat(cell.get("text")) for cell in row)))])
        yield from _lines(block.get("blocks"))


def _flat(text: object) -> str:
    if isinstance(text, list):
        return "".join(map(_flat, text))
    return _flat(text.get("text")) if isinstance(text, dict) else text if isinstance(text, str) else ""
