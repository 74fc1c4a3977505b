"""Files of an archive → drafts of documents with distinct ids, which wait in a folder until all are read.

Other processes parse and repair; here, in the archive's order, the documents get their ids. Drafts wait in a spool and
sketches on a shelf. In memory stay the ids, which must be compared with each other, and where each draft stands.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Self, TypeAlias

from retrieval.archive.accounting import add_amounts, sum_up
from retrieval.archive.confined import Confined
from retrieval.archive.files import digest_file, read_file
from retrieval.archive.formats import is_plain
from retrieval.archive.ids import Ids
from retrieval.archive.reading import read_source
from retrieval.archive.records import Problem, SourceFile
from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.spool import Place, Places, Spool
from retrieval.index.building.states import FileState, Packed, join_packed, pack_sketch
from retrieval.index.building.workers import Progress, in_order
from retrieval.index.drafts import draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence
    from pathlib import Path
    from types import TracebackType

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.errors import UnreadableError
    from retrieval.index.base import Writer
    from retrieval.index.building.workers import Pool
    from retrieval.values import Document

# Bytes that are handed to another process at a time, and files: of tiny ones each would cost a journey.
_PIECE = 1 << 20
_FILES = 256
# Characters of documents that are held at a time: those of a large table would fill the memory.
_TOGETHER = 1 << 20
# What is noted of a file that no sitemap lists: hardly any is listed.
_UNLISTED = ("", "")


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
        self, writer: Writer, pool: Pool, folder: Path, progress: Callable[[Progress], None]
    ) -> None:
        self._writer = writer
        self._pool = pool
        self._progress = progress
        self._owners: dict[str, str] = {}
        self._ids = Ids()
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
        reading = in_order(
            self._pool, read_pieces, self._tasks(files), is_apart=_is_apart, lost=self._read_one_by_one
        )
        for pieces, results in reading:
            for piece, (documents, problems, left_out) in zip(pieces, results, strict=True):
                for problem in problems:
                    self._note(piece.file, problem)
                if left_out:
                    self.left_out[piece.file] = add_amounts(self.left_out.get(piece.file, {}), left_out)
                self._take(piece.file, documents, redone, claiming)
                done += len(piece.source.data)
            self._progress(Progress("read", min(done, total), total))
        # All ids are given: they are not looked at again.
        self._owners.clear()
        return claiming

    def _tasks(self, files: Sequence[ArchiveFile]) -> Iterator[tuple[list[_Piece], Task]]:
        """Yield what is handed to another process at a time: a piece of a large file, or several small files."""
        some: list[_Piece] = []
        size = 0
        for piece in self._pieces(files):
            apart = not is_plain(piece.source)
            if some and (
                size + len(piece.source.data) > _PIECE or len(some) >= _FILES or apart != some[0].apart
            ):
                yield some, self._task(some)
                some, size = [], 0
            some.append(piece._replace(apart=apart))
            size += len(piece.source.data)
        if some:
            yield some, self._task(some)

    def _pieces(self, files: Sequence[ArchiveFile]) -> Iterator[_Piece]:
        with Confined() as unpacking:
            for file in files:
                digest = digest_file(file)
                for source in read_file(file, partial(self._note, file.path), unpacking):
                    for piece in _split(source):
                        yield _Piece(file.path, piece)
                self.states[file.path] = FileState(
                    file.path,
                    file.size,
                    file.modified,
                    digest,
                    (file.url, file.day) if file.url else _UNLISTED,
                )

    def _task(self, pieces: Sequence[_Piece]) -> Task:
        return [piece.source for piece in pieces], self.spool

    def _read_one_by_one(self, pieces: list[_Piece], error: UnreadableError) -> list[Found]:
        """Find which of some files ended the process that read them: that one is named, and the others are read."""
        if len(pieces) == 1:
            source = pieces[0].source
            return [([], [Problem(source.path, source.line if source.line > 1 else None, str(error))], {})]
        alone = (([piece], self._task([piece])) for piece in pieces)
        reading = in_order(
            self._pool, read_pieces, alone, is_apart=lambda _: True, lost=self._read_one_by_one
        )
        return [result for _, [result] in reading]

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
            id = self._ids.give(
                document.id, document.path, document.record, is_taken, partial(self._note, path)
            )
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


class _Piece(NamedTuple):
    """A file of the archive, a member of one or a piece of one, and whether only a process apart may read it."""

    file: str
    source: SourceFile
    apart: bool = False


def _is_apart(task: Task) -> bool:
    return not is_plain(task[0][0])


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


Task: TypeAlias = tuple[list[SourceFile], Spool]
"""The bytes of some files, and where what is read of them is kept."""

Found: TypeAlias = "tuple[list[Read], list[Problem], Amounts]"
"""The documents of a file's bytes, what could not be read, and how much was left out."""


def read_pieces(task: Task) -> list[Found]:
    """Return for each of some files what it holds."""
    sources, spool = task
    return [_read_piece(source, spool) for source in sources]


def _read_piece(source: SourceFile, spool: Spool) -> Found:
    problems: list[Problem] = []
    kept: list[Read] = []
    left_out: Amounts = {}
    some: list[Document] = []
    size = 0

    def keep() -> None:
        nonlocal left_out, size
        kept.extend(_keep(some, spool))
        left_out = add_amounts(left_out, sum_up(some))
        some.clear()
        size = 0

    for _, document in read_source(source, problems.append):
        some.append(document)
        size += len(document.text)
        if size >= _TOGETHER:
            keep()
    keep()
    return kept, problems, left_out


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
