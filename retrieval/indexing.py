"""Archive → index: only what is new, changed or gone is worked on, on all cores.

Files are read here, and their bytes handed to other processes in pieces; what comes back are documents.
They are given their ids here, in the order of the archive, and handed out again to be cut into terms.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple, Protocol

from retrieval.archive import digest_file, list_files, read_file
from retrieval.index.encoding import decode_document, encode_document
from retrieval.index.entries import DocumentEntry, FileState, build_entries
from retrieval.reading import read_source
from retrieval.segmentation import open_marker
from retrieval.values import Problem, SourceFile
from retrieval.workers import in_order, open_pool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from retrieval.archive import ArchiveFile
    from retrieval.index.base import Writer
    from retrieval.recipe import Recipe
    from retrieval.segmentation import Mark

# Bytes that are handed to another process at a time, and that are kept in memory between the two passes.
_PIECE = 1 << 20
_IN_MEMORY = 64 << 20
# Nanoseconds. File systems tell times apart by up to two seconds (FAT).
_YOUNG = 2_000_000_000


class OpenWriter(Protocol):
    """Opens an index for writing."""

    def __call__(self, *, fresh: bool) -> Writer:
        """Open it; told ``fresh``, start from nothing."""
        ...


class Progress(NamedTuple):
    """How far a build is: ``done`` of ``total`` bytes are read, or cut into words."""

    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Update:
    """What a run did: how many files it found new, changed, gone or as before, and what the index holds."""

    new: int
    changed: int
    gone: int
    kept: int
    documents: int
    rebuilt: str | None

    @property
    def changes(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.new or self.changed or self.gone or self.rebuilt)


def update_index(
    open_writer: OpenWriter,
    archive: Path,
    recipe: Recipe,
    *,
    rebuild: bool,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
    """Bring an index up to its archive; readers see the old state until the new one is whole.

    Args:
        open_writer: opens the index for writing; told ``fresh``, it starts from nothing.
        archive: a folder or a file.
        recipe: what texts are cut with; an index made otherwise is built again.
        rebuild: read everything again.
        report: is told of each file or record that cannot be read, also of those found before.
        progress: is told how far it is.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        StoreLocked: another process is writing the index.
        StoreError: the index is damaged, or cannot be written.
    """
    reason = "as asked" if rebuild else None
    if not rebuild:
        with open_writer(fresh=False) as writer:
            manifest = writer.read_manifest()
            reason = recipe.differs(manifest, archive) if manifest else None
            if reason is None:
                return _update(writer, archive, recipe, None, report, progress)
    with open_writer(fresh=True) as writer:
        return _update(writer, archive, recipe, reason, report, progress)


def _update(
    writer: Writer,
    archive: Path,
    recipe: Recipe,
    reason: str | None,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
    known = writer.read_files()
    files = {file.path: file for file in list_files(archive, report)}
    gone = [path for path in known if path not in files]
    new = [path for path in files if path not in known]
    changed = [path for path in files if path in known and not _is_same(files[path], known[path])]
    for path in known:
        if path in files and path not in changed:
            for problem in known[path].problems:
                report(problem)
    update = Update(len(new), len(changed), len(gone), len(files) - len(new) - len(changed), 0, reason)
    if not update.changes and known:
        return update
    redone = {*gone, *new, *changed}
    # Files that claim an id together get theirs anew together, as a reading from the start would give them.
    redone |= _claiming(redone, known)
    while True:
        size = sum(files[path].size for path in redone if path in files)
        with open_pool(size) as pool, SpooledTemporaryFile(_IN_MEMORY) as spool:
            work = _Work(writer, pool, spool, recipe, report, progress)
            claiming = work.read([files[path] for path in files if path in redone], redone)
            if not claiming:
                for path in redone & set(known):
                    writer.remove_file(path)
                documents = work.write()
                break
        redone |= claiming | _claiming(claiming, known)
    writer.commit(recipe.describe(archive))
    return replace(update, documents=documents)


def _is_same(file: ArchiveFile, state: FileState) -> bool:
    if file.size != state.size:
        return False
    if file.modified == state.modified:
        return True
    # A copy or a checkout gives new times to old files.
    return digest_file(file) == state.digest


def _claiming(paths: Iterable[str], known: Mapping[str, FileState]) -> set[str]:
    """Return the files that share an id with one of these, directly or through others."""
    found: set[str] = set()
    ids = {id for path in paths if path in known for id in known[path].shared}
    while ids:
        more = {path for path, state in known.items() if path not in found and ids & set(state.shared)}
        if not more:
            break
        found |= more
        ids = {id for path in more for id in known[path].shared}
    return found


class _Read(NamedTuple):
    """A document as it came back from another process."""

    id: str
    path: str
    record: int
    encoded: bytes


class _Work:
    """One run over some files: read them all, then write them all."""

    def __init__(
        self,
        writer: Writer,
        pool: Executor,
        spool: IO[bytes],
        recipe: Recipe,
        report: Callable[[Problem], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self._writer = writer
        self._pool = pool
        self._recipe = recipe
        self._report = report
        self._progress = progress
        self._spool = spool
        self._states: dict[str, FileState] = {}
        self._problems: dict[str, list[Problem]] = {}
        self._owners: dict[str, str] = {}
        self._shared: dict[str, set[str]] = {}
        self._documents: list[tuple[str, int]] = []

    def read(self, files: Sequence[ArchiveFile], redone: set[str]) -> set[str]:
        """Read files into documents with distinct ids; return the other files that claim one of the ids."""
        claiming: set[str] = set()
        total = sum(file.size for file in files)
        done = 0
        self._progress(Progress("read", 0, total))
        for (path, size), (documents, problems) in in_order(self._pool, read_piece, self._pieces(files)):
            for problem in problems:
                self._note(path, problem)
            for document in documents:
                self._take(path, document, redone, claiming)
            done += size
            self._progress(Progress("read", min(done, total), total))
        return claiming

    def write(self) -> int:
        """Cut what was read into terms, and hand it to the writer; return how many documents there are."""
        for found in self._problems.values():
            for problem in found:
                self._report(problem)
        total = self._spool.tell()
        self._spool.seek(0)
        done = 0
        self._progress(Progress("cut", 0, total))
        for (paths, size), entries in in_order(self._pool, cut_batch, self._batches()):
            for path, entry in zip(paths, entries, strict=True):
                self._writer.add(path, entry)
            done += size
            self._progress(Progress("cut", done, total))
        for path, state in self._states.items():
            shared = tuple(sorted(self._shared.get(path, ())))
            problems = tuple(self._problems.get(path, ()))
            self._writer.add_file(replace(state, problems=problems, shared=shared))
        return len(self._documents)

    def _pieces(self, files: Sequence[ArchiveFile]) -> Iterator[tuple[tuple[str, int], SourceFile]]:
        young = time.time_ns() - _YOUNG
        for file in files:
            digest = digest_file(file)
            for source in read_file(file, partial(self._note, file.path)):
                for piece in _split(source):
                    yield (file.path, len(piece.data)), piece
            modified = file.modified if file.modified < young else 0
            self._states[file.path] = FileState(file.path, file.size, modified, digest)

    def _take(self, path: str, document: _Read, redone: set[str], claiming: set[str]) -> None:
        """Give a document an id that no other has, as :func:`retrieval.reading.read_documents` would."""
        id = document.id
        number = 1
        while True:
            owner = self._owners.get(id)
            if owner is None:
                elsewhere = self._writer.find_file(id)
                if elsewhere is None or elsewhere in redone:
                    break
                claiming.add(elsewhere)
                owner = elsewhere
            self._shared.setdefault(owner, set()).add(id)
            self._shared.setdefault(path, set()).add(id)
            number += 1
            id = f"{document.id}~{number}"
        self._owners[id] = path
        encoded = document.encoded
        if number > 1:
            decoded = decode_document(encoded)
            encoded = encode_document(replace(decoded, metadata=replace(decoded.metadata, id=id)))
            message = f"its id {document.id!r} is taken by an earlier record: it is served as {id!r}"
            self._note(path, Problem(document.path, document.record, message))
        self._documents.append((path, len(encoded)))
        self._spool.write(encoded)

    def _batches(self) -> Iterator[tuple[tuple[list[str], int], tuple[str, tuple[str, ...], list[bytes]]]]:
        paths: list[str] = []
        batch: list[bytes] = []
        size = 0
        for path, length in self._documents:
            paths.append(path)
            batch.append(self._spool.read(length))
            size += length
            if size >= _PIECE:
                yield (paths, size), (self._recipe.cutter, self._recipe.words, batch)
                paths, batch, size = [], [], 0
        if batch:
            yield (paths, size), (self._recipe.cutter, self._recipe.words, batch)

    def _note(self, path: str, problem: Problem) -> None:
        self._problems.setdefault(path, []).append(problem)


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


# --- in other processes ---------------------------------------------------------------------------------


def read_piece(source: SourceFile) -> tuple[list[_Read], list[Problem]]:
    """Return the documents of some bytes, and what could not be read."""
    problems: list[Problem] = []
    documents = [
        _Read(document.id, document.metadata.path, document.origin.record, encode_document(document))
        for document in read_source(source, problems.append)
    ]
    return documents, problems


def cut_batch(task: tuple[str, tuple[str, ...], list[bytes]]) -> list[DocumentEntry]:
    """Cut documents into terms: cutter, dictionary, and the documents as bytes."""
    cutter, words, batch = task
    return build_entries([decode_document(encoded) for encoded in batch], _marker(cutter, words))


_loaded: dict[tuple[str, tuple[str, ...]], Mark] = {}


def _marker(cutter: str, words: tuple[str, ...]) -> Mark:
    key = (cutter, words)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = open_marker(cutter, words)
    return _loaded[key]
