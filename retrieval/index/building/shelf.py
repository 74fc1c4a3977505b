"""The sketches of a build, in files: those of a large archive would fill the memory.

They are written in the order in which files are read, and read as columns that the system pages in and out.
"""

from __future__ import annotations

import json
import mmap
from array import array
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from retrieval.curation.fingerprints import Sketches
from retrieval.index.building.states import Packed
from retrieval.index.encoding import unpack_metadata

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from retrieval.values import Metadata


class Stretch(NamedTuple):
    """Which sketches of a shelf are of one file: from the ``first`` one on so many."""

    first: int
    number: int


class Shelf:
    """Sketches in files of a folder.

    Args:
        folder: is made, and holds nothing else.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._streams = [(folder / name).open("w+b", buffering=1 << 16) for name in Packed._fields]
        # Where the bytes of each file's sketches begin and end, in each stream.
        self._bounds: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
        self._files: dict[str, Stretch] = {}
        self._number = 0
        # Where the metadata of each sketch ends.
        self._ends = array("q")

    @property
    def files(self) -> Mapping[str, Stretch]:
        """The files in the order in which they came, and which sketches are of each."""
        return self._files

    def add(self, path: str, packed: Packed) -> None:
        """Add sketches of a file; those of one file are added one after the other."""
        start = tuple(stream.tell() for stream in self._streams)
        for stream, data in zip(self._streams, packed, strict=True):
            stream.write(data)
        end = tuple(stream.tell() for stream in self._streams)
        ends = np.flatnonzero(np.frombuffer(packed.metadata, np.uint8) == ord("\n")) + start[-1] + 1
        self._ends.frombytes(ends.astype(np.int64).tobytes())
        first, number = self._files.get(path, Stretch(self._number, 0))
        self._files[path] = Stretch(first, number + packed.number)
        self._bounds[path] = (self._bounds.get(path, (start,))[0], end)
        self._number += packed.number

    def read(self, path: str) -> Packed:
        """Return the sketches of a file; none where none were added."""
        if path not in self._bounds:
            return Packed()
        parts = []
        for stream, start, end in zip(self._streams, *self._bounds[path], strict=True):
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
