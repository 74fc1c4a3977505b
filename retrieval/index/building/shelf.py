"""The sketches of a build, in files: those of a large archive would fill the memory.

They are written in the order in which files are read, and read as columns that the system pages in and out.
"""

from __future__ import annotations

import json
import mmap
from array import array
from collections.abc import Mapping
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from retrieval.curation.fingerprints import Sketches
from retrieval.index.building.states import Packed
from retrieval.index.encoding import unpack_metadata

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval.values import Metadata


class Stretch(NamedTuple):
    """Which sketches of a shelf are of one file: from the ``first`` one on so many."""

    first: int
    number: int


# Numbers that are kept of a file: beginnings, ends, the first sketch, and how many there are.
_STREAMS = len(Packed._fields)
_WIDTH = 2 * _STREAMS + 2


class _Files(Mapping[str, Stretch]):
    """Which sketches are of which file, of the numbers that a shelf keeps."""

    def __init__(self, rows: dict[str, int], bounds: array[int]) -> None:
        self._rows = rows
        self._bounds = bounds

    def __getitem__(self, path: str) -> Stretch:
        at = (self._rows[path] + 1) * _WIDTH
        return Stretch(self._bounds[at - 2], self._bounds[at - 1])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class Shelf:
    """Sketches in files of a folder.

    Args:
        folder: is made, and holds nothing else.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._streams = [(folder / name).open("w+b", buffering=1 << 16) for name in Packed._fields]
        self._rows: dict[str, int] = {}
        # Of each file where the bytes of its sketches begin and end in each stream, and which sketches they are: numbers
        # side by side, since as objects they would take ten times as much for each of half a million files.
        self._bounds = array("q")
        self._number = 0
        # Where the metadata of each sketch ends.
        self._ends = array("q")

    @property
    def files(self) -> Mapping[str, Stretch]:
        """The files in the order in which they came, and which sketches are of each."""
        return _Files(self._rows, self._bounds)

    def add(self, path: str, packed: Packed) -> None:
        """Add sketches of a file; those of one file are added one after the other."""
        start = [stream.tell() for stream in self._streams]
        for stream, data in zip(self._streams, packed, strict=True):
            stream.write(data)
        end = [stream.tell() for stream in self._streams]
        ends = np.flatnonzero(np.frombuffer(packed.metadata, np.uint8) == ord("\n")) + start[-1] + 1
        self._ends.frombytes(ends.astype(np.int64).tobytes())
        row = self._rows.setdefault(path, len(self._rows))
        if row == len(self._bounds) // _WIDTH:
            self._bounds.extend((*start, *end, self._number, 0))
        at = row * _WIDTH
        self._bounds[at + _STREAMS : at + 2 * _STREAMS] = array("q", end)
        self._bounds[at + _WIDTH - 1] += packed.number
        self._number += packed.number

    def read(self, path: str) -> Packed:
        """Return the sketches of a file; none where none were added."""
        if path not in self._rows:
            return Packed()
        parts = []
        at = self._rows[path] * _WIDTH
        starts, ends = self._bounds[at : at + _STREAMS], self._bounds[at + _STREAMS : at + 2 * _STREAMS]
        for stream, start, end in zip(self._streams, starts, ends, strict=True):
            stream.seek(start)
            parts.append(stream.read(end - start))
            stream.seek(0, 2)
        return Packed(*parts)

    def columns(self) -> Sketches:
        """Return all sketches; nothing is added after that."""
        rows, clauses, metadata = map(_mapped, self._streams)
        ends = self._ends

        def metadata_at(place: int) -> Metadata:
            return unpack_metadata(json.loads(metadata[ends[place - 1] if place else 0 : ends[place]]))

        return Sketches(rows, clauses, metadata_at)

    def close(self) -> None:
        """Let go of the files."""
        for stream in self._streams:
            stream.close()


def _mapped(stream: BinaryIO) -> bytes | mmap.mmap:
    stream.flush()
    # An empty file cannot be mapped.
    return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if stream.tell() else b""
