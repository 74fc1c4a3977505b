"""A segment of the last commit, as the next one changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.disk.arrays import DamagedError
from retrieval.index.disk.segments import Segment

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.index.disk.commits import Part


class OldSegment:
    """A segment of the last commit, and what of it is taken away since.

    Raises:
        DamagedError: it is not what was written.
    """

    def __init__(self, generation: Path, part: Part) -> None:
        self.part = part
        self.segment = Segment(generation / part.name, part.seal)
        if max(part.removed, default=-1) >= self.segment.documents:
            raise DamagedError(f"{part.name} does not hold what was removed from it")
        self.removed = set(part.removed)
        self.withdrawn = set(part.withdrawn)
        self._noted: dict[str, dict[str, int]] = {}

    @property
    def documents(self) -> int:
        """How many of its documents stay."""
        return self.segment.documents - len(self.removed)

    @property
    def notes(self) -> int:
        """How many of its notes stay."""
        return self.segment.note_count - len(self.withdrawn)

    def noted(self, kind: str) -> dict[str, int]:
        """Return the numbers of the notes of a kind that the last commit held, by path."""
        if kind not in self._noted:
            self._noted[kind] = {
                path: number
                for path, number in self.segment.notes(kind).items()
                if number not in self.part.withdrawn
            }
        return self._noted[kind]
