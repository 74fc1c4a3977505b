"""Drafts of documents + what the whole archive says of them → terms, as an engine takes them.

Only when everything is read is it known what the archive says of each document. Then other processes cut the drafts
into words, and the engine is handed what they made of them, together with the builder's notes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from retrieval.archive.confined import Ended
from retrieval.archive.limits import LARGE
from retrieval.archive.records import Problem
from retrieval.chinese.words import open_outliner
from retrieval.curation.facts import NO_FACTS, Facts, find_facts, with_facts
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.workers import Progress, in_order
from retrieval.index.drafts import Cut, Draft, cut_drafts, draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from retrieval.chinese.outlines import Outline
    from retrieval.curation.fingerprints import Sketches
    from retrieval.errors import UnreadableError
    from retrieval.index.base import Writer
    from retrieval.index.building.gathering import Gathering
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.shelf import Stretch
    from retrieval.index.building.spool import Place, Spool
    from retrieval.index.building.workers import Pool

# Bytes that are handed to another process at a time.
_PIECE = 1 << 20
# Documents of kept files that are cut anew at a time.
_TOGETHER = 256


class Cutting:
    """Cuts what was gathered.

    Args:
        gathered: what is cut.
        writer: takes the documents.
        pool: the other processes.
        recipe: what texts are cut with.
        report: is told of each file or record that cannot be read.
        progress: is told how far it is.
    """

    def __init__(
        self,
        gathered: Gathering,
        writer: Writer,
        pool: Pool,
        recipe: Recipe,
        report: Callable[[Problem], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self._gathered = gathered
        self._writer = writer
        self._ledger = Ledger(writer)
        self._pool = pool
        self._recipe = recipe
        self._report = report
        self._progress = progress

    def write(self, files: Sequence[str], known: Container[str]) -> int:
        """Hand the documents that were gathered to the writer; return how many there are.

        So are the documents of ``known`` files that were not read again, where the archive now says something else of
        them than it did.

        Args:
            files: the archive's files, in its order.
            known: those that the index holds.
        """
        kept = [path for path in files if path in known and path not in self._gathered.states]
        with self._shelve_all(files, kept) as shelf:
            sketches = shelf.columns()
            facts = find_facts(sketches)
            told = _by_file(facts, sketches, shelf.files)
            # Their pages need not stay in memory.
            del sketches
        for found in self._gathered.problems.values():
            for problem in found:
                self._report(problem)
        total = self._gathered.drafts.size
        done = 0
        self._progress(Progress("cut", 0, total))
        for size in self._add(self._batches(facts, shelf.files)):
            done += size
            self._progress(Progress("cut", done, total))
        for path, state in self._gathered.states.items():
            problems, shared = self._gathered.problems.get(path, ()), self._gathered.shared.get(path, ())
            whole = replace(
                state,
                problems=tuple(problems),
                shared=tuple(sorted(shared)),
                left_out=self._gathered.left_out.get(path, {}),
            )
            self._ledger.note_state(whole)
            self._ledger.note_sketches(path, self._gathered.shelf.read(path))
            if path in told:
                self._ledger.note_facts(path, told[path])
        self._rewrite(kept, told)
        return len(self._gathered.drafts)

    @contextmanager
    def _shelve_all(self, files: Sequence[str], kept: Sequence[str]) -> Iterator[Shelf]:
        """Yield the sketches of all files in their order: of those that were read, and of those that are kept."""
        if not kept:
            yield self._gathered.shelf
            return
        with closing(Shelf(self._gathered.folder / "all")) as shelf:
            held = self._ledger.sketches(kept)
            following = next(held, None)
            for path in files:
                if path in self._gathered.states:
                    shelf.add(path, self._gathered.shelf.read(path))
                elif following and following[0] == path:
                    shelf.add(*following)
                    following = next(held, None)
            yield shelf

    def _batches(self, facts: Mapping[int, Facts], stretches: Mapping[str, Stretch]) -> Iterator[_Batch]:
        batch = _Batch([], [])
        size = 0
        drafts = iter(self._gathered.drafts)
        for path in self._gathered.shelf.files:
            first, number = stretches[path]
            for place, draft in zip(range(first, first + number), drafts, strict=False):
                batch.paths.append(path)
                batch.drafts.append((draft, facts.get(place, NO_FACTS)))
                size += draft.size
                if size >= _PIECE:
                    yield batch
                    batch, size = _Batch([], []), 0
        if batch.paths:
            yield batch

    def _add(self, batches: Iterable[_Batch]) -> Iterator[int]:
        """Cut documents and hand them to the writer; yield how many bytes of drafts were cut."""
        tasks = ((batch, self._task(batch)) for batch in batches)
        cut = in_order(self._pool, cut_batch, tasks, is_apart=_is_apart, lost=self._cut_one_by_one)
        for batch, made in cut:
            together = [batch.paths] if len(made) == 1 else [[path] for path in batch.paths]
            for paths, one in zip(together, made, strict=True):
                if one is not None:
                    self._writer.add(paths, one)
            yield batch.size

    def _cut_one_by_one(self, batch: _Batch, error: UnreadableError) -> list[Any]:
        """Find which of some documents is too much: that one is named and left out, and the others are cut."""
        if isinstance(error, Ended) and error.by_system:
            # It may go well when memory is there, and what is left out here is not tried again.
            raise error
        if len(batch.paths) == 1:
            [path] = batch.paths
            problem = Problem(path, None, str(error))
            self._gathered.problems.setdefault(path, []).append(problem)
            self._report(problem)
            return [None]
        alone = [_Batch([path], [draft]) for path, draft in zip(batch.paths, batch.drafts, strict=True)]
        tasks = ((one, self._task(one)) for one in alone)
        ended = isinstance(error, Ended)
        cut = in_order(self._pool, cut_batch, tasks, is_apart=lambda _: ended, lost=self._cut_one_by_one)
        return [one for _, [one] in cut]

    def _rewrite(self, kept: Sequence[str], told: Mapping[str, dict[str, Facts]]) -> None:
        """Cut those documents of kept files anew of which the archive says something else than it did."""
        changed = {path: list(told[path]) for path in kept if path in told}
        for path, before in self._ledger.facts(kept):
            now = told.get(path, {})
            changed[path] = [id for id in {**now, **before} if now.get(id) != before.get(id)]
        ids = ((id, path) for path in kept for id in changed.get(path, ()))
        for _ in self._add(self._changed(ids, told)):
            pass
        for path in kept:
            if changed.get(path):
                self._ledger.note_facts(path, told.get(path, {}))

    def _changed(
        self, ids: Iterator[tuple[str, str]], told: Mapping[str, Mapping[str, Facts]]
    ) -> Iterator[_Batch]:
        """Take documents of kept files, each with its file, out of the index."""
        while some := dict(islice(ids, _TOGETHER)):
            plain = self._writer.read_plain(list(some))
            if not plain:
                continue
            self._writer.remove_documents([document.id for document in plain])
            paths = [some[document.id] for document in plain]
            places = self._gathered.spool.write(map(draft_document, plain))
            facts = (
                told.get(path, {}).get(document.id, NO_FACTS)
                for path, document in zip(paths, plain, strict=True)
            )
            yield _Batch(paths, list(zip(places, facts, strict=True)))

    def _task(self, batch: _Batch) -> Task:
        return (
            self._recipe.cutter,
            self._recipe.words,
            self._writer.encode,
            self._gathered.spool,
            batch.drafts,
        )


class _Batch(NamedTuple):
    """Documents that are cut together: their files, and where their drafts are, each with its facts."""

    paths: list[str]
    drafts: list[tuple[Place, Facts]]

    @property
    def size(self) -> int:
        """How many bytes the drafts have."""
        return sum(place.size for place, _ in self.drafts)


def _is_apart(task: Task) -> bool:
    return sum(place.size for place, _ in task[-1]) > LARGE


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


# --- in other processes ---


Task: TypeAlias = "tuple[str, tuple[str, ...], Callable[[Cut], Any], Spool, list[tuple[Place, Facts]]]"
"""Cutter, dictionary, the engine's way to take cut documents, and where their drafts are, each with its facts."""


def cut_batch(task: Task) -> list[Any]:
    """Cut documents into terms, and return them as the engine takes them, all in one."""
    cutter, words, encode, spool, batch = task
    drafts = spool.read(place for place, _ in batch)
    known = [_with_facts(draft, facts) for draft, (_, facts) in zip(drafts, batch, strict=True)]
    return [encode(cut_drafts(known, _outliner(cutter, words)))]


def _with_facts(draft: Draft, facts: Facts) -> Draft:
    # Of most documents the archive says nothing: they need not be put together again.
    if facts == NO_FACTS:
        return draft
    plain = restore_draft(draft)
    return draft_document(with_facts(plain, facts), plain)


_loaded: dict[tuple[str, tuple[str, ...]], Outline] = {}


def _outliner(cutter: str, words: tuple[str, ...]) -> Outline:
    key = (cutter, words)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = open_outliner(cutter, words)
    return _loaded[key]
