"""What was read of an archive's files → documents with distinct ids, which wait until all are read.

Here, in the archive's order, the documents get their ids. Drafts wait in a spool and sketches on a shelf. In memory stay
the ids, which must be compared with each other, and where each draft stands.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Self

from retrieval.archive.accounting import add_amounts
from retrieval.archive.ids import Ids
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.spool import Places
from retrieval.index.building.states import rename_packed
from retrieval.index.building.workers import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.base import Writer
    from retrieval.index.building.findings import Found, Source
    from retrieval.index.building.states import FileState


class Gathering:
    """What is gathered from some files; a context manager, since it holds files open.

    ``states`` are the files that were read, ``problems`` what was wrong with each, and ``left_out`` how much of each no
    question will find; ``shared`` are ids that a file claims together with another, ``drafts`` where the documents wait,
    ``renamed`` the ids of those that may not have the one that they claim, by their place among the drafts, and on the
    ``shelf`` are their sketches.

    Args:
        writer: knows the ids of the files that are not read.
        folder: holds what waits; nobody else writes there.
        progress: is told how far it is.
    """

    def __init__(self, writer: Writer, folder: Path, progress: Callable[[Progress], None]) -> None:
        self._writer = writer
        self._progress = progress
        self._owners: dict[str, str] = {}
        self._ids = Ids()
        self.folder = folder
        self.shelf = Shelf(folder / "read")
        self.states: Mapping[str, FileState] = {}
        self.problems: dict[str, list[Problem]] = {}
        self.left_out: dict[str, Amounts] = {}
        self.shared: dict[str, set[str]] = {}
        self.drafts = Places()
        self.renamed: dict[int, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shelf.close()

    def read(self, source: Source, files: Sequence[ArchiveFile], redone: Container[str]) -> set[str]:
        """Read files into documents with distinct ids; return the other files that claim one of the ids."""
        claiming: set[str] = set()
        total = sum(file.size for file in files)
        done = 0
        self._progress(Progress("read", 0, total))
        for file, size, found in source.read(files):
            for problem in found.problems:
                self.note(file, problem)
            if found.left_out:
                self.left_out[file] = add_amounts(self.left_out.get(file, {}), found.left_out)
            self._take(file, found, redone, claiming)
            done += size
            self._progress(Progress("read", min(done, total), total))
        self.states = source.states
        # All ids are given: they are not looked at again.
        self._owners.clear()
        return claiming

    def note(self, path: str, problem: Problem) -> None:
        """Note what is wrong with a file."""
        self.problems.setdefault(path, []).append(problem)

    def _take(self, path: str, found: Found, redone: Container[str], claiming: set[str]) -> None:
        """Give documents ids that no others have, as :func:`retrieval.archive.reading.walk` would, and keep them."""
        wanted = [document.id for document in found.documents]
        # For all of a piece at once: an engine on another machine is asked a few hundred times, not a million.
        held: dict[str, str | None] = {**dict.fromkeys(wanted), **self._writer.find_files(wanted)}

        def is_taken(id: str) -> bool:
            owner = self._owners.get(id)
            if owner is None:
                if id not in held:
                    held[id] = self._writer.find_files([id]).get(id)
                owner = held[id]
                if owner is None or owner in redone:
                    return False
                claiming.add(owner)
            self.shared.setdefault(owner, set()).add(id)
            self.shared.setdefault(path, set()).add(id)
            return True

        renamed = {}
        for number, document in enumerate(found.documents):
            id = self._ids.give(
                document.id, document.path, document.record, is_taken, partial(self.note, path)
            )
            self._owners[id] = path
            if id != document.id:
                renamed[number] = id
                self.renamed[len(self.drafts)] = id
            self.drafts.add(document.draft)
        self.shelf.add(path, rename_packed(found.sketches, renamed))
