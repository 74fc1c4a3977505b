"""Archive → index: only what is new, changed or gone is worked on, on all cores.

Files are read here, and their bytes handed to other processes in pieces; what comes back are drafts of documents.
They are given their ids here, in the order of the archive, and handed out again to be cut into terms.
"""

from __future__ import annotations

import hashlib
import marshal
import time
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from retrieval.archive.files import digest_file, list_files, read_file
from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile
from retrieval.chinese.words import open_outliner
from retrieval.curation.facts import NO_FACTS, Facts, find_facts, with_facts
from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.spool import Place, Spool
from retrieval.index.building.states import FileState, join_packed, join_sketches, pack_sketch
from retrieval.index.building.workers import in_order, open_pool
from retrieval.index.drafts import Cut, Draft, cut_drafts, draft_document, restore_draft
from retrieval.values import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path

    from retrieval.archive.files import ArchiveFile
    from retrieval.chinese.outlines import Outline
    from retrieval.index.base import Writer
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.states import Packed
    from retrieval.values import Document

# Bytes that are handed to another process at a time.
_PIECE = 1 << 20
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
    # Before the writer is opened: it makes a folder, even for an archive whose name was mistyped.
    listed = list_files(archive, report)
    files = {file.path: file for file in listed}
    manifest = recipe.describe(archive) | {"listing": describe_listing(listed)}
    reason = "as asked" if rebuild else None
    if not rebuild:
        with open_writer(fresh=False) as writer:
            held = writer.read_manifest()
            reason = recipe.differs(held, archive) if held else None
            if reason is None:
                return _update(writer, files, recipe, manifest, None, report, progress)
    with open_writer(fresh=True) as writer:
        return _update(writer, files, recipe, manifest, reason, report, progress)


def describe_listing(files: Iterable[ArchiveFile]) -> str:
    """Return what tells one state of an archive's files from the next: their names, sizes and times.

    An index keeps it, so that whoever opens one sees whether it is behind without reading what it holds of
    each file (nor would the newest file's time do: a file that is gone, or that was moved in, shows in none).
    """
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        digest.update(f"{file.path}\0{file.size}\0{file.modified}\n".encode())
    return digest.hexdigest()


def _update(
    writer: Writer,
    files: Mapping[str, ArchiveFile],
    recipe: Recipe,
    manifest: Mapping[str, Any],
    reason: str | None,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
    # Before anything is read: a change from here on may bear the time that a young file bears already.
    young = time.time_ns() - _YOUNG
    held = writer.read_manifest()
    known = writer.read_files()
    gone = [path for path in known if path not in files]
    new = [path for path in files if path not in known]
    changed = [path for path in files if path in known and not _is_same(files[path], known[path])]
    redone = {*gone, *new, *changed}
    for path in known:
        if path not in redone:
            for problem in known[path].problems:
                report(problem)
    update = Update(len(new), len(changed), len(gone), len(files) - len(new) - len(changed), 0, reason)
    if not update.changes and held == manifest:
        return update
    # A copy or a checkout gave them new times: what is noted now need not be read again the next time.
    touched = {
        path: replace(known[path], modified=file.modified)
        for path, file in files.items()
        if path not in redone and known[path].modified != file.modified < young
    }
    for state in touched.values():
        writer.add_file(state)
    documents = 0
    if update.changes:
        documents = _redo(writer, files, {**known, **touched}, redone, recipe, report, progress)
    writer.commit(manifest)
    return replace(update, documents=documents)


def _redo(
    writer: Writer,
    files: Mapping[str, ArchiveFile],
    known: Mapping[str, FileState],
    redone: set[str],
    recipe: Recipe,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> int:
    """Take out of an index what it holds of some files, and put in what they hold now; return how many documents."""
    # Files that claim an id together get theirs anew together, as a reading from the start would give them.
    redone = redone | _claiming(redone, known)
    while True:
        size = sum(files[path].size for path in redone if path in files)
        with open_pool(size) as pool, TemporaryDirectory(prefix="wendang-") as folder:
            work = _Work(writer, pool, Spool(folder), recipe, report, progress)
            claiming = work.read([files[path] for path in files if path in redone], redone)
            if not claiming:
                writer.remove_files(redone & set(known))
                return work.write(files, known)
        redone |= claiming | _claiming(claiming, known)


def _is_same(file: ArchiveFile, state: FileState) -> bool:
    if file.size != state.size or (file.url, file.day) != state.listed:
        return False
    if file.modified == state.modified:
        return True
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
    draft: Place
    sketch: Packed


class _Work:
    """One run over some files: read them all, then write them all."""

    def __init__(
        self,
        writer: Writer,
        pool: Executor,
        spool: Spool,
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
        self._documents: list[tuple[str, str, Place]] = []
        self._sketches: dict[str, list[Packed]] = {}

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

    def write(self, files: Iterable[str], known: Mapping[str, FileState]) -> int:
        """Cut what was read into terms, and hand it to the writer; return how many documents there are.

        So are the documents of ``known`` files, and not read again, of which the archive now says something else.
        """
        read = {path: join_packed(self._sketches.get(path, ())) for path in self._states}
        kept = self._writer.read_sketches()
        order = [path for path in files if path in read or path in kept]
        facts = _find_facts({path: read[path] if path in read else kept[path] for path in order})
        for found in self._problems.values():
            for problem in found:
                self._report(problem)
        total = sum(place.size for _, _, place in self._documents)
        done = 0
        self._progress(Progress("cut", 0, total))
        for (paths, size), batch in in_order(self._pool, cut_batch, self._batches(facts)):
            self._writer.add(paths, batch)
            done += size
            self._progress(Progress("cut", done, total))
        for path, state in self._states.items():
            self._writer.add_file(
                replace(
                    state,
                    problems=tuple(self._problems.get(path, ())),
                    shared=tuple(sorted(self._shared.get(path, ()))),
                    facts=facts.get(path, {}),
                )
            )
            self._writer.add_sketches(path, read[path])
        for path in order:
            if path not in read:
                self._rewrite(known[path], facts.get(path, {}))
        return len(self._documents)

    def _rewrite(self, state: FileState, facts: dict[str, Facts]) -> None:
        """Cut those documents of a kept file anew of which the archive says something else than it did."""
        if facts == state.facts:
            return
        ids = [id for id in {**facts, **state.facts} if facts.get(id) != state.facts.get(id)]
        plain = [document for id in ids if (document := self._writer.read_plain(id))]
        places = self._spool.write([_dump(draft_document(document)) for document in plain])
        batch = [
            (place, facts.get(document.id, NO_FACTS)) for place, document in zip(places, plain, strict=True)
        ]
        for document in plain:
            self._writer.remove_document(document.id)
        if batch:
            self._writer.add([state.path] * len(batch), cut_batch(self._task(batch)))
        self._writer.add_file(replace(state, facts=facts))

    def _pieces(self, files: Sequence[ArchiveFile]) -> Iterator[tuple[tuple[str, int], Piece]]:
        young = time.time_ns() - _YOUNG
        for file in files:
            digest = digest_file(file)
            for source in read_file(file, partial(self._note, file.path)):
                for piece in _split(source):
                    yield (file.path, len(piece.data)), (piece, self._spool)
            modified = file.modified if file.modified < young else 0
            self._states[file.path] = FileState(file.path, file.size, modified, digest, (file.url, file.day))

    def _take(self, path: str, document: _Read, redone: set[str], claiming: set[str]) -> None:
        """Give a document an id that no other has, as :func:`retrieval.archive.reading.read_documents` would."""
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
        draft, known = document.draft, document.sketch
        if number > 1:
            (data,) = self._spool.read([draft])
            plain = restore_draft(_load(data))
            renamed = replace(plain, metadata=replace(plain.metadata, id=id))
            (read,) = _read_all([renamed], self._spool)
            draft, known = read.draft, read.sketch
            message = f"its id {document.id!r} is taken by an earlier record: it is served as {id!r}"
            self._note(path, Problem(document.path, document.record, message))
        self._documents.append((path, id, draft))
        self._sketches.setdefault(path, []).append(known)

    def _batches(
        self, facts: Mapping[str, Mapping[str, Facts]]
    ) -> Iterator[tuple[tuple[list[str], int], Task]]:
        paths: list[str] = []
        batch: list[tuple[Place, Facts]] = []
        size = 0
        for path, id, place in self._documents:
            paths.append(path)
            batch.append((place, facts.get(path, {}).get(id, NO_FACTS)))
            size += place.size
            if size >= _PIECE:
                yield (paths, size), self._task(batch)
                paths, batch, size = [], [], 0
        if batch:
            yield (paths, size), self._task(batch)

    def _task(self, batch: list[tuple[Place, Facts]]) -> Task:
        return self._recipe.cutter, self._recipe.words, self._writer.encode, self._spool, batch

    def _note(self, path: str, problem: Problem) -> None:
        self._problems.setdefault(path, []).append(problem)


def _find_facts(packed: Mapping[str, Packed]) -> dict[str, dict[str, Facts]]:
    """Return what the whole archive says of its documents, by file and by id; the files are in its order."""
    sketches = join_sketches(list(packed.values()))
    ends = list(accumulate(one.number for one in packed.values()))
    paths = list(packed)
    found: dict[str, dict[str, Facts]] = {}
    for place, facts in find_facts(sketches).items():
        path = paths[bisect_right(ends, place)]
        found.setdefault(path, {})[sketches.metadata(place).id] = facts
    return found


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


Piece: TypeAlias = tuple[SourceFile, Spool]
"""Some bytes of a file, and where what is read of them is kept."""


def read_piece(task: Piece) -> tuple[list[_Read], list[Problem]]:
    """Return the documents of some bytes, and what could not be read."""
    source, spool = task
    problems: list[Problem] = []
    documents = list(read_source(source, problems.append))
    return _read_all(documents, spool), problems


def _read_all(documents: Sequence[Document], spool: Spool) -> list[_Read]:
    drafts = list(map(draft_document, documents))
    places = spool.write(list(map(_dump, drafts)))
    return [
        _Read(
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


Task: TypeAlias = "tuple[str, tuple[str, ...], Callable[[Cut], Any], Spool, list[tuple[Place, Facts]]]"
"""Cutter, dictionary, the engine's way to take cut documents, and where their drafts are, each with its facts."""


def cut_batch(task: Task) -> Any:
    """Cut documents into terms, and return them as the engine takes them."""
    cutter, words, encode, spool, batch = task
    drafts = map(_load, spool.read(place for place, _ in batch))
    known = [_with_facts(draft, facts) for draft, (_, facts) in zip(drafts, batch, strict=True)]
    return encode(cut_drafts(known, _outliner(cutter, words)))


def _with_facts(draft: Draft, facts: Facts) -> Draft:
    # Of most documents the archive says nothing: they need not be put together again.
    if facts == NO_FACTS:
        return draft
    plain = restore_draft(draft)
    return draft_document(with_facts(plain, facts), plain)


def _dump(draft: Draft) -> bytes:
    return marshal.dumps(tuple(draft))


def _load(data: bytes) -> Draft:
    return Draft(*marshal.loads(data))  # noqa: S302 - from this run's own folder, which no other user enters


_loaded: dict[tuple[str, tuple[str, ...]], Outline] = {}


def _outliner(cutter: str, words: tuple[str, ...]) -> Outline:
    key = (cutter, words)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = open_outliner(cutter, words)
    return _loaded[key]
