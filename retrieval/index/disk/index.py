"""The engine for large archives: segments in a folder, searched by exact BM25.

Everything that an answer needs is kept, so that nothing is read from the archive and no archive text is cut again.
"""

from __future__ import annotations

import logging
import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from retrieval.errors import StoreError
from retrieval.index.base import Statistics, match_sources
from retrieval.index.disk.arrays import DamagedError
from retrieval.index.disk.collection import Collection
from retrieval.index.disk.commits import COMMIT, read_commit
from retrieval.index.disk.generations import REMEDY, read_generation, read_stamp
from retrieval.index.disk.searching import Searcher
from retrieval.index.disk.segments import Segment
from retrieval.values import EVERYTHING, Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.index.disk.collection import Mask
    from retrieval.index.disk.generations import Stamp
    from retrieval.values import Document, Filter, Query, Search

    T = TypeVar("T")

# What is raised where a file is not what was written, or was cut short, or where somebody sealed what fits nothing.
_DAMAGE = (DamagedError, OSError, ValueError, LookupError, TypeError, ArithmeticError)
# Of so many terms it is kept in how many passages they occur.
_MOST_COUNTS = 1 << 16
_log = logging.getLogger(__name__)


class DiskIndex:
    """A folder's index (see :class:`retrieval.index.base.Index` for the methods).

    It is safe to share between threads, and serves each new state from the moment when it is whole. Every method raises
    :class:`StoreError` where what it reads is not what was written: no answer comes of a changed bit.

    Args:
        folder: the index.
        differs: says of what an index was built with why its words are not those of the questions that will be
            asked, or None where they are. A state that differs is not taken up, neither at first nor later.

    Raises:
        StoreError: there is no index in the folder, or it is damaged, or it differs.
    """

    def __init__(
        self, folder: Path, differs: Callable[[Mapping[str, Any]], str | None] = lambda _: None
    ) -> None:
        self._folder = folder
        self._differs = differs
        self._lock = threading.Lock()
        self._state = self._open_state()
        self._seen = self._state.stamp

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the index was built with."""
        return self._current().manifest

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """Return the passages that match best, best first."""
        return self._ask(lambda state: state.search(query, limit, filter))

    def search_many(self, searches: Sequence[Search]) -> list[list[Hit]]:
        """Return what each search finds, in one state of the index."""
        return self._ask(lambda state: [state.search(one.query, one.limit, one.filter) for one in searches])

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        return self._ask(lambda state: state.frequencies(terms))

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        return self._ask(lambda state: state.document(id))

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids."""
        return self._ask(lambda state: [document for id in ids if (document := state.document(id))])

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> list[Document]:
        """Return the newest documents."""
        return self._ask(lambda state: state.latest(limit, filter))

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self._current().statistics

    def close(self) -> None:
        """Nothing to do: the files are let go of with the last object that uses them."""

    def _ask(self, work: Callable[[_State], T]) -> T:
        """Do something with the newest whole state; where that is damaged, with what stands in its place now."""
        state = self._current()
        try:
            return work(state)
        except _DAMAGE:
            # Perhaps a backup was copied over what is open, and is whole by now.
            with self._lock:
                if self._state is state:
                    self._state = self._open_state()
                    self._seen = self._state.stamp
                state = self._state
        try:
            return work(state)
        except _DAMAGE as error:
            raise _damaged(self._folder, error) from error

    def _current(self) -> _State:
        """Return the newest whole state; the last one that was opened where nothing newer can be."""
        state = self._state
        stamp = read_stamp(self._folder, state.generation)
        if stamp is None or stamp == self._seen:
            return state
        with self._lock:
            if self._state is state and stamp != self._seen:
                try:
                    self._state = self._open_state()
                except StoreError as error:
                    # What is open is whole, and fits: it is served on until there is another such state.
                    _log.warning("%s; until then the old state is served", error)
                    self._seen = stamp
                else:
                    self._seen = self._state.stamp
            return self._state

    def _open_state(self) -> _State:
        state = _open_state(self._folder)
        if reason := self._differs(state.manifest):
            raise StoreError(f"the index in {str(self._folder)!r} does not fit: {reason}; {REMEDY}")
        return state


def _open_state(folder: Path) -> _State:
    # A writer may remove files between reading their names and opening them: then there is a newer state.
    while True:
        generation = read_generation(folder)
        if generation is None:
            raise StoreError(f"there is no index in {str(folder)!r}: build it with `wendang index`")
        stamp = read_stamp(folder, generation)
        error: Exception = DamagedError(f"{COMMIT} is missing")
        if stamp and stamp.commit:
            try:
                return _State(generation, stamp)
            except _DAMAGE as raised:
                error = raised
        if stamp == read_stamp(folder, generation):
            raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> StoreError:
    if isinstance(error, DamagedError):
        said = str(error)
    elif isinstance(error, OSError):
        name = Path(error.filename).name if isinstance(error.filename, str | Path) else "a file"
        said = f"{name} cannot be read: {error.strerror}"
    else:
        said = "its parts do not fit together"
    return StoreError(f"the index in {str(folder)!r} is damaged ({said}): {REMEDY}")


class _State:
    """One whole state: it never changes, so that what was counted once may be kept."""

    def __init__(self, generation: Path, stamp: Stamp) -> None:
        self.generation = generation
        self.stamp = stamp
        commit = read_commit(generation)
        self.manifest = commit.manifest
        segments = [Segment(generation / part.name, part.seal) for part in commit.parts]
        self._collection = Collection(segments, [part.removed for part in commit.parts])
        self._searcher = Searcher(self._collection)
        self.statistics = Statistics(
            documents=int(np.count_nonzero(self._collection.shown)), passages=self._collection.passages
        )
        self._counts: dict[str, int] = {}

    def search(self, query: Query, limit: int, filter: Filter) -> list[Hit]:
        found = self._searcher.search(query, limit, self._admit(filter))
        collection = self._collection
        times = Counter(score for score, _ in found)
        # A line that opens every broadcast is as good in each: what is not handed back need not be read, and who
        # stands alone needs no id to be put in order.
        order = sorted(
            (-score, collection.id(collection.document_of.item(place)) if times[score] > 1 else "", place)
            for score, place in found
        )
        best = order[:limit]
        passages = collection.read([place for _, _, place in best])
        return [Hit(passage, -score) for passage, (score, _, _) in zip(passages, best, strict=True)]

    def _admit(self, filter: Filter) -> Mask | None:
        """Return which documents a filter admits; None for all that there are."""
        collection = self._collection
        if filter == EVERYTHING and collection.passages_there is None:
            return None
        admitted = collection.there.copy()
        if filter.since or filter.until:
            admitted &= collection.days >= (filter.since.toordinal() if filter.since else 1)
        if filter.until:
            admitted &= collection.days <= filter.until.toordinal()
        if filter.source:
            sources = match_sources(filter.source, collection.sources)
            named = [number for number, source in enumerate(collection.sources) if source in sources]
            admitted &= np.isin(collection.source_of, named)
        return admitted

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        known = self._counts
        counts = {term: count for term in terms if (count := known.get(term)) is not None}
        if new := [term for term in dict.fromkeys(terms) if term and term not in counts]:
            counted = dict(zip(new, self._searcher.count_any(new), strict=True))
            counts |= counted
            if len(known) + len(counted) > _MOST_COUNTS:
                known.clear()
            known |= counted
        # The empty term occurs nowhere.
        return {term: counts.get(term, 0) for term in terms}

    def document(self, id: str) -> Document | None:
        number = self._collection.find(id)
        return None if number is None else self._collection.document(number)

    def latest(self, limit: int, filter: Filter) -> list[Document]:
        collection = self._collection
        admitted = self._admit(filter)
        shown = np.flatnonzero(collection.shown if admitted is None else collection.shown & admitted)
        if limit < 1 or not len(shown):
            return []
        days = collection.days[shown]
        oldest = np.sort(days)[max(0, len(days) - limit)]
        numbers = shown[days >= oldest].tolist()
        numbers.sort(key=lambda number: (-int(collection.days[number]), collection.id(number)))
        return [collection.document(number) for number in numbers[:limit]]
