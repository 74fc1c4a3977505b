"""What a state of an index consists of: a file that is replaced in one step, and so makes a commit.

    {"manifest": …, "parts": [[segment, size, crc, removed documents, withdrawn notes], …], "next": …}

It is a line with the CRC of the next, and that next line.
"""

from __future__ import annotations

import json
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.index.disk.arrays import Seal
from retrieval.index.disk.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

COMMIT = "commit.json"


class Part(NamedTuple):
    """A segment of a state: its file, and which of its documents and notes are not there any more."""

    name: str
    seal: Seal
    removed: frozenset[int] = frozenset()
    withdrawn: frozenset[int] = frozenset()


class Commit(NamedTuple):
    """A state: what it was built with, its segments, and the number of the next one: no name is given twice."""

    manifest: Mapping[str, Any]
    parts: Sequence[Part]
    next: int


def read_commit(generation: Path) -> Commit:
    """Return the state of a generation.

    Raises:
        OSError: there is none.
        ValueError: it is not as it was written.
    """
    sum, line = (generation / COMMIT).read_bytes().split(b"\n", 1)
    if int(sum, 16) != zlib.crc32(line):
        raise ValueError
    kept = json.loads(line)
    try:
        parts = [
            Part(name, Seal(size, crc), frozenset(removed), frozenset(withdrawn))
            for name, size, crc, removed, withdrawn in kept["parts"]
        ]
        return Commit(kept["manifest"], parts, kept["next"])
    except (KeyError, TypeError):
        raise ValueError from None


def write_commit(generation: Path, commit: Commit) -> None:
    """Replace the state of a generation, in one step.

    Raises:
        OSError: there is no room, or writing is not allowed.
    """
    parts = [[part.name, *part.seal, sorted(part.removed), sorted(part.withdrawn)] for part in commit.parts]
    line = json.dumps({"manifest": commit.manifest, "parts": parts, "next": commit.next}).encode()
    replace_file(generation / COMMIT, b"%08x\n" % zlib.crc32(line) + line)
