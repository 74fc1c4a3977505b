r"""A file of hundreds of megabytes → pieces of it: nothing is held of it but the piece at hand.

A file of records, one a line, is cut at any line. A text becomes stretches, each a document. It is cut before a chapter or a heading where one is near, else at a blank line, else at the end of a line; so no
sentence is cut through. A stretch knows the line that it begins with, and is called by it: ``志书.txt#48211``.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from retrieval.chinese.enumeration import BOOK_PARTS
from retrieval.errors import UnreadableError
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXTS = (".log", ".markdown", ".md", ".text", ".txt")
_BLOCK = 1 << 20
# Bytes of a stretch at most, where it has a joint, and from where on one is looked for: a book of a megabyte is long, and
# what is made of one until it is cut into words takes twenty times as much.
_LONGEST, _FROM = 1 << 20, 1 << 18
# A record or a line of a text that is longer is nothing that anybody reads.
LONGEST_LINE = 32 << 20
_PIECE = 16 << 20
_TOO_LONG = f"the line is longer than {LONGEST_LINE >> 20} MB: it is left out"
_ENCODINGS = ("utf-8", "gb18030", "big5")
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def _heading(encoding: str) -> bytes:
    ordinal = "第".encode(encoding)
    kinds = b"|".join(
        re.escape(kind.encode(encoding, "ignore")) for kind in BOOK_PARTS if kind.encode(encoding, "ignore")
    )
    # 第一百二十三章 in any of the encodings: the number takes 21 bytes at most.
    return (
        rb"[ \t]*(?:"
        + "\u3000".encode(encoding)
        + rb")*"
        + re.escape(ordinal)
        + rb"[^\n]{1,24}?(?:"
        + kinds
        + rb")"
    )


# Each begins with the end of the line before it.
_JOINTS = (
    regex(rb"\n(?=#{1,6} |" + b"|".join(map(_heading, _ENCODINGS)) + rb")"),
    regex(rb"\n[ \t\r]*\n"),
    regex(rb"\n"),
)


def cut_lines(stream: IO[bytes], tell: Callable[[int, str], None]) -> Iterator[tuple[int, bytes]]:
    """Yield pieces of a file of records, one a line, each with the number of its first line, from 1.

    ``tell`` is told of a line that is too long, by its number and why it is left out.
    """
    line = 1
    rest = b""
    while block := stream.read(_PIECE):
        end = block.rfind(b"\n") + 1
        if end:
            piece = rest + block[:end]
            rest = block[end:]
            yield line, piece
            line += piece.count(b"\n")
            continue
        rest += block
        if len(rest) > LONGEST_LINE:
            tell(line, _TOO_LONG)
            rest = _skip_line(stream)
            line += 1
    if rest:
        yield line, rest


def may_be_cut(path: str) -> bool:
    """Say whether a file is a text, of which each stretch is one as well, by its name."""
    return path.lower().endswith(_TEXTS)


def cut_text(
    begin: bytes, stream: IO[bytes], tell: Callable[[int, str], None]
) -> Iterator[tuple[int, bytes]]:
    r"""Yield the stretches of a text, each with the number of its first line, from 1.

    ``begin`` is what was read of the stream already.

    >>> import io
    >>> text = "第一章\n" + "甲\n" * 200_000 + "第二章\n" + "乙\n" * 100_000
    >>> [(line, part.decode()[:4]) for line, part in cut_text(b"", io.BytesIO(text.encode()), print)]
    [(1, '第一章\n'), (200002, '第二章\n')]

    ``tell`` is told of a line that is too long, by its number and why it is left out. Raises :class:`UnreadableError`
    for text of two bytes to each character, whose lines end otherwise.
    """
    line = 1
    rest = begin
    over = False
    while not over:
        block = stream.read(_BLOCK)
        over = not block
        rest += block
        if line == 1 and rest.startswith(_WIDE):
            raise UnreadableError("it is a long text in UTF-16: save it as UTF-8")
        while len(rest) > _LONGEST and (end := _find_joint(rest)):
            yield line, rest[:end]
            line += rest.count(b"\n", 0, end)
            rest = rest[end:]
        if len(rest) > LONGEST_LINE:
            tell(line, _TOO_LONG)
            rest = _skip_line(stream)
            line += 1
    if rest:
        yield line, rest


def _find_joint(data: bytes) -> int:
    """Return behind which byte a text is cut; 0 where its first line has no end yet."""
    for joint in _JOINTS:
        ends = [match.end() for match in joint.finditer(data, _FROM, _LONGEST)]
        if ends:
            return ends[-1]
    # There is a long line, which stands alone: what is before it is not left out with it.
    return data.rfind(b"\n", 0, _FROM) + 1 or data.find(b"\n", _LONGEST - 1) + 1


def _skip_line(stream: IO[bytes]) -> bytes:
    while block := stream.read(_BLOCK):
        if end := block.find(b"\n") + 1:
            return block[end:]
    return b""
