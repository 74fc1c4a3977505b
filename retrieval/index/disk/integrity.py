"""Is the index still what was written? Read whole, before more is written on it.

Whoever asks need not wait for that: what he reads is checked when it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.disk.arrays import ArrayFile, DamagedError
from retrieval.index.disk.commits import COMMIT, read_commit

if TYPE_CHECKING:
    from pathlib import Path


def find_damage(generation: Path) -> str | None:
    """Return the name of a file that is missing or not as it was written, or None where all are sound."""
    try:
        parts = read_commit(generation).parts
    except (OSError, ValueError, DamagedError):
        return COMMIT
    for part in parts:
        try:
            ArrayFile(generation / part.name, part.seal).verify()
        except (OSError, ValueError, LookupError, TypeError, DamagedError):
            return part.name
    return None
