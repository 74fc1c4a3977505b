"""Tables that are written with blanks between their columns → rows that say their heads.

    村名　　户数　　人口
    上河村　320　　1180      →  村名：上河村；户数：320；人口：1180

They stand in texts, where somebody lined them up or copied them out of a sheet, and in PDF, which knows no tables. Only
lines under heads are written so: 水利局 值班员罗敏 电话8101 says by itself what it says.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.archive.formats.grids import read_tables
from retrieval.archive.formats.heads import count_heads

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BETWEEN = re.compile("\t+|[ \u3000\xa0]+")
# Fewer columns, and fewer lines, are prose with blanks in it.
_LEAST_COLUMNS, _LEAST_LINES = 3, 3
# A cell is no sentence, nor a part of one.
_PROSE = re.compile("[。！？；，：]")
_LONGEST_CELL = 30


def write_columns(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield lines, of which those of a table say their heads, each with the number of the line that it was.

    >>> list(write_columns(["如下。", "村名 户数 人口", "上河村 320 1180", "松坪村 148 530"]))
    [(0, '如下。'), (2, '村名：上河村；户数：320；人口：1180'), (3, '村名：松坪村；户数：148；人口：530')]
    """
    at = 0
    while at < len(lines):
        block = _block(lines, at)
        end = at + (len(block) or 1)
        # To look for the block of each line anew would take a time that grows with its square.
        starts = range(len(block) - _LEAST_LINES + 1)
        head = next((start for start in starts if count_heads(block, start, None)), len(block) or 1)
        yield from ((number, lines[number]) for number in range(at, at + head))
        for table in read_tables(block[head:]):
            for line in [*([table.caption] if table.caption else []), *table.lines]:
                yield at + head + line.cells[-1].row, line.text
        at = end


def _block(lines: Sequence[str], start: int) -> list[list[str]]:
    """Return the cells of the lines from one on that have as many columns as it has."""
    block: list[list[str]] = []
    for number in range(start, len(lines)):
        cells = _BETWEEN.split(lines[number].strip())
        if len(cells) < _LEAST_COLUMNS or (block and len(cells) != len(block[0])):
            break
        if any(len(cell) > _LONGEST_CELL or _PROSE.search(cell) for cell in cells):
            break
        block.append(cells)
    return block
