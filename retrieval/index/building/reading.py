"""Files of an archive → drafts of documents in a spool; other processes parse and repair.

A document's id is here the one that its record claims: which ids others claim too, only the whole archive tells.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from retrieval.archive.accounting import add_amounts, sum_up
from retrieval.archive.confined import Confined
from retrieval.archive.files import digest_file, read_file
from retrieval.archive.formats import is_plain
from retrieval.archive.reading import read_source
from retrieval.archive.records import Problem, SourceFile
from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.findings import Found, FoundIn, Read
from retrieval.index.building.spool import Spool
from retrieval.index.building.states import FileState, Packed, join_packed, pack_sketch
from retrieval.index.building.workers import in_order
from retrieval.index.drafts import draft_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.errors import UnreadableError
    from retrieval.index.building.workers import Pool
    from retrieval.values import Document

# Bytes that are handed to another process at a time, and files: of tiny ones each would cost a journey.
_PIECE = 1 << 20
_FILES = 256
# Characters of documents that are held at a time: those of a large table would fill the memory.
_TOGETHER = 1 << 20
# What is noted of a file that no sitemap lists: hardly any is listed.
_UNLISTED = ("", "")


class Reading:
    """Reads files, in their order.

    ``states`` are the files that were read so far.

    Args:
        pool: the other processes.
        spool: takes the drafts.
        note: is told of each file that cannot be read, by the path of the archive's file.
    """

    def __init__(self, pool: Pool, spool: Spool, note: Callable[[str, Problem], None]) -> None:
        self._pool = pool
        self._spool = spool
        self._note = note
        self.states: dict[str, FileState] = {}

    def read(self, files: Sequence[ArchiveFile]) -> Iterator[FoundIn]:
        """Yield what the files hold, in their order."""
        reading = in_order(
            self._pool, read_pieces, self._tasks(files), is_apart=_is_apart, lost=self._read_one_by_one
        )
        for pieces, results in reading:
            for piece, found in zip(pieces, results, strict=True):
                yield FoundIn(piece.file, len(piece.source.data), found)

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
        return [piece.source for piece in pieces], self._spool

    def _read_one_by_one(self, pieces: list[_Piece], error: UnreadableError) -> list[Found]:
        """Find which of some files ended the process that read them: that one is named, and the others are read."""
        if len(pieces) == 1:
            source = pieces[0].source
            problem = Problem(source.path, source.line if source.line > 1 else None, str(error))
            return [Found([], Packed(), [problem], {})]
        alone = (([piece], self._task([piece])) for piece in pieces)
        reading = in_order(
            self._pool, read_pieces, alone, is_apart=lambda _: True, lost=self._read_one_by_one
        )
        return [result for _, [result] in reading]


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


Task: TypeAlias = tuple[list[SourceFile], Spool]
"""The bytes of some files, and where what is read of them is kept."""


def read_pieces(task: Task) -> list[Found]:
    """Return for each of some files what it holds."""
    sources, spool = task
    return [_read_piece(source, spool) for source in sources]


def _read_piece(source: SourceFile, spool: Spool) -> Found:
    problems: list[Problem] = []
    kept: list[Read] = []
    sketches: list[Packed] = []
    left_out: Amounts = {}
    some: list[Document] = []
    size = 0

    def keep() -> None:
        nonlocal left_out, size
        drafts = list(map(draft_document, some))
        for document, place in zip(some, spool.write(drafts), strict=True):
            kept.append(Read(document.metadata.id, document.metadata.path, document.origin.record, place))
        sketches.extend(
            pack_sketch(known, draft.metadata) for known, draft in zip(sketch_all(some), drafts, strict=True)
        )
        left_out = add_amounts(left_out, sum_up(some))
        some.clear()
        size = 0

    for _, document in read_source(source, problems.append):
        some.append(document)
        size += len(document.text)
        if size >= _TOGETHER:
            keep()
    keep()
    return Found(kept, join_packed(sketches), problems, left_out)
