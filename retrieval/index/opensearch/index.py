"""The engine for archives that outgrow one machine: searches are requests, and what comes back is scored exactly here."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Any, TypeVar

from retrieval.errors import StoreAway, StoreError
from retrieval.index.base import Statistics
from retrieval.index.opensearch.asking import Asking, Newer, State
from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import read_commit
from retrieval.index.opensearch.failures import Missing
from retrieval.values import EVERYTHING, Hit, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.layout import Names
    from retrieval.values import Document, Filter, Query

    T = TypeVar("T")

_log = logging.getLogger(__name__)

_REMEDY = "build it anew with `wendang index --rebuild`"
# So many states may be replaced while a question is asked.
_STATES = 5


class OpenSearchIndex:
    """An archive's indices in a cluster (see :class:`retrieval.index.base.Index` for the methods).

    It is safe to share between threads, and serves each new state from the moment when it is whole.

    Args:
        access: how the cluster is reached.
        names: of the archive's indices.
        differs: says of what an index was built with why its words are not those of the questions that will be
            asked, or None where they are. A state that differs is not taken up, neither at first nor later.

    Raises:
        StoreAway: the cluster cannot be asked now.
        StoreError: there is no index, or it differs, or the cluster refuses.
    """

    def __init__(
        self,
        access: Access,
        names: Names,
        differs: Callable[[Mapping[str, Any]], str | None] = lambda _: None,
    ) -> None:
        self._names = names
        self._differs = differs
        self._lock = threading.Lock()
        self._cluster = Cluster(access, patience=access.timeout)
        try:
            self._cluster.check()
            self._state = self._open_state()
        except BaseException:
            self._cluster.close()
            raise
        self._seen = self._state.commit.token

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the index was built with."""
        return self._state.commit.manifest

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        return self.search_many([Search(query, limit, filter)])[0]

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds, in one state of the index."""
        return self._in_one_state(lambda asking: asking.search_many(searches))

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        return self._in_one_state(
            lambda asking: {term: counts.any for term, counts in asking.count(terms).items()}
        )

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        found = self.documents([id])
        return found[0] if found else None

    def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids."""
        return self._in_one_state(lambda asking: asking.documents(ids))

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> Sequence[Document]:
        """Return the newest documents."""
        return self._in_one_state(lambda asking: asking.latest(limit, filter))

    def statistics(self) -> Statistics:
        """Return how much there is."""
        commit = self._state.commit
        return Statistics(commit.documents, commit.passages)

    def close(self) -> None:
        """Close the connections. Closing twice is harmless."""
        self._cluster.close()

    def _in_one_state(self, ask: Callable[[Asking], T]) -> T:
        for _ in range(_STATES):
            state = self._state
            try:
                return ask(Asking(self._cluster, self._names, state, self._take_up))
            except Newer:
                continue
            except Missing as error:
                # A rebuild has replaced the indices of this state.
                newest = self._open_state()
                if newest.commit.number == state.commit.number:
                    raise StoreError(f"{error}: {_REMEDY}") from None
                self._state = newest
        raise StoreAway(
            f"the index on the cluster at {self._cluster.access.name} changes all the time: ask again"
        )

    def _take_up(self, commit: Commit | None) -> bool:
        """Serve a state that was found from now on, if it is another and fits; say whether it is served now."""
        with self._lock:
            if commit is None or commit.token == self._seen:
                return False
            self._seen = commit.token
            if commit.number == self._state.commit.number and commit.removed == self._state.commit.removed:
                # A writer has begun, and nothing has changed yet.
                return False
            try:
                self._state = self._fitting(commit)
            except StoreError as error:
                # What is open fits: it is served on until there is another such state.
                _log.warning("%s; until then the old state is served", error)
                return False
            return True

    def _open_state(self) -> State:
        return self._fitting(read_commit(self._cluster, self._names)[0])

    def _fitting(self, commit: Commit) -> State:
        where = f"on the cluster at {self._cluster.access.name}"
        if not commit.number:
            raise StoreError(f"there is no index of this archive {where}: build it with `wendang index`")
        if reason := self._differs(commit.manifest):
            raise StoreError(f"the index {where} does not fit: {reason}; {_REMEDY}")
        return State(commit)


def holds_index(access: Access, names: Names) -> bool:
    """Say whether a cluster holds an index of an archive, fitting or not.

    Raises:
        StoreAway: the cluster cannot be asked now.
        StoreError: it refuses, or something else answers.
    """
    cluster = Cluster(access, patience=access.timeout)
    try:
        cluster.check()
        return bool(read_commit(cluster, names)[0].number)
    finally:
        cluster.close()
