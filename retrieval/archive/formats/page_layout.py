"""The characters of a page, each with its place → lines in reading order: columns one after the other.

A fixed layout, PDF or OFD, draws characters at places, in any order; its words, lines and columns are for the reader's eye
to see. Measures are in points, from the page's lower left corner, as PDF has them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# All in ems, that is in heights of a line: what is set further apart belongs to different columns or cells.
_APART = 1.2
# Two columns have this much between them at least, and each is so wide.
_GUTTER, _NARROWEST_COLUMN = 0.9, 7.0
# So many lines side by side make two columns, and most of them are so full: the cells of a table are not.
_LEAST_LINES, _FULL_COLUMN = 2, 0.55
# A line is indented, or ends before its column does, by this much.
_INDENT, _SHORT = 1.4, 1.9
# Latin letters that are further apart than this have a space between them.
_LATIN_SPACE = 0.18
_LATIN = re.compile("[A-Za-z0-9]")
_MARGIN = 0.6
# From here on characters are as wide as they are high.
_IDEOGRAPHS = "\u2e80"
_LATIN_SIZE = 0.7


class Glyph(NamedTuple):
    """A character and the box around it."""

    text: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def em(self) -> float:
        """The size of its type: the width of an ideograph. A box is as high as its line, which says less."""
        size = self.right - self.left if self.text >= _IDEOGRAPHS else _LATIN_SIZE * (self.top - self.bottom)
        return max(size, 1.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column: its text, and what of its place tells where paragraphs begin and end.

    ``indented`` says that it begins behind the column's edge, ``full`` that it reaches the other one, ``filled`` that it
    does to the last character; ``apart`` that it stands further below the line before it than lines of a paragraph do.
    ``bottom`` is where it stands on its page.
    """

    text: str
    bottom: float = 0.0
    indented: bool = False
    full: bool = False
    filled: bool = False
    apart: bool = False


class _Run:
    """Characters that stand side by side on one line."""

    __slots__ = ("bottom", "em", "glyphs", "left", "right", "top")

    def __init__(self, glyphs: list[Glyph]) -> None:
        self.glyphs = glyphs
        self.left = min(glyph.left for glyph in glyphs)
        self.right = max(glyph.right for glyph in glyphs)
        self.bottom = median(glyph.bottom for glyph in glyphs)
        self.top = median(glyph.top for glyph in glyphs)
        self.em = median(glyph.em for glyph in glyphs)

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def order_page(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page in reading order.

    >>> [line.text for line in order_page([Glyph("开", 10, 0, 20, 10), Glyph("会", 20, 0, 30, 10)])]
    ['开会']
    """
    runs = _join_runs(_runs(glyphs))
    lines: list[Line] = []
    for column in _columns(runs):
        lines += _lines(column)
    return lines


def _runs(glyphs: Sequence[Glyph]) -> list[_Run]:
    """Return the stretches of characters that are drawn one behind the other on one line."""
    runs: list[_Run] = []
    some: list[Glyph] = []
    for glyph in glyphs:
        if glyph.right < glyph.left or glyph.top <= glyph.bottom:
            continue
        if some and not _continues(some[-1], glyph):
            runs.append(_Run(some))
            some = []
        some.append(glyph)
    if some:
        runs.append(_Run(some))
    # What shows nothing only kept two words apart.
    return [run for run in runs if any(not glyph.text.isspace() for glyph in run.glyphs)]


def _continues(last: Glyph, glyph: Glyph) -> bool:
    em = max(last.em, glyph.em)
    level = abs((last.top + last.bottom) - (glyph.top + glyph.bottom)) / 2 < em / 2
    return level and -em / 2 < glyph.left - last.right < _APART * em


def _join_runs(runs: list[_Run]) -> list[_Run]:
    """Join runs that stand close behind each other on one line, in whatever order they were drawn."""
    joined: list[_Run] = []
    for run in sorted(runs, key=lambda run: (-round(run.middle), run.left)):
        for number, other in enumerate(reversed(joined[-12:]), 1):
            em = max(run.em, other.em)
            if abs(run.middle - other.middle) < em / 2 and -em / 2 < run.left - other.right < _APART * em:
                joined[-number] = _Run([*other.glyphs, *run.glyphs])
                break
        else:
            joined.append(run)
    return joined


def _columns(runs: list[_Run]) -> Iterator[list[_Run]]:
    """Yield the runs of each column from top to bottom, the left column first; what crosses columns stands between them."""
    edge = _gutter(runs)
    if edge is None:
        if runs:
            yield runs
        return
    band: list[_Run] = []
    for run in [*sorted(runs, key=lambda run: -run.middle), None]:
        if run is not None and not run.left < edge < run.right:
            band.append(run)
            continue
        left = [one for one in band if one.right <= edge]
        right = [one for one in band if one.left >= edge]
        if min(_count_rows(left), _count_rows(right)) >= _LEAST_LINES:
            yield from _columns(left)
            yield from _columns(right)
        elif band:
            yield band
        band = []
        if run is not None:
            yield [run]


def _count_rows(runs: Sequence[_Run]) -> int:
    return len(_rows(runs))


def _gutter(runs: Sequence[_Run]) -> float | None:
    """Return where a page parts into two columns of full lines, or None where it has one."""
    if len(runs) < 2 * _LEAST_LINES:
        return None
    em = median(run.em for run in runs)
    # The middle of each gap between two runs on one line may be where columns part.
    places: dict[float, int] = {}
    for row in _rows(runs):
        for before, behind in pairwise(row):
            if behind.left - before.right >= _GUTTER * em:
                place = round((before.right + behind.left) / 2 / em) * em
                places[place] = places.get(place, 0) + 1
    # Columns whose lines stand at different heights share no row.
    for run in runs:
        place = run.left - _GUTTER * em / 2
        places.setdefault(place, 0)
    best: tuple[int, float] | None = None
    for place in places:
        left = [run for run in runs if run.right <= place]
        right = [run for run in runs if run.left >= place]
        if _count_rows(left) < _LEAST_LINES or _count_rows(right) < _LEAST_LINES:
            continue
        if not (_is_column(left, em) and _is_column(right, em) and _side_by_side(left, right)):
            continue
        count = len(left) + len(right)
        if best is None or count > best[0]:
            best = count, place
    return best[1] if best else None


def _is_column(runs: Sequence[_Run], em: float) -> bool:
    """Say whether runs fill a column, as lines of prose do and cells of a table do not."""
    rows = _rows(runs)
    width = max(run.right for run in runs) - min(run.left for run in runs)
    widths = [row[-1].right - row[0].left for row in rows]
    whole = sum(len(row) == 1 for row in rows)
    return (
        width >= _NARROWEST_COLUMN * em
        and whole * 2 > len(rows)
        and sum(one >= _FULL_COLUMN * width for one in widths) * 2 > len(widths)
    )


def _side_by_side(left: Sequence[_Run], right: Sequence[_Run]) -> bool:
    """Say whether two columns stand beside each other for the most part of the shorter one."""
    top = min(max(run.top for run in left), max(run.top for run in right))
    bottom = max(min(run.bottom for run in left), min(run.bottom for run in right))
    heights = [max(run.top for run in some) - min(run.bottom for run in some) for some in (left, right)]
    return top - bottom >= min(heights) / 2


def _rows(runs: Sequence[_Run]) -> list[list[_Run]]:
    """Return the runs that stand on one line together, from left to right; lines from top to bottom."""
    rows: list[list[_Run]] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        if rows and abs(rows[-1][0].middle - run.middle) < min(run.em, rows[-1][0].em) / 2:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [sorted(row, key=lambda run: run.left) for row in rows]


def _lines(column: Sequence[_Run]) -> Iterator[Line]:
    rows = _rows(column)
    em = median(run.em for run in column)
    left = min(run.left for run in column)
    right = max(run.right for run in column)
    steps = [above[0].middle - below[0].middle for above, below in pairwise(rows)]
    step = median(steps) if steps else 0.0
    for number, row in enumerate(rows):
        shown = _shown(row)
        text = _text(row)
        yield Line(
            text,
            bottom=row[0].bottom,
            indented=shown[0] - left > _INDENT * em,
            full=right - shown[1] < _SHORT * em,
            filled=right - shown[1] < _MARGIN * em,
            apart=bool(number) and steps[number - 1] > 1.6 * step,
        )


def _shown(row: Sequence[_Run]) -> tuple[float, float]:
    """Return where the first and the last character that show something stand: an indent may be made of spaces."""
    glyphs = [glyph for run in row for glyph in run.glyphs if not glyph.text.isspace()]
    return min(glyph.left for glyph in glyphs), max(glyph.right for glyph in glyphs)


def _text(row: Sequence[_Run]) -> str:
    """Return a line's text, with a space where a reader sees one."""
    glyphs = [glyph for run in row for glyph in run.glyphs]
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    spaces = {id(shown[number]) for number in _after_spaces(glyphs)}
    gaps = [after.left - before.right for before, after in pairwise(shown)]
    em = median(glyph.em for glyph in shown)
    # The title of a page is often set with a blank behind each character, 关 于 停 水 的 通 知.
    usual = sorted(gaps)[len(gaps) // 4] if len(gaps) > 1 else 0.0
    text = shown[0].text
    for number, glyph in enumerate(shown[1:]):
        gap = gaps[number]
        latin = bool(_LATIN.match(text[-1]) and _LATIN.match(glyph.text))
        if usual > 0.3 * em:
            parted = gap > 2 * usual + 0.3 * em
        elif latin:
            parted = gap > _LATIN_SPACE * em or id(glyph) in spaces
        else:
            parted = gap > _APART * em or (id(glyph) in spaces and gap > 0.4 * em)
        text += (" " if parted else "") + glyph.text
    return text


def _after_spaces(glyphs: Sequence[Glyph]) -> Iterator[int]:
    """Yield the numbers of the shown characters that stand behind a written space."""
    number = 0
    for before, glyph in pairwise(glyphs):
        if not before.text.isspace():
            number += 1
        if before.text.isspace() and not glyph.text.isspace() and number:
            yield number
