"""Files of an archive → drafts of documents with distinct ids, which wait in a folder until all are read.

Other processes parse and repair; here, in the archive's order, the documents get their ids. Drafts wait in a spool and
sketches on a shelf. In memory stay the ids, which must be compared with each other, and where each draft stands.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from retrieval.archive.accounting import add_amounts, sum_up
from retrieval.archive.files import digest_file, read_file
from retrieval.archive.ids import give_id
from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile
from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.spool import Place, Places, Spool
from retrieval.index.building.states import FileState, Packed, join_packed, pack_sketch
from retrieval.index.building.workers import Progress, in_order
from retrieval.index.drafts import draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from concurrent.futures import Executor
    from pathlib import Path
    from types import TracebackType

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.base import Writer
    from retrieval.values import Document

# Bytes that are handed to another process at a time.
_PIECE = 1 << 20


class Gathering:
    """What is gathered from some files; a context manager, since it holds files open.

    ``states`` are the files that were read, ``problems`` what was wrong with each, and ``left_out`` how much of each no
    question will find; ``shared`` are ids that a file claims together with another, ``drafts`` where the documents wait,
    and on the ``shelf`` are their sketches.

    Args:
        writer: knows the ids of the files that are not read.
        pool: the other processes.
        folder: holds what waits; nobody else writes there.
        progress: is told how far it is.
    """

    def __init__(
        self, writer: Writer, pool: Executor, folder: Path, progress: Callable[[Progress], None]
    ) -> None:
        self._writer = writer
        self._pool = pool
        self._progress = progress
        self._owners: dict[str, str] = {}
        self.folder = folder
        self.spool = Spool(str(folder))
        self.shelf = Shelf(folder / "read")
        self.states: dict[str, FileState] = {}
        self.problems: dict[str, list[Problem]] = {}
        self.left_out: dict[str, Amounts] = {}
        self.shared: dict[str, set[str]] = {}
        self.drafts = Places()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.shelf.close()

    def read(self, files: Sequence[ArchiveFile], redone: Container[str]) -> set[str]:
        """Read files into documents with distinct ids; return the other files that claim one of the ids."""
        claiming: set[str] = set()
        total = sum(file.size for file in files)
        done = 0
        self._progress(Progress("read", 0, total))
        pieces = in_order(self._pool, read_piece, self._pieces(files))
        for (path, size), (documents, problems, left_out) in pieces:
            for problem in problems:
                self._note(path, problem)
            if left_out:
                self.left_out[path] = add_amounts(self.left_out.get(path, {}), left_out)
            self._take(path, documents, redone, claiming)
            done += size
            self._progress(Progress("read", min(done, total), total))
        # All ids are given: they are not looked at again.
        self._owners.clear()
        return claiming

    def _pieces(self, files: Sequence[ArchiveFile]) -> Iterator[tuple[tuple[str, int], Piece]]:
        for file in files:
            digest = digest_file(file)
            for source in read_file(file, partial(self._note, file.path)):
                for piece in _split(source):
                    yield (file.path, len(piece.data)), (piece, self.spool)
            self.states[file.path] = FileState(
                file.path, file.size, file.modified, digest, (file.url, file.day)
            )

    def _take(self, path: str, documents: Sequence[Read], redone: Container[str], claiming: set[str]) -> None:
        """Give documents ids that no others have, as :func:`retrieval.archive.reading.walk` would, and keep them."""
        wanted = [document.id for document in documents]
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

        sketches = []
        for document in documents:
            id = give_id(document.id, document.path, document.record, is_taken, partial(self._note, path))
            self._owners[id] = path
            named = document if id == document.id else self._rename(document, id)
            self.drafts.add(named.draft)
            sketches.append(named.sketch)
        self.shelf.add(path, join_packed(sketches))

    def _rename(self, document: Read, id: str) -> Read:
        (draft,) = self.spool.read([document.draft])
        plain = restore_draft(draft)
        (read,) = _keep([replace(plain, metadata=replace(plain.metadata, id=id))], self.spool)
        return read

    def _note(self, path: str, problem: Problem) -> None:
        self.problems.setdefault(path, []).append(problem)


def _split(source: SourceFile) -> Iterator[SourceFile]:
    """Cut a long file of lines into pieces that keep every core busy."""
    if len(source.data) <= 2 * _PIECE or not source.path.lower().endswith((".jsonl", ".ndjson")):
        yield source
        return
    start = 0
    line = source.line
    while start < len(source.data):
        end = source.data.find(b"\n", start + _PIECE) + 1 or len(source.data)
        piece = source.data[start:end]
        yield SourceFile(source.path, piece, line)
        line += piece.count(b"\n")
        start = end


# --- in other processes ---


class Read(NamedTuple):
    """A document as it came back from another process."""

    id: str
    path: str
    record: int
    draft: Place
    sketch: Packed


Piece: TypeAlias = tuple[SourceFile, Spool]
"""Some bytes of a file, and where what is read of them is kept."""


def read_piece(task: Piece) -> tuple[list[Read], list[Problem], Amounts]:
    """Return the documents of some bytes, what could not be read, and how much was left out."""
    source, spool = task
    problems: list[Problem] = []
    documents = [document for _, document in read_source(source, problems.append)]
    return _keep(documents, spool), problems, sum_up(documents)


def _keep(documents: Sequence[Document], spool: Spool) -> list[Read]:
    """Keep documents as drafts, and return what is known of each."""
    drafts = list(map(draft_document, documents))
    places = spool.write(drafts)
    return [
        Read(
            draft.id,
            document.metadata.path,
            document.origin.record,
            place,
            pack_sketch(known, draft.metadata),
        )
        for document, draft, place, known in zip(
            documents, drafts, places, sketch_all(documents), strict=True
        )
    ]
