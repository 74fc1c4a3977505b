"""One run over some files of an archive: read them all, and then write them all.

Nothing is written before everything is read: only then are all ids given, and is it known what the archive as a whole
says of its documents. What waits meanwhile waits in files of a folder: drafts in the spool, sketches on shelves. In
memory stay the ids, which must be compared with each other, and where each draft stands.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

from retrieval.archive.files import digest_file, read_file
from retrieval.archive.ids import give_id
from retrieval.archive.records import SourceFile
from retrieval.curation.facts import NO_FACTS, Facts, find_facts
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.processes import cut_batch, dump_draft, load_draft, read_all, read_piece
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.spool import Place, Places, Spool
from retrieval.index.building.states import FileState, join_packed
from retrieval.index.building.workers import in_order
from retrieval.index.drafts import draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence
    from concurrent.futures import Executor
    from pathlib import Path
    from types import TracebackType

    from retrieval.archive.files import ArchiveFile
    from retrieval.curation.fingerprints import Sketches
    from retrieval.index.base import Writer
    from retrieval.index.building.processes import Piece, Read, Task
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.shelf import Stretch
    from retrieval.values import Problem

# Bytes that are handed to another process at a time.
_PIECE = 1 << 20
# Documents of kept files that are cut anew at a time.
_TOGETHER = 256


class Progress(NamedTuple):
    """How far a build is: ``done`` of ``total`` bytes are read, or cut into words."""

    stage: str
    done: int
    total: int


class Work:
    """One run: :meth:`read`, and then :meth:`write`. A context manager, since it holds files open.

    Args:
        writer: what the documents are written with.
        pool: the other processes.
        folder: holds what waits; nobody else writes there.
        recipe: what texts are cut with.
        report: is told of each file or record that cannot be read.
        progress: is told how far the run is.
    """

    def __init__(
        self,
        writer: Writer,
        pool: Executor,
        folder: Path,
        recipe: Recipe,
        report: Callable[[Problem], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self._writer = writer
        self._ledger = Ledger(writer)
        self._pool = pool
        self._recipe = recipe
        self._report = report
        self._progress = progress
        self._spool = Spool(str(folder))
        self._folder = folder
        self._read = Shelf(folder / "read")
        # Those of the whole archive: the same, unless some files are kept.
        self._all = self._read
        self._states: dict[str, FileState] = {}
        self._problems: dict[str, list[Problem]] = {}
        self._owners: dict[str, str] = {}
        self._shared: dict[str, set[str]] = {}
        self._drafts = Places()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._read.close()
        self._all.close()

    # --- reading ---

    def read(self, files: Sequence[ArchiveFile], redone: Container[str]) -> set[str]:
        """Read files into documents with distinct ids; return the other files that claim one of the ids."""
        claiming: set[str] = set()
        total = sum(file.size for file in files)
        done = 0
        self._progress(Progress("read", 0, total))
        for (path, size), (documents, problems) in in_order(self._pool, read_piece, self._pieces(files)):
            for problem in problems:
                self._note(path, problem)
            self._take(path, documents, redone, claiming)
            done += size
            self._progress(Progress("read", min(done, total), total))
        return claiming

    def _pieces(self, files: Sequence[ArchiveFile]) -> Iterator[tuple[tuple[str, int], Piece]]:
        for file in files:
            digest = digest_file(file)
            for source in read_file(file, partial(self._note, file.path)):
                for piece in _split(source):
                    yield (file.path, len(piece.data)), (piece, self._spool)
            self._states[file.path] = FileState(
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
            self._shared.setdefault(owner, set()).add(id)
            self._shared.setdefault(path, set()).add(id)
            return True

        sketches = []
        for document in documents:
            id = give_id(document.id, document.path, document.record, is_taken, partial(self._note, path))
            self._owners[id] = path
            named = document if id == document.id else self._rename(document, id)
            self._drafts.add(named.draft)
            sketches.append(named.sketch)
        self._read.add(path, join_packed(sketches))

    def _rename(self, document: Read, id: str) -> Read:
        (data,) = self._spool.read([document.draft])
        plain = restore_draft(load_draft(data))
        (read,) = read_all([replace(plain, metadata=replace(plain.metadata, id=id))], self._spool)
        return read

    def _note(self, path: str, problem: Problem) -> None:
        self._problems.setdefault(path, []).append(problem)

    # --- writing ---

    def write(self, files: Sequence[str], known: Container[str]) -> int:
        """Cut what was read into terms, and hand it to the writer; return how many documents there are.

        So are the documents of ``known`` files, and not read again, of which the archive now says something else.
        """
        # All ids are given: they are not looked at again.
        self._owners.clear()
        kept = [path for path in files if path in known and path not in self._states]
        facts, told = self._find_facts(files, kept)
        for found in self._problems.values():
            for problem in found:
                self._report(problem)
        total = self._drafts.size
        done = 0
        self._progress(Progress("cut", 0, total))
        for (paths, size), batch in in_order(self._pool, cut_batch, self._batches(facts)):
            self._writer.add(paths, batch)
            done += size
            self._progress(Progress("cut", done, total))
        for path, state in self._states.items():
            problems, shared = self._problems.get(path, ()), self._shared.get(path, ())
            self._ledger.note_state(replace(state, problems=tuple(problems), shared=tuple(sorted(shared))))
            self._ledger.note_sketches(path, self._read.read(path))
            if path in told:
                self._ledger.note_facts(path, told[path])
        self._rewrite(kept, told)
        return len(self._drafts)

    def _find_facts(
        self, files: Sequence[str], kept: Sequence[str]
    ) -> tuple[Mapping[int, Facts], dict[str, dict[str, Facts]]]:
        """Return what the whole archive says of its documents: by place, and by file and id."""
        if kept:
            self._all = Shelf(self._folder / "all")
            held = self._ledger.sketches(kept)
            following = next(held, None)
            for path in files:
                if path in self._states:
                    self._all.add(path, self._read.read(path))
                elif following and following[0] == path:
                    self._all.add(*following)
                    following = next(held, None)
        sketches = self._all.columns()
        facts = find_facts(sketches)
        return facts, _by_file(facts, sketches, self._all.files)

    def _batches(self, facts: Mapping[int, Facts]) -> Iterator[tuple[tuple[list[str], int], Task]]:
        paths: list[str] = []
        batch: list[tuple[Place, Facts]] = []
        size = 0
        drafts = iter(self._drafts)
        for path in self._read.files:
            first, number = self._all.files[path]
            for place, draft in zip(range(first, first + number), drafts, strict=False):
                paths.append(path)
                batch.append((draft, facts.get(place, NO_FACTS)))
                size += draft.size
                if size >= _PIECE:
                    yield (paths, size), self._task(batch)
                    paths, batch, size = [], [], 0
        if batch:
            yield (paths, size), self._task(batch)

    def _rewrite(self, kept: Sequence[str], told: Mapping[str, dict[str, Facts]]) -> None:
        """Cut those documents of kept files anew of which the archive says something else than it did."""
        changed = {path: list(told[path]) for path in kept if path in told}
        for path, before in self._ledger.facts(kept):
            now = told.get(path, {})
            changed[path] = [id for id in {**now, **before} if now.get(id) != before.get(id)]
        ids = ((id, path) for path in kept for id in changed.get(path, ()))
        while some := dict(islice(ids, _TOGETHER)):
            plain = self._writer.read_plain(list(some))
            self._writer.remove_documents([document.id for document in plain])
            paths = [some[document.id] for document in plain]
            places = self._spool.write([dump_draft(draft_document(document)) for document in plain])
            batch = [
                (place, told.get(path, {}).get(document.id, NO_FACTS))
                for place, path, document in zip(places, paths, plain, strict=True)
            ]
            self._writer.add(paths, cut_batch(self._task(batch)))
        for path in kept:
            if changed.get(path):
                self._ledger.note_facts(path, told.get(path, {}))

    def _task(self, batch: list[tuple[Place, Facts]]) -> Task:
        return self._recipe.cutter, self._recipe.words, self._writer.encode, self._spool, batch


def _by_file(
    facts: Mapping[int, Facts], sketches: Sketches, files: Mapping[str, Stretch]
) -> dict[str, dict[str, Facts]]:
    paths = list(files)
    ends = [stretch.first + stretch.number for stretch in files.values()]
    found: dict[str, dict[str, Facts]] = {}
    for place, one in facts.items():
        path = paths[bisect_right(ends, place)]
        found.setdefault(path, {})[sketches.metadata(place).id] = one
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
