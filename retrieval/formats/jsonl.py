"""JSON lines: an object a line, of which only ``text`` is required.

    {"id": "n1", "title": "…", "text": "…", "date": "2022-11-14", "url": "https://…"}

A line that is cut in half, or is no object, is reported with its number; the others are served.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableError
from retrieval.formats.decoding import decode
from retrieval.formats.fields import record_of
from retrieval.values import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.values import Record, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each good line; its number is the line's."""
    for number, line in enumerate(_lines(file.data), file.line):
        try:
            text, encoding = (line, "utf-16") if isinstance(line, str) else decode(line)
            if text.strip():
                yield record_of(_parsed(text), file.path, number, encoding)
        except UnreadableError as error:
            report(Problem(file.path, number, str(error)))


def _lines(data: bytes) -> Iterator[bytes | str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        # In UTF-16 a byte 0A can be half of a character.
        yield from decode(data)[0].split("\n")
        return
    # One line at a time, so that the text of a large file is never held beside its bytes.
    start = 0
    while start < len(data):
        end = data.find(b"\n", start)
        end = len(data) if end < 0 else end
        yield data[start:end]
        start = end + 1


def _parsed(line: str) -> object:
    try:
        return json.loads(line)
    except ValueError as error:
        raise UnreadableError(f"the line is no JSON ({error})") from None
    except RecursionError:
        raise UnreadableError("the line is nested too deeply") from None
