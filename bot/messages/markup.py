"""Text and entities, counted as Telegram counts them.

Messages are built as text plus entities, never as markup that somebody parses: what an archive or a user
wrote stays text. Telegram finds links, mentions and commands in plain text by itself; :func:`defuse` takes
them their trigger, so that nothing is clickable unless we made it so.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from telegram import MessageEntity

from retrieval import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


LONGEST, MOST_ENTITIES = 4096, 100
"""What a message of Telegram holds: units of UTF-16, and entities."""
RICH = {
    "marked": "bold",
    "heading": "bold",
    "folded": "expandable_blockquote",
    "summary": None,
    "table": None,
    "head": None,
    "cell": None,
    "cited": None,
    "reference": None,
}
"""The styles that only a rich message shows, and what stands for them elsewhere.

``marked`` are exact words, ``folded`` is what is unfolded below its ``summary``, ``table`` is a row with its ``head``s and
``cell``s, and ``reference`` says where the words in front of it are ``cited`` from.
"""
_COPYABLE = 256
JOINER = "\u2060"
"""WORD JOINER: it has no width, and Telegram's parser takes it for the end of a name or an address."""

# Each alternative ends where the joiner goes. A point between digits stays (3.5), unless four groups of
# digits make an address of it.
_TRIGGER = re.compile(
    r"[@#$](?=\w)"
    r"|(?<!\w)/(?=[A-Za-z0-9_])"
    r"|(?<=[^\s.])\.(?=[^\W\d])"
    r"|(?<=[^\W\d])\.(?=\w)"
    r"|(?<=\d)\.(?=\d+\.\d)"
    r"|:(?=//)"
)
# Control characters and marks that turn the direction of what follows could hide or reorder our own words.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def utf16(text: str) -> int:
    """Return the length as Telegram counts it: ``utf16("问😀") == 3``."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def defuse(text: str, start: int = 0, end: int | None = None) -> str:
    r"""Return ``text[start:end]`` so that Telegram finds no link, mention, tag or command in it.

    Triggers are looked for in the whole text, so that a piece of it is defused as the whole would be.
    Nothing visible changes: ``defuse("见 @abc") == "见 @\u2060abc"``.
    """
    end = len(text) if end is None else end
    pieces, at = [], start
    for match in _TRIGGER.finditer(text):
        if start < match.end() <= end:
            pieces += [text[at : match.end()], JOINER]
            at = match.end()
    pieces.append(text[at:end])
    return _HIDDEN.sub(" ", "".join(pieces))


def copyable(text: str) -> str | None:
    r"""Return a text as a button copies it, or None where it is empty or longer than a button holds.

    >>> copyable(" 刘吉\n"), copyable("长" * 300)
    ('刘吉', None)
    """
    plain = _HIDDEN.sub(" ", text).strip()
    return plain if 0 < utf16(plain) <= _COPYABLE else None


def shorten(text: str, limit: int) -> str:
    """Return the text, cut to ``limit`` units of UTF-16 with ``…`` as the last where it is longer."""
    return text if utf16(text) <= limit else text[: fitting(text, limit - 1)].rstrip() + "…"


def fitting(text: str, limit: int, start: int = 0) -> int:
    """Return the offset up to which the text, from ``start`` on, has at most ``limit`` units of UTF-16.

    Characters beyond the basic plane, of which rare names and emoji are written, have two units each:
    ``fitting("𠮷田", 2) == 1``.
    """
    units = 0
    for at in range(start, min(len(text), start + limit)):
        units += 1 if text[at] <= "\uffff" else 2
        if units > limit:
            return at
    return min(len(text), start + limit)


def clip(span: Span | None, shown: Span) -> Span | None:
    """Return where a span lies in what is shown, None where it does not."""
    if span is None:
        return None
    cut = Span(max(span.start, shown.start), min(span.end, shown.end))
    return cut.shifted(-shown.start) if cut.start < cut.end else None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a message with a style of :data:`RICH`; offset and length in UTF-16 units."""

    style: str
    offset: int
    length: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message's text, its entities, and what only a rich message shows of it (:mod:`bot.messages.rich`)."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    marks: tuple[Mark, ...] = ()

    def __len__(self) -> int:
        return utf16(self.text)


class Writer:
    """Builds a message piece by piece.

    >>> writer = Writer()
    >>> writer.add("刘吉", "bold")
    >>> writer.finish().entities[0].length
    2
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._entities: list[MessageEntity] = []
        self._marks: list[Mark] = []
        self._length = 0

    def __len__(self) -> int:
        return self._length

    def add(self, text: str, *styles: str, link: str | None = None) -> None:
        """Add our own words; ``link`` makes them lead to an address."""
        start = self._length
        self._pieces.append(text)
        self._length += utf16(text)
        self._mark(start, styles, link)

    def quote(
        self, text: str, marks: Sequence[tuple[Span, str]] = (), *styles: str, link: str | None = None
    ) -> None:
        """Add foreign words, defused, with spans of them marked; marks may lie in each other."""
        begin = self._length
        borders = sorted({0, len(text)} | {at for span, _ in marks for at in (span.start, span.end)})
        places = {0: begin}
        for start, end in pairwise(borders):
            self.add(defuse(text, start, end))
            places[end] = self._length
        for span, style in marks:
            self._mark(places[span.start], (style,), None, places[span.end])
        self._mark(begin, styles, link)

    @contextmanager
    def style(self, style: str) -> Iterator[None]:
        """Give everything that is added inside one style."""
        start = self._length
        yield
        self._mark(start, (style,), None)

    def finish(self) -> Rendered:
        """Return the message, without white space at its end (Telegram would cut it off).

        What Telegram would refuse as too long is cut, and of too many entities the last ones are left out.
        """
        text = shorten("".join(self._pieces).rstrip(), LONGEST)
        length = utf16(text)
        kept = [
            MessageEntity(
                entity.type, entity.offset, min(entity.length, length - entity.offset), url=entity.url
            )
            for entity in self._entities
            if entity.offset < length
        ]
        kept.sort(key=lambda entity: (entity.offset, -entity.length))
        marks = [
            Mark(mark.style, mark.offset, min(mark.length, length - mark.offset))
            for mark in self._marks
            if mark.offset < length
        ]
        marks.sort(key=lambda mark: (mark.offset, -mark.length))
        return Rendered(text, tuple(kept[:MOST_ENTITIES]), tuple(marks))

    def _mark(self, start: int, styles: Sequence[str], link: str | None, end: int | None = None) -> None:
        length = (self._length if end is None else end) - start
        if not length:
            return
        for style in styles:
            if style in RICH:
                self._marks.append(Mark(style, start, length))
            if entity := RICH.get(style, style):
                self._entities.append(MessageEntity(entity, start, length))
        if link is not None:
            self._entities.append(MessageEntity("text_link", start, length, url=link))
