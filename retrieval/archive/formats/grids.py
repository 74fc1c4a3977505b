"""A table's cells → lines of text: each row becomes a sentence that says what its cells are.

    线路 | 起点     | 末班车
    16路 | 西门菜场 | 22:30      →  线路：16路；起点：西门菜场；末班车：22:30

A cell that is read without its head says nothing: nobody knows whether 148 are people or households. Heads and cells
stand word for word, in the order of the sheet. What stands above the head of a table or below its rows, in a row with
one cell alone, stays a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.formats.areas import split_columns, split_rows
from retrieval.archive.formats.heads import count_heads, is_form, is_row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A sentence of more characters than this is cut where one item ends, and each part names its row again: 120 is where
# the splitter of sentences would cut it without doing so.
_LONGEST_ROW = 110
# A line that parts the rows of one table into groups (一、城区线路) is no longer than this, and is no sentence.
_LONGEST_GROUP = 24
_SENTENCE = re.compile("[。！？；，]")
_NOTE = re.compile("^[（(]?(?:备?注|說明|说明|附注|填表说明|资料来源|数据来源|来源|制表|填报)")
_UNIT = re.compile("^[（(]?(?:金额)?(?:计量)?[单單]位[:：][^\\s]{1,12}$")
_BLANKS = re.compile(r"\s+")


class Cell(NamedTuple):
    """Where a stretch of a line comes from: from which of its characters on, and row and column, both from 0."""

    start: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the cells that its stretches come from, in order."""

    text: str
    cells: tuple[Cell, ...] = ()


@dataclass(slots=True)
class Table:
    """A table of a sheet: its caption, which may be missing, and its lines; ``unsaid`` are heads that stand over no cell."""

    caption: Line | None = None
    lines: list[Line] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)


def read_tables(
    rows: Sequence[Sequence[str]], *, head: bool | None = None, form: bool = False
) -> list[Table]:
    """Return the tables of a sheet, in order.

    >>> [line.text for line in read_tables([["线路", "末班车"], ["16路", "22:30"]])[0].lines]
    ['线路：16路；末班车：22:30']

    Args:
        rows: the texts of the cells, where cells that were merged have the same text in each place.
        head: whether the first row is known to hold the heads; None where its cells must tell.
        form: whether each cell is known to stand behind its own head, as in a form.
    """
    cleaned = [[_BLANKS.sub(" ", cell).strip() for cell in row] for row in rows]
    tables: list[Table] = []
    for top, block in split_rows(cleaned):
        for left, part in split_columns(block):
            tables += _parse(part, top, left, head, form=form)
    return tables


def table_lines(rows: Sequence[Sequence[str]], *, head: bool | None = None, form: bool = False) -> list[str]:
    """Return the lines of a table that stands among other text, its caption among them.

    >>> table_lines([["线路", "末班车"], ["16路", "22:30"]])
    ['线路：16路；末班车：22:30']
    """
    return [
        line.text
        for table in read_tables(rows, head=head, form=form)
        for line in [*([table.caption] if table.caption else []), *table.lines]
    ]


def _parse(block: list[list[str]], top: int, left: int, head: bool | None, *, form: bool) -> list[Table]:
    """Return the tables of a block of rows: one, or more where a further head stands below a caption of its own."""
    tables = [_Parsing(top, left)]
    tables[0].form = form or (not head and is_form(block))
    at = 0
    while at < len(block):
        table = tables[-1]
        count = 0 if table.form else count_heads(block, at, head if at == 0 else None)
        if count and not (table.heads and not table.pending):
            if table.heads or table.rows:
                tables.append(_Parsing(top, left))
                tables[-1].pending, table.pending = table.pending, []
                table = tables[-1]
            table.take_heads(at, block[at : at + count])
            at += count
            continue
        # A long table repeats its heads on each page, behind rows of its own.
        repeated = table.heads and table.rows and block[at] == block[table.headed_at]
        if any(block[at]) and not repeated:
            table.take_row(at, block[at])
        at += 1
    return [one for table in tables if (one := table.finish()).lines or one.caption]


class _Parsing:
    """A table while its rows are read.

    ``pending`` are lines of one cell that nothing followed yet: below the last row they are notes, above a head they
    are the next table's caption.
    """

    def __init__(self, top: int, left: int) -> None:
        self._top, self._left = top, left
        self.heads: list[str] = []
        self.headed_at = 0
        self.form = False
        self.rows = 0
        self.pending: list[tuple[int, int, str]] = []
        self._table = Table()
        self._group: tuple[int, int, str] | None = None
        self._unit: tuple[int, int, str] | None = None
        self._above: list[str] = []
        self._said: set[int] = set()

    def take_heads(self, number: int, rows: Sequence[Sequence[str]]) -> None:
        self.headed_at = number
        for place, (row, column, text) in enumerate(self.pending):
            if _UNIT.match(text):
                self._unit = row, column, text
            elif place == 0 and not _NOTE.match(text):
                self._table.caption = self._line(text, row, column)
            else:
                self._add(text, row, column)
        self.pending = []
        self.heads = ["·".join(dict.fromkeys(filter(None, column))) for column in zip(*rows, strict=True)]

    def take_row(self, number: int, row: Sequence[str]) -> None:
        if not is_row(row):
            column = next((place for place, cell in enumerate(row) if cell), 0)
            self.pending.append((number, column, row[column]))
            return
        self._settle()
        self.rows += 1
        self._above = row = self._fill_down(row)
        carried = [one for one in (self._group, self._unit) if one]
        items = self._items(number, row)
        if not items:
            return
        for part in _parts(items):
            text, cells = "", []
            for at, column, written in [*carried, *part]:
                cells.append(Cell(len(text), at + self._top, column + self._left))
                text += ("；" if text else "") + written
                cells[-1] = cells[-1]._replace(start=len(text) - len(written))
            self._table.lines.append(Line(text, tuple(cells)))

    def _items(self, number: int, row: Sequence[str]) -> list[tuple[int, int, str]]:
        if self.form:
            # A value that was merged over several columns is said once.
            cells = [
                (column, cell)
                for column, cell in enumerate(row)
                if not column or cell != row[column - 1] or not cell
            ]
            pairs = zip(cells[::2], [*cells[1::2], (0, "")], strict=False)
            return [
                (
                    number,
                    column if cell else place,
                    f"{label.rstrip('：:') or label}：{cell}" if label and cell else label or cell,
                )
                for (place, label), (column, cell) in pairs
                if label or cell
            ]
        items: list[tuple[int, int, str]] = []
        for column, cell in enumerate(row):
            head = self.heads[column] if column < len(self.heads) else ""
            # A cell that was merged over several columns is said once.
            if cell and not (
                column and cell == row[column - 1] and head == (self.heads[column - 1] if self.heads else "")
            ):
                items.append((number, column, f"{head}：{cell}" if head and head != cell else cell))
                self._said.add(column)
        return items

    def _fill_down(self, row: Sequence[str]) -> list[str]:
        """Give a row the first cell of the one above it, where it was left out as the same."""
        filled = list(row)
        if self._above and not filled[0] and self._above[0] and sum(map(bool, filled)) * 2 > len(filled):
            filled[0] = self._above[0]
        return filled

    def _settle(self) -> None:
        """Put what stood between rows where it belongs: a short line is what the next rows have in common."""
        for number, (row, column, text) in enumerate(self.pending):
            if self.heads and number == len(self.pending) - 1 and _is_group(text):
                self._group = row, column, text
            elif (
                not self.heads
                and not self.rows
                and number == 0
                and not self._table.caption
                and not _NOTE.match(text)
            ):
                self._table.caption = self._line(text, row, column)
            else:
                self._add(text, row, column)
        self.pending = []

    def _add(self, text: str, row: int, column: int) -> None:
        self._table.lines.append(self._line(text, row, column))

    def _line(self, text: str, row: int, column: int) -> Line:
        return Line(text, (Cell(0, row + self._top, column + self._left),))

    def finish(self) -> Table:
        for row, column, text in self.pending:
            self._add(text, row, column)
        self._table.unsaid += [
            head for column, head in enumerate(self.heads) if head and column not in self._said
        ]
        return self._table


def _is_group(text: str) -> bool:
    return len(text) <= _LONGEST_GROUP and not _SENTENCE.search(text) and not _NOTE.match(text)


def _parts(items: Sequence[tuple[int, int, str]]) -> Iterator[list[tuple[int, int, str]]]:
    """Yield the items of a row, of a long one part by part: each begins with the row's first item again."""
    part: list[tuple[int, int, str]] = []
    size = 0
    for item in items:
        if size + len(item[2]) > _LONGEST_ROW and len(part) > 1:
            yield part
            part, size = [items[0]], len(items[0][2])
        part.append(item)
        size += len(item[2]) + 1
    yield part
