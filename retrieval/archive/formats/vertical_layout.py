"""Pages that are written from top to bottom, in columns from right to left, as old books and some papers are.

Such a page is turned by a quarter, so that its columns become lines, and is read as any other then.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.archive.formats.page_layout import Glyph, order_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.archive.formats.page_layout import Line

# In ems: how far below one another the characters of a column stand at most, and how far beside.
_NEXT, _BESIDE = 2.0, 0.3
# A page of columns has so many characters at least, and so large a share of those that follow one another do so downwards.
_LEAST, _SHARE = 12, 0.9
_IDEOGRAPHS = "\u2e80"
# Marks that are drawn in a corner of their place stand further beside.
_MARKS = frozenset("，。、；：？！“”‘’「」『』（）《》〈〉﹁﹂﹃﹄︵︶︽︾︿﹀，。 \u3000")


def order_any_page(glyphs: Sequence[Glyph]) -> list[Line]:
    """Return the lines of a page in reading order, whichever way it is written.

    >>> columns = ["会议昨天在江城召开", "市长主持会议"]
    >>> page = [Glyph(one, 90 - 15 * x, 80 - 10 * y, 100 - 15 * x, 90 - 10 * y) for x, text in enumerate(columns) for y, one in enumerate(text)]
    >>> [line.text for line in order_any_page(page)]
    ['会议昨天在江城召开', '市长主持会议']
    """
    return order_page([_turned(glyph) for glyph in glyphs] if is_vertical(glyphs) else glyphs)


def is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Say whether the characters of a page mostly follow one another downwards, in the order in which they are drawn."""
    written = [glyph for glyph in glyphs if glyph.text >= _IDEOGRAPHS and glyph.text not in _MARKS]
    if len(written) < _LEAST:
        return False
    down = across = 0
    for before, after in pairwise(written):
        em = before.em
        right = _middle(after.left, after.right) - _middle(before.left, before.right)
        below = _middle(before.bottom, before.top) - _middle(after.bottom, after.top)
        if abs(right) < _BESIDE * em and 0 < below <= _NEXT * em:
            down += 1
        elif abs(below) < _BESIDE * em and 0 < right <= _NEXT * em:
            across += 1
    return down >= _SHARE * (down + across) and 2 * down >= len(written)


def _turned(glyph: Glyph) -> Glyph:
    """Return a character as it stands when the page is turned, so that what was below it is to its right."""
    # The box of a character may be higher than its type, by which columns would be measured.
    half = glyph.em / 2 if glyph.text >= _IDEOGRAPHS else (glyph.top - glyph.bottom) / 2
    middle = -_middle(glyph.bottom, glyph.top)
    return Glyph(glyph.text, middle - half, glyph.left, middle + half, glyph.right)


def _middle(low: float, high: float) -> float:
    return (low + high) / 2
