"""What a repair did, as data: played again, and followed back to the text that it was given."""

from __future__ import annotations

import math
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from retrieval.values import Edit, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.values import Step


class Changes(NamedTuple):
    """What a repair found: the changes that it makes, and how many places it cannot put right."""

    edits: list[Edit]
    lost: int = 0


def apply(edits: Iterable[Edit], text: str) -> str:
    """Make a step's changes: ``apply([Edit(Span(1, 5), "")], "會(huì)議") == "會議"``."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def replay(steps: Iterable[Step], original: str) -> str:
    """Make all changes again, in order: ``replay(repaired.steps, original) == repaired.text``."""
    for step in steps:
        original = apply(step.edits, original)
    return original


def substitute(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> Changes:
    """List the changes that replace every match; a match that stays as it is gives none."""
    return Changes(
        [
            Edit(Span(*match.span()), new)
            for match in pattern.finditer(text)
            if (new := replacement(match)) != match.group()
        ]
    )


def anchors(steps: Iterable[Step]) -> tuple[tuple[int, int], ...]:
    """Lead from the repaired text back to the original.

    Pairs (offset in the repaired text, offset in the original), rising; between two of them both run on
    together, never past the next one (characters that a repair put in have no place of their own). For
    ``會(huì)議``, repaired to ``會議``: ``((0, 0), (1, 5))``.
    """
    way = [(0, 0)]
    for step in steps:
        way = _compose(_points(step.edits), way)
    return tuple(way)


def locate(way: Sequence[tuple[int, int]], offset: int) -> int:
    """Return where a character of the repaired text stood: ``locate(((0, 0), (1, 5)), 1) == 5``."""
    index = bisect_right(way, offset, key=lambda pair: pair[0]) - 1
    after, before = way[index]
    place = before + offset - after
    return min(place, way[index + 1][1]) if index + 1 < len(way) else place


def _points(edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Return one step's anchors; changes that keep the length need none."""
    points, shift = [(0, 0)], 0
    for edit in edits:
        grown = len(edit.replacement) - len(edit.span)
        if grown:
            points.append((edit.span.start + shift, edit.span.start))
            shift += grown
            points.append((edit.span.end + shift, edit.span.end))
    return _tidy(points)


def _compose(near: Sequence[tuple[int, int]], far: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join a step's anchors to those of the steps before it."""
    joined = [(after, locate(far, between)) for after, between in near]
    for (after, between), (until, _) in zip(near, [*near[1:], (math.inf, 0)], strict=True):
        start = bisect_right(far, between, key=lambda pair: pair[0])
        for far_between, before in far[start:]:
            # A replacement may be shorter than what it replaced: the rest of that has no place in it.
            if after + far_between - between >= until:
                break
            joined.append((after + far_between - between, before))
    return _tidy(sorted(joined))


def _tidy(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the last of the points that share an offset, and drop those that say nothing new."""
    kept: list[tuple[int, int]] = []
    for after, before in points:
        rising = max(before, kept[-1][1]) if kept else before
        if kept and kept[-1][0] == after:
            kept.pop()
        kept.append((after, rising))
    return [
        point
        for index, point in enumerate(kept)
        if index == 0 or point[1] - point[0] != kept[index - 1][1] - kept[index - 1][0]
    ]
