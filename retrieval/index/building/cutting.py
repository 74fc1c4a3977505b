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
from typing import TYPE_CHECKING, Any, TypeAlias

from retrieval.chinese.words import open_outliner
from retrieval.curation.facts import NO_FACTS, Facts, find_facts, with_facts
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.workers import Progress, in_order
from retrieval.index.drafts import Cut, Draft, cut_drafts, draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from retrieval.archive.records import Problem
    from retrieval.chinese.outlines import Outline
    from retrieval.curation.fingerprints import Sketches
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
        for (paths, size), batch in in_order(self._pool, cut_batch, self._batches(facts, shelf.files)):
            self._writer.add(paths, batch)
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

    def _batches(
        self, facts: Mapping[int, Facts], stretches: Mapping[str, Stretch]
    ) -> Iterator[tuple[tuple[list[str], int], Task]]:
        paths: list[str] = []
        batch: list[tuple[Place, Facts]] = []
        size = 0
        drafts = iter(self._gathered.drafts)
        for path in self._gathered.shelf.files:
            first, number = stretches[path]
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
            if not plain:
                continue
            self._writer.remove_documents([document.id for document in plain])
            paths = [some[document.id] for document in plain]
            places = self._gathered.spool.write(map(draft_document, plain))
            batch = [
                (place, told.get(path, {}).get(document.id, NO_FACTS))
                for place, path, document in zip(places, paths, plain, strict=True)
            ]
            self._writer.add(paths, cut_batch(self._task(batch)))
        for path in kept:
            if changed.get(path):
                self._ledger.note_facts(path, told.get(path, {}))

    def _task(self, batch: list[tuple[Place, Facts]]) -> Task:
        return self._recipe.cutter, self._recipe.words, self._writer.encode, self._gathered.spool, batch


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


def cut_batch(task: Task) -> Any:
    """Cut documents into terms, and return them as the engine takes them."""
    cutter, words, encode, spool, batch = task
    drafts = spool.read(place for place, _ in batch)
    known = [_with_facts(draft, facts) for draft, (_, facts) in zip(drafts, batch, strict=True)]
    return encode(cut_drafts(known, _outliner(cutter, words)))


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
