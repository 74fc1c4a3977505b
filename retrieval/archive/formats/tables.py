"""Tables, ``.csv`` and ``.tsv``: articles in rows, or a table as it stands.

Where the head names a column ``text``, each row below it is a record. Else the table is one record, and each of its
rows a sentence that says what its cells are.

A quotation mark that is never closed would swallow every row below it. So each row is read by itself: where its
quotation is not closed within reason, or where it has more cells than the header, it is reported and the next row is
read.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import decode
from retrieval.archive.formats.fields import fields_of, record_of
from retrieval.archive.formats.grids import read_tables
from retrieval.archive.formats.sheets import records_of
from retrieval.archive.records import Problem
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.archive.records import Record, SourceFile

_DELIMITERS = ",\t;|"
# An article in one cell has line ends of its own, but no article has more of them than this.
_LONGEST_ROW = 2000
# The csv module allows 128 KB a cell, and a long article has more.
_LARGEST_CELL = 64 << 20


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each sound row, with the number of the row's first line."""
    text, encoding = decode(file.data)
    lines = text.splitlines(keepends=True)
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        raise UnreadableError("the table is empty")
    delimiter = max(_DELIMITERS, key=lines[0].count)
    csv.field_size_limit(_LARGEST_CELL)
    rows = _rows(file, lines, delimiter, report)
    head = [name.strip() for name in next(rows, (1, []))[1]]
    if not fields_of(dict.fromkeys(head, "x")).get("text"):
        cells = {0: head, **{number - 1: row for number, row in rows}}
        yield from records_of(
            read_tables([cells.get(number, []) for number in range(max(cells) + 1)]),
            file.path,
            "",
            1,
            encoding,
        )
        return
    for number, row in rows:
        if len(row) > len(head):
            report(
                Problem(file.path, number, f"it has {len(row)} cells under a head of {len(head)}: quote them")
            )
            continue
        try:
            yield record_of(dict(zip(head, row, strict=False)), file.path, number, encoding)
        except UnreadableError as error:
            report(Problem(file.path, number, str(error)))


def _rows(
    file: SourceFile, lines: Sequence[str], delimiter: str, report: Callable[[Problem], None]
) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the number of its first line, counted from 1."""
    at = 0
    while at < len(lines):
        end = _end(lines, at)
        try:
            row = next(csv.reader(lines[at : end or at + 1], delimiter=delimiter, strict=end is not None), [])
            if end is None:
                report(Problem(file.path, at + 1, "a quote in it is never closed: double it or take it out"))
            elif any(row):
                yield at + 1, row
        except csv.Error as error:
            report(Problem(file.path, at + 1, f"its quotes are wrong ({error}): it is left out"))
        at = end or at + 1


def _end(lines: Sequence[str], start: int) -> int | None:
    """Return the number of the line after a row, or None where a quotation stays open for longer than any row is."""
    quotes = 0
    for number in range(start, min(len(lines), start + _LONGEST_ROW)):
        quotes += lines[number].count('"')
        if not quotes % 2:
            return number + 1
    return None
