"""What was gathered + what the whole archive says of it → terms in the engine, and the builder's notes.

Only when everything is read is it known what the archive says of each document.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.curation.facts import NO_FACTS, Facts, find_facts
from retrieval.index.building.cutter import Batch, Told
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.shelf import Shelf
from retrieval.index.building.workers import Progress
from retrieval.index.drafts import draft_document

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence

    from retrieval.archive.records import Problem
    from retrieval.curation.fingerprints import Sketches
    from retrieval.index.base import Writer
    from retrieval.index.building.cutter import Cutter
    from retrieval.index.building.gathering import Gathering
    from retrieval.index.building.shelf import Stretch
    from retrieval.index.building.spool import Spool

# Documents of kept files that are cut anew at a time.
_TOGETHER = 256


class Cutting:
    """Cuts what was gathered.

    Args:
        gathered: what is cut.
        writer: takes the documents.
        cutter: cuts documents of kept files.
        spool: takes the drafts of those.
        report: is told of each file or record that cannot be read.
        progress: is told how far it is.
    """

    def __init__(
        self,
        gathered: Gathering,
        writer: Writer,
        cutter: Cutter,
        spool: Spool,
        report: Callable[[Problem], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self._gathered = gathered
        self._writer = writer
        self._ledger = Ledger(writer)
        self._cutter = cutter
        self._spool = spool
        self._report = report
        self._progress = progress

    def write(
        self,
        files: Sequence[str],
        known: Container[str],
        cut: Callable[[Iterable[tuple[str, Told]]], Iterator[int]],
    ) -> int:
        """Hand the documents that were gathered to the writer; return how many there are.

        So are the documents of ``known`` files that were not read again, where the archive now says something else of
        them than it did.

        Args:
            files: the archive's files, in its order.
            known: those that the index holds.
            cut: cuts documents, each with its file, and yields how many bytes of drafts were cut.
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
        for size in cut(self._documents(facts, shelf.files)):
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

    def _documents(
        self, facts: Mapping[int, Facts], stretches: Mapping[str, Stretch]
    ) -> Iterator[tuple[str, Told]]:
        drafts = enumerate(self._gathered.drafts)
        for path in self._gathered.shelf.files:
            first, number = stretches[path]
            for place, (count, draft) in zip(range(first, first + number), drafts, strict=False):
                yield path, Told(draft, self._gathered.renamed.get(count, ""), facts.get(place, NO_FACTS))

    def _rewrite(self, kept: Sequence[str], told: Mapping[str, dict[str, Facts]]) -> None:
        """Cut those documents of kept files anew of which the archive says something else than it did."""
        changed = {path: list(told[path]) for path in kept if path in told}
        for path, before in self._ledger.facts(kept):
            now = told.get(path, {})
            changed[path] = [id for id in {**now, **before} if now.get(id) != before.get(id)]
        ids = ((id, path) for path in kept for id in changed.get(path, ()))
        for _ in self._cutter.cut(self._changed(ids, told)):
            pass
        for path in kept:
            if changed.get(path):
                self._ledger.note_facts(path, told.get(path, {}))

    def _changed(
        self, ids: Iterator[tuple[str, str]], told: Mapping[str, Mapping[str, Facts]]
    ) -> Iterator[Batch]:
        """Take documents of kept files, each with its file, out of the index."""
        while some := dict(islice(ids, _TOGETHER)):
            plain = self._writer.read_plain(list(some))
            if not plain:
                continue
            self._writer.remove_documents([document.id for document in plain])
            paths = [some[document.id] for document in plain]
            places = self._spool.write(map(draft_document, plain))
            facts = (
                told.get(path, {}).get(document.id, NO_FACTS)
                for path, document in zip(paths, plain, strict=True)
            )
            yield Batch(paths, [Told(place, facts=one) for place, one in zip(places, facts, strict=True)])


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
