"""The cells of a sheet → stretches of it that are tables: between empty rows, and beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def fill_merged(
    rows: Sequence[Sequence[str]], merged: Iterable[tuple[tuple[int, int], tuple[int, int]]]
) -> list[list[str]]:
    """Return rows in which a merged cell's text stands in each place that it covers.

    ``merged`` are the first and the last place, each as row and column from 0. A cell that was merged over a whole
    row is a caption, and stands once.
    """
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    for (top, left), (bottom, right) in merged:
        if top >= len(filled) or left >= width or not filled[top][left]:
            continue
        for row in filled[top : bottom + 1]:
            for column in range(left, min(right + 1, width)):
                row[column] = row[column] or filled[top][left]
    return filled


def split_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield the stretches of rows between empty ones, each with the number of its first row."""
    start: int | None = None
    for number, row in enumerate([*rows, []]):
        if any(row):
            start = number if start is None else start
        elif start is not None:
            width = max(map(len, rows[start:number]))
            yield start, [[*one, *[""] * (width - len(one))] for one in rows[start:number]]
            start = None


def split_columns(block: list[list[str]]) -> Iterator[tuple[int, list[list[str]]]]:
    """Yield the tables that stand beside each other with an empty column between them."""
    width = len(block[0])
    # A caption over a whole sheet says nothing of where its columns part.
    full = [row for row in block if len(set(filter(None, row))) > 1]
    used = [any(row[column] for row in full) for column in range(width)]
    starts = [column for column in range(width) if used[column] and (column == 0 or not used[column - 1])]
    ends = [*starts[1:], width] if starts else []
    parts = list(zip(starts, ends, strict=True))
    # One column alone between empty ones is a remark, or a column whose other cells nobody filled in.
    if len(parts) < 2 or any(sum(used[start:end]) < 2 for start, end in parts):
        yield 0, block
        return
    for start, end in parts:
        first = 0 if start == starts[0] else start
        rows = [row[first:end] for row in block]
        yield first, rows
