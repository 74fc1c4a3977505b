"""A file of named arrays and blobs: arrays are mapped, blobs are read piece by piece.

What nobody asks for stays on the disk. Mapped pages count as memory of the process, and so do those around a page that
was touched: what is read a few bytes at a time, here and there, is read and not mapped.

The file is a line of JSON that tells where everything stands, the arrays, and the blobs.
"""

from __future__ import annotations

import json
import mmap
import os
import threading
import weakref
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

Arrays: TypeAlias = "Mapping[str, NDArray[Any]]"
Blobs: TypeAlias = "Mapping[str, Iterable[bytes]]"

# Bytes. A number that lies across two lines of the cache takes longer to read.
_ALIGNED = 64
_BLOCK = 1 << 20
# Some systems have none.
_pread = getattr(os, "pread", None)


class Seal(NamedTuple):
    """What tells whether a file is whole: its length in bytes and its CRC-32."""

    size: int
    crc: int


def write_arrays(path: Path, arrays: Arrays, blobs: Blobs) -> Seal:
    """Write arrays and blobs, each blob in parts, into a new file, down to the disk itself.

    Raises:
        OSError: there is no room, or writing is not allowed.
    """
    parts = {name: list(blob) for name, blob in blobs.items()}
    places = list(accumulate((_padded(array.nbytes) for array in arrays.values()), initial=0))
    table = {
        name: [array.dtype.str, place, len(array)]
        for place, (name, array) in zip(places, arrays.items(), strict=False)
    }
    sizes = [sum(map(len, blob)) for blob in parts.values()]
    blob_places = zip(accumulate(sizes, initial=places[-1]), sizes, strict=False)
    head = json.dumps([table, dict(zip(parts, blob_places, strict=True))]).encode()
    head = head.ljust(_padded(len(head) + 1) - 1) + b"\n"

    def pieces() -> Iterator[Any]:
        yield head
        for array in arrays.values():
            yield np.ascontiguousarray(array).view(np.uint8).data
            yield bytes(_padded(array.nbytes) - array.nbytes)
        for blob in parts.values():
            yield from blob

    crc = 0
    with path.open("xb") as stream:
        for piece in pieces():
            stream.write(piece)
            crc = zlib.crc32(piece, crc)
        stream.flush()
        os.fsync(stream.fileno())
        return Seal(stream.tell(), crc)


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


class ArrayFile:
    """A file that :func:`write_arrays` wrote; it can be read on when its name is gone.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no such file.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            table, blobs = json.loads(stream.readline())
            start = stream.tell()
            self._handle = os.dup(stream.fileno())
        weakref.finalize(self, os.close, self._handle)
        self._blobs = {name: (start + place, size) for name, (place, size) in blobs.items()}
        self._lock = threading.Lock()
        end = min(place for place, _ in self._blobs.values())
        mapped = mmap.mmap(self._handle, end, access=mmap.ACCESS_READ)
        self.arrays: dict[str, NDArray[Any]] = {
            name: np.frombuffer(mapped, kind, count, start + place)
            for name, (kind, place, count) in table.items()
        }

    def read(self, blob: str) -> bytes:
        """Return a blob whole."""
        return self.read_piece(blob, 0, self._blobs[blob][1])

    def read_piece(self, blob: str, start: int, end: int) -> bytes:
        """Return a piece of a blob."""
        place = self._blobs[blob][0] + start
        if _pread:
            piece: bytes = _pread(self._handle, end - start, place)
            return piece
        # Of one handle only one thread at a time may go on from where it stands.
        with self._lock:
            os.lseek(self._handle, place, os.SEEK_SET)
            return os.read(self._handle, end - start)


def seal_of(path: Path) -> Seal:
    """Return the seal of a file as it is now."""
    crc = size = 0
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            crc = zlib.crc32(block, crc)
            size += len(block)
    return Seal(size, crc)
