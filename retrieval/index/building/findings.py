"""What is found in the files of an archive: documents, each with its sketch, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.building.spool import Place
    from retrieval.index.building.states import FileState, Packed


class Read(NamedTuple):
    """A document that was read: the id that it claims, its file or member of one, its record, and where its draft is."""

    id: str
    path: str
    record: int
    draft: Place


class Found(NamedTuple):
    """What some bytes of a file hold: documents with their sketches, what could not be read, how much is left out."""

    documents: list[Read]
    sketches: Packed
    problems: list[Problem]
    left_out: Amounts


class FoundIn(NamedTuple):
    """What was found in a piece of a file of the archive, of so many bytes."""

    file: str
    size: int
    found: Found


class Source(Protocol):
    """Reads files, here or on several machines."""

    @property
    def states(self) -> Mapping[str, FileState]:
        """The files that were read so far."""
        ...

    def read(self, files: Sequence[ArchiveFile]) -> Iterator[FoundIn]:
        """Yield what the files hold, in their order."""
        ...
