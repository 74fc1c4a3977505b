"""Damaged text → sound text, and the steps that were taken.

Each repair is a named function from a text to its changes; they run in the order of :data:`REPAIRS`:

1. *broken characters* first, since the pinyin that broke them tells which bytes are missing;
2. *pinyin annotations*, which tell that a machine made the page;
3. *simplified again*, only on such a page: text that was written in traditional characters stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.repair.annotations import strip_annotations
from retrieval.repair.breaks import join_breaks
from retrieval.repair.script import simplify_again
from retrieval.repair.steps import anchors, apply, locate, replay
from retrieval.values import Repaired, Step

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.repair.steps import Changes

__all__ = ["REPAIRS", "Repair", "anchors", "locate", "repair", "replay"]


class Repair(NamedTuple):
    """A repair's name, the function that finds what to change, and the steps without which it is not due."""

    name: str
    find: Callable[[str], Changes]
    after: frozenset[str] = frozenset()


_MACHINE = frozenset({"broken characters", "pinyin annotations"})

REPAIRS: tuple[Repair, ...] = (
    Repair("broken characters", join_breaks),
    Repair("pinyin annotations", strip_annotations),
    Repair("simplified again", simplify_again, after=_MACHINE),
)


def repair(text: str) -> Repaired:
    """Repair a text: ``repair("惠州日?qǐng)?bào)").text == "惠州日报"``."""
    steps: list[Step] = []
    lost = 0
    for name, find, after in REPAIRS:
        if after and not after & {step.name for step in steps}:
            continue
        changes = find(text)
        lost += changes.lost
        if changes.edits:
            steps.append(Step(name, tuple(changes.edits)))
            text = apply(changes.edits, text)
    return Repaired(text, tuple(steps), lost)
