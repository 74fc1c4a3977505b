"""JSON lines: each line is an object, and only its field ``text`` is required.

    {"id": "n1", "title": "…", "text": "…", "date": "2022-11-14", "url": "https://…"}

A line that is cut in half, or that is no object, is reported with its number; all other lines are read.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import decode, decode_plain
from retrieval.archive.formats.fields import record_of
from retrieval.archive.records import Problem
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Record, SourceFile


# The number of bytes that are decoded at once, so that the text of a large file is never held beside its bytes.
_TOGETHER = 1 << 17


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each sound line; the record has the line's number."""
    for number, line in enumerate(_lines(file.data), file.line):
        try:
            text, encoding = decode(line) if isinstance(line, bytes) else line
            if text.strip():
                yield record_of(_parsed(text), file.path, number, encoding)
        except UnreadableError as error:
            report(Problem(file.path, number, str(error)))


def _lines(data: bytes) -> Iterator[bytes | tuple[str, str]]:
    """Yield each line as bytes, or, where many lines were decoded at once, as text and the name of its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # In UTF-16 the byte 0A may be half of a character, so that lines cannot be told before decoding.
        for line in decode(data)[0].split("\n"):
            yield line, "utf-16"
        return
    start = 0
    while start < len(data):
        end = data.find(b"\n", start + _TOGETHER)
        end = len(data) if end < 0 else end
        some = data[start:end]
        text = decode_plain(some)
        if text is None:
            yield from some.split(b"\n")
        else:
            for line in text.split("\n"):
                yield line, "utf-8"
        start = end + 1


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise UnreadableError(f"the line is no JSON ({error})") from None
    except RecursionError:
        raise UnreadableError("the line is nested too deeply") from None
