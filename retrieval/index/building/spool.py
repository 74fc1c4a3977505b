"""Drafts on their way from one process to another, by way of a folder.

What goes through a pipe is copied four times, in small parts. Each process writes a file of its own, and tells the
others where a draft stands.
"""

from __future__ import annotations

import marshal
import os
from array import array
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from retrieval.errors import StoreError
from retrieval.index.drafts import Draft

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Place(NamedTuple):
    """Where a draft stands: its file, and there its first byte and its size."""

    name: str
    start: int
    size: int


class Places:
    """A long list of places in 24 bytes each: as objects they would take ten times as much."""

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._numbers = array("q")

    def add(self, place: Place) -> None:
        """Add a place."""
        name = self._names.setdefault(place.name, len(self._names))
        self._numbers.extend((name, place.start, place.size))

    @property
    def size(self) -> int:
        """How many bytes stand at all of them together."""
        return sum(self._numbers[2::3])

    def __len__(self) -> int:
        return len(self._numbers) // 3

    def __iter__(self) -> Iterator[Place]:
        names = list(self._names)
        numbers = iter(self._numbers)
        for name, start, size in zip(numbers, numbers, numbers, strict=True):
            yield Place(names[name], start, size)


class Spool(NamedTuple):
    """A folder that only the processes of one run know."""

    folder: str

    def write(self, drafts: Iterable[Draft]) -> list[Place]:
        """Keep drafts, and return where they stand.

        Raises:
            StoreError: there is no room.
        """
        name = str(os.getpid())
        pieces = [marshal.dumps(tuple(draft)) for draft in drafts]
        try:
            with (Path(self.folder) / name).open("ab") as stream:
                start = stream.tell()
                stream.write(b"".join(pieces))
        except OSError as error:
            raise StoreError(
                f"what is read cannot be kept in {self.folder!r} ({error.strerror}): make room there, or set TMPDIR to "
                "another folder"
            ) from None
        places = []
        for piece in pieces:
            places.append(Place(name, start, len(piece)))
            start += len(piece)
        return places

    def read(self, places: Iterable[Place]) -> list[Draft]:
        """Return the drafts that stand at some places."""
        found = []
        with ExitStack() as stack:
            streams: dict[str, BinaryIO] = {}
            for name, start, size in places:
                if name not in streams:
                    streams[name] = stack.enter_context((Path(self.folder) / name).open("rb"))
                streams[name].seek(start)
                # From this run's own folder, which no other user enters.
                found.append(Draft(*marshal.loads(streams[name].read(size))))  # noqa: S302
        return found
