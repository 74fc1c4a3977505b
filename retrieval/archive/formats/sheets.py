"""The tables of a sheet → records, each with the cells that its text comes from."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.records import Record
from retrieval.values import LeftOut, Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.archive.formats.grids import Line, Table

# A table of more rows is served in several records: a document is shown whole, and its cells are looked up in memory.
_MOST_LINES = 200
# Programs call a sheet so where nobody gave it a name.
_NO_NAME = re.compile(r"(?i)(?:sheet|工作表|表) ?[0-9]*")


def records_of(tables: Sequence[Table], path: str, sheet: str, first: int, encoding: str) -> Iterator[Record]:
    """Yield the records of a sheet's tables, numbered from ``first``.

    The title is the table's caption, or the names of file and sheet.
    """
    number = first
    named = "" if _NO_NAME.fullmatch(sheet) else sheet
    stem = PurePosixPath(path).name.rpartition(".")[0]
    for table in tables:
        title = table.caption.text if table.caption else " ".join(dict.fromkeys(filter(None, (stem, named))))
        # A caption alone is all that there is.
        lines = table.lines or list(filter(None, [table.caption]))
        for start in range(0, len(lines), _MOST_LINES):
            some = lines[start : start + _MOST_LINES]
            yield Record(
                path=path,
                text="\n".join(line.text for line in some),
                number=number,
                title=title,
                encoding=encoding,
                body=True,
                places=Places("cell", sheet, tuple(_marks(some))),
                left_out=()
                if start
                else tuple(LeftOut("head of an empty column", head) for head in table.unsaid),
            )
            number += 1


def _marks(lines: Sequence[Line]) -> Iterator[tuple[int, str]]:
    """Yield from where on in the text each cell is: ``(0, "A2"), (7, "B2")``."""
    at = 0
    for line in lines:
        for cell in line.cells:
            yield at + cell.start, f"{_column(cell.column)}{cell.row + 1}"
        at += len(line.text) + 1


def _column(number: int) -> str:
    """Return a column's letters: ``_column(0) == "A"``, ``_column(27) == "AB"``."""
    letters = ""
    number += 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters
