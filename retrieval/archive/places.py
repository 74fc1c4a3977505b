"""Where each stretch of a text stands in its file, from before a repair to after it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.values import Places


def move_places(places: Places, anchors: Sequence[tuple[int, int]]) -> Places:
    """Return a record's places, counted in its repaired text.

    A place that begins inside what a repair took out begins where that was.

    >>> from retrieval.values import Places
    >>> move_places(Places("page", "", ((0, "1"), (10, "2"))), [(0, 0), (3, 5)]).marks
    ((0, '1'), (8, '2'))

    Args:
        places: counted in the record's text.
        anchors: pairs of an offset in the repaired text and one in the record's, rising
            (:class:`retrieval.values.Origin`).
    """
    if len(anchors) < 2 or not places.marks:
        return places
    ours, theirs = zip(*anchors, strict=True)
    moved = []
    for offset, at in places.marks:
        number = max(bisect_right(theirs, offset) - 1, 0)
        # Between two anchors both run on together, up to the next one.
        end = ours[number + 1] if number + 1 < len(ours) else ours[number] + offset
        moved.append((min(ours[number] + offset - theirs[number], end), at))
    return replace(places, marks=tuple(moved))
