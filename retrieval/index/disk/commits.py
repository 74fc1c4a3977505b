"""What a state of an index consists of: a file that is replaced in one step, and so makes a commit.

    {"manifest": …, "parts": [[segment, size, crc, removed documents, withdrawn notes], …], "next": …}

It is a line with the CRC of the next, and that next line.
"""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.index.disk.arrays import DamagedError, Seal
from retrieval.index.disk.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
        DamagedError: it is not as it was written.
        ValueError: likewise.
    """
    sum, line = (generation / COMMIT).read_bytes().split(b"\n", 1)
    if int(sum, 16) != zlib.crc32(line):
        raise DamagedError(f"{COMMIT} is not what was written")
    try:
        kept = json.loads(line)
        manifest, parts = kept["manifest"], [_part(*fields) for fields in kept["parts"]]
        # What was sealed by somebody else may be anything.
        return Commit({**manifest}, parts, _number(kept["next"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        raise DamagedError(f"{COMMIT} holds no state of an index") from None


def _part(name: str, size: int, crc: int, removed: list[int], withdrawn: list[int]) -> Part:
    if Path(name).name != name:
        raise ValueError(name)
    gone, hidden = (frozenset(map(_number, numbers)) for numbers in (removed, withdrawn))
    return Part(name, Seal(_number(size), _number(crc)), gone, hidden)


def _number(value: object) -> int:
    if not isinstance(value, int) or value < 0:
        raise ValueError(value)
    return value


def write_commit(generation: Path, commit: Commit) -> None:
    """Replace the state of a generation, in one step.

    Raises:
        OSError: there is no room, or writing is not allowed.
    """
    parts = [[part.name, *part.seal, sorted(part.removed), sorted(part.withdrawn)] for part in commit.parts]
    line = json.dumps({"manifest": commit.manifest, "parts": parts, "next": commit.next}).encode()
    replace_file(generation / COMMIT, b"%08x\n" % zlib.crc32(line) + line)
