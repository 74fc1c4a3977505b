"""What a repair did, as data: it can be replayed, and leads back to the places of the original text."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from retrieval.values import Edit, Span

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.values import Step


class Changes(NamedTuple):
    """The edits that a repair makes, and how many places it could not put right."""

    edits: list[Edit]
    lost: int = 0


def apply(edits: Iterable[Edit], text: str) -> str:
    """Make a step's edits: ``apply([Edit(Span(1, 5), "")], "會(huì)議") == "會議"``."""
    pieces: list[str] = []
    at = 0
    for edit in edits:
        pieces += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return "".join((*pieces, text[at:]))


def replay(steps: Iterable[Step], original: str) -> str:
    """Make the edits of all steps again, in order: ``replay(repaired.steps, original) == repaired.text``."""
    for step in steps:
        original = apply(step.edits, original)
    return original


def substitute(pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], text: str) -> Changes:
    """Return the edits that replace every match; a match that stays as it is gives no edit."""
    return Changes(
        [
            Edit(Span(*match.span()), new)
            for match in pattern.finditer(text)
            if (new := replacement(match)) != match.group()
        ]
    )


def anchors(steps: Iterable[Step]) -> tuple[tuple[int, int], ...]:
    """Return the way from the repaired text back to the original.

    The way is a list of pairs (offset in the repaired text, offset in the original), in rising order; from one pair to
    the next both offsets grow alike. A character that a repair put in stands where the character was that it replaced,
    or at the end of what was replaced. For ``會(huì)議``, repaired to ``會議``, it is ``((0, 0), (1, 5))``.
    """
    way = _Way([], 0)
    for step in steps:
        way = _compose(_way(step.edits), way)
    places = [way.at(offset) for offset in range(len(way.places) + 1)]
    turns = [
        (after, before) for after, before in enumerate(places) if after and before != places[after - 1] + 1
    ]
    return ((0, places[0]), *turns)


def locate(way: Sequence[tuple[int, int]], offset: int) -> int:
    """Return where a character of the repaired text stood: ``locate(((0, 0), (1, 5)), 1) == 5``."""
    after, before = way[bisect_right(way, offset, key=lambda pair: pair[0]) - 1]
    return before + offset - after


class _Way(NamedTuple):
    """Where each character up to the last edit stood before, and by how much all further ones were shifted."""

    places: list[int]
    shift: int

    def at(self, offset: int) -> int:
        return self.places[offset] if offset < len(self.places) else offset + self.shift


def _way(edits: Iterable[Edit]) -> _Way:
    """Return the way back across one step."""
    places: list[int] = []
    at = 0
    for edit in edits:
        places += range(at, edit.span.start)
        at = edit.span.end
        places += (min(edit.span.start + number, at) for number in range(len(edit.replacement)))
    return _Way(places, at - len(places))


def _compose(near: _Way, far: _Way) -> _Way:
    """Join the way back across a step to the way back across the steps before it."""
    changed = max(len(near.places), len(far.places) - near.shift)
    return _Way([far.at(near.at(offset)) for offset in range(changed)], near.shift + far.shift)
