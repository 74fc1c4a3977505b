"""Is the index still what was written? A commit knows the length and the CRC of each of its files.

To read a whole newspaper's index at every start would cost a second. So what was read and found sound is
noted with its size and time, and is read again only where one of them has changed.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from retrieval.index.disk.arrays import seal_of
from retrieval.index.disk.commits import COMMIT, read_commit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.index.disk.commits import Part

_NOTES = "verified.json"


def find_damage(generation: Path, *, thorough: bool = False) -> str | None:
    """Return the name of a file that is missing or not as it was written, or None where all are sound.

    Args:
        generation: the folder of the files.
        thorough: read every file, also those that were found sound before and have not changed since.
    """
    try:
        parts = read_commit(generation).parts
    except (OSError, ValueError):
        return COMMIT
    notes = {} if thorough else _read_notes(generation)
    found = {}
    for part in parts:
        try:
            found[part.name] = _identify(generation, part)
            if notes.get(part.name) != found[part.name] and seal_of(generation / part.name) != part.seal:
                return part.name
        except OSError:
            return part.name
    if found != notes:
        _write_notes(generation, found)
    return None


def note_sound(generation: Path, parts: Sequence[Part]) -> None:
    """Note files as sound that were just written: they need not be read whole by whoever opens them next."""
    _write_notes(generation, {part.name: _identify(generation, part) for part in parts})


def _identify(generation: Path, part: Part) -> list[int]:
    status = (generation / part.name).stat()
    return [status.st_size, status.st_mtime_ns, part.seal.crc]


def _read_notes(generation: Path) -> dict[str, list[int]]:
    try:
        notes = json.loads((generation / _NOTES).read_bytes())
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _write_notes(generation: Path, notes: dict[str, list[int]]) -> None:
    draft = generation / f"{_NOTES}.{os.getpid()}"
    try:
        draft.write_text(json.dumps(notes), "ascii")
        draft.replace(generation / _NOTES)
    except OSError:
        # A folder that may not be written to is verified at every start instead.
        return
