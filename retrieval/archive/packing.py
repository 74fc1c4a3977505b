"""What is packed in a stream, and how much of it may be unpacked.

A bomb of a megabyte unpacks to gigabytes. What is unpacked is counted where it comes out, so that what a reader only
passes over counts as well: the member behind which a bomb hides may be one that nobody reads.
"""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from retrieval.archive.limits import PARTS
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Chinese text is packed to a third of its size, pages full of markup to a twentieth, bombs to a thousandth and less.
_RATIO = 200
_ALWAYS_ALLOWED = 64 << 20
_BLOCK = 1 << 20
# How packed bytes begin, whatever the name of their file says: a browser unpacks what it loads and leaves the name.
_OPENERS: dict[bytes, Callable[[IO[bytes]], IO[bytes]]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),  # type: ignore[dict-item, return-value] # it is one but for its stub
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}
_LONGEST_MARK = max(map(len, _OPENERS))


class Budget:
    """What may still be unpacked from a file of ``size`` bytes: bytes, and members."""

    def __init__(self, size: int) -> None:
        self._bytes = max(_ALWAYS_ALLOWED, _RATIO * size)
        self._parts = PARTS

    @property
    def is_spent(self) -> bool:
        """Whether more was unpacked than is allowed, so that the rest of the file is left out."""
        return self._bytes < 0 or self._parts < 0

    def spend(self, length: int) -> None:
        """Count bytes that were unpacked; raise :class:`UnreadableError` where they are too many."""
        self._bytes -= length
        if self._bytes < 0:
            raise UnreadableError(
                f"it unpacks to more than {_RATIO} times its size, as a zip bomb does: the rest is left out"
            )

    def spend_part(self) -> None:
        """Count a member; raise :class:`UnreadableError` where there are too many."""
        self._parts -= 1
        if self._parts < 0:
            raise UnreadableError(f"it holds more than {PARTS:,} files: the rest is left out, split it")


def counted(stream: IO[bytes], budget: Budget) -> IO[bytes]:
    """Return a stream of unpacked bytes that are counted as they are read."""
    return cast("IO[bytes]", io.BufferedReader(_Counted(stream, budget), _BLOCK))


@contextmanager
def unpack(stream: IO[bytes], budget: Budget) -> Iterator[IO[bytes]]:
    """Give what is packed in a stream, counted; the stream's own bytes where they are not packed."""
    # Most streams here cannot go back to the bytes that were looked at.
    whole = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Plain(stream), _BLOCK)
    begin = whole.peek(_LONGEST_MARK)[:_LONGEST_MARK]
    opener = next((one for mark, one in _OPENERS.items() if begin.startswith(mark)), None)
    if opener is None:
        yield whole
        return
    with opener(whole) as unpacked:
        yield counted(unpacked, budget)


class _Plain(io.RawIOBase):
    """A stream as :class:`io.BufferedReader` takes it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(min(len(buffer), _BLOCK))
        buffer[: len(data)] = data
        return len(data)


class _Counted(_Plain):
    def __init__(self, stream: IO[bytes], budget: Budget) -> None:
        super().__init__(stream)
        self._budget = budget

    def readinto(self, buffer: Any) -> int:
        length = super().readinto(buffer)
        self._budget.spend(length)
        return length
