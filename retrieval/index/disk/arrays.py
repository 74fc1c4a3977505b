"""A file of named arrays and blobs: what is read of it is checked when it is read.

A disk may change a bit years after it was written, a backup may be copied over an index that is served, and either would
give other answers in silence. So the file is summed up in blocks, its end holds the sums, and its seal is the sum of that
end: who knows the seal knows of each block whether it is still what was written, and reads no other to find out.

Nothing is mapped: where a mapped file is cut short, whoever reads on is killed by the system.

The file is its arrays, its blobs, a sum for each block of them, a line of JSON that tells where everything stands, and
where the sums begin.
"""

from __future__ import annotations

import json
import os
import struct
import threading
import weakref
import zlib
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

Arrays: TypeAlias = "Mapping[str, NDArray[Any]]"
Blobs: TypeAlias = "Mapping[str, Iterable[bytes]]"

# Bytes. What is read of a passage is a few hundred: a large block would be read and summed up for little.
_BLOCK = 1 << 12
_ALIGNED = 64
_SUM = np.dtype("<u4")
_TAIL = struct.Struct("<Q")
# Some systems have none.
_pread = getattr(os, "pread", None)


class DamagedError(StoreError):
    """A file is not what was written."""


class Seal(NamedTuple):
    """What tells whether a file is whole: its length in bytes, and the CRC-32 of its end, which sums up the rest."""

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

    def pieces() -> Iterator[memoryview]:
        for array in arrays.values():
            yield np.ascontiguousarray(array).view(np.uint8).data
            yield memoryview(bytes(_padded(array.nbytes) - array.nbytes))
        for blob in parts.values():
            yield from (memoryview(part) for part in blob)

    sums = _Sums()
    with path.open("xb") as stream:
        for piece in pieces():
            stream.write(piece)
            sums.add(piece)
        end = b"".join((sums.finish(), head, _TAIL.pack(stream.tell())))
        stream.write(end)
        stream.flush()
        os.fsync(stream.fileno())
        return Seal(stream.tell(), zlib.crc32(end))


class _Sums:
    """The sums of the blocks of a stream that comes in pieces of any size."""

    def __init__(self) -> None:
        self._sums: list[int] = []
        self._crc = 0
        self._filled = 0

    def add(self, piece: memoryview) -> None:
        start = 0
        while start < len(piece):
            part = piece[start : start + _BLOCK - self._filled]
            self._crc = zlib.crc32(part, self._crc)
            self._filled += len(part)
            start += len(part)
            if self._filled == _BLOCK:
                self._close()

    def finish(self) -> bytes:
        if self._filled:
            self._close()
        return np.array(self._sums, _SUM).tobytes()

    def _close(self) -> None:
        self._sums.append(self._crc)
        self._crc = self._filled = 0


def _padded(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


class ArrayFile:
    """A file that :func:`write_arrays` wrote; it can be read on when its name is gone.

    Args:
        path: the file.
        seal: what :func:`write_arrays` returned.

    Raises:
        OSError: it cannot be read.
        DamagedError: it is not what was written.
    """

    def __init__(self, path: Path, seal: Seal) -> None:
        self._name = path.name
        with path.open("rb") as stream:
            self._handle = os.dup(stream.fileno())
        weakref.finalize(self, os.close, self._handle)
        self._lock = threading.Lock()
        self._size, size = 0, os.fstat(self._handle).st_size
        if size != seal.size or size < _TAIL.size:
            raise self._damaged()
        (self._size,) = _TAIL.unpack(self._read_bytes(size - _TAIL.size, size))
        end = self._read_bytes(self._size, size) if self._size <= size else b""
        if zlib.crc32(end) != seal.crc:
            raise self._damaged()
        blocks = -(-self._size // _BLOCK)
        self._sums = np.frombuffer(end, _SUM, blocks)
        self._table, self._blobs = json.loads(end[blocks * _SUM.itemsize : -_TAIL.size])
        self._arrays: dict[str, NDArray[Any]] = {}

    def array(self, name: str) -> NDArray[Any]:
        """Return an array whole; it is read once."""
        if (known := self._arrays.get(name)) is None:
            known = self._arrays[name] = self.slice(name, 0, self.length(name))
        return known

    def slice(self, name: str, start: int, end: int) -> NDArray[Any]:
        """Return a part of an array, which is read anew each time."""
        kind, place, _ = self._table[name]
        dtype = np.dtype(kind)
        return np.frombuffer(self._read(place + start * dtype.itemsize, place + end * dtype.itemsize), dtype)

    def length(self, name: str) -> int:
        """Return the length of an array."""
        count: int = self._table[name][2]
        return count

    def read(self, blob: str) -> bytes:
        """Return a blob whole."""
        return self.read_piece(blob, 0, self._blobs[blob][1])

    def read_piece(self, blob: str, start: int, end: int) -> bytes:
        """Return a piece of a blob."""
        place = self._blobs[blob][0]
        return self._read(place + start, place + end)

    def verify(self) -> None:
        """Read all of it; raise :class:`DamagedError` where it is not what was written."""
        for start in range(0, self._size, 1 << 20):
            self._read(start, min(start + (1 << 20), self._size))

    def _read(self, start: int, end: int) -> bytes:
        """Return the bytes from ``start`` to ``end``, after their blocks were found sound."""
        if start >= end:
            return b""
        first = start // _BLOCK
        whole = self._read_bytes(first * _BLOCK, min(-(-end // _BLOCK) * _BLOCK, self._size))
        if len(whole) <= _BLOCK:
            sound = zlib.crc32(whole) == self._sums.item(first)
        else:
            view = memoryview(whole)
            crcs = [zlib.crc32(view[at : at + _BLOCK]) for at in range(0, len(view), _BLOCK)]
            sound = crcs == self._sums[first : first + len(crcs)].tolist()
        if not sound:
            raise self._damaged()
        return whole[start - first * _BLOCK : end - first * _BLOCK]

    def _read_bytes(self, start: int, end: int) -> bytes:
        if _pread:
            piece: bytes = _pread(self._handle, end - start, start)
        else:
            # Of one handle only one thread at a time may go on from where it stands.
            with self._lock:
                os.lseek(self._handle, start, os.SEEK_SET)
                piece = os.read(self._handle, end - start)
        if len(piece) != end - start:
            # It was cut short.
            raise self._damaged()
        return piece

    def _damaged(self) -> DamagedError:
        return DamagedError(f"{self._name} is not what was written")
