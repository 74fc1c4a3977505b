"""An index during one question: what was counted once is not counted again.

A question is read several times on its way to its answer: it is reworded, searched for, and searched for again without
its words of time. Each time it holds mostly the same terms. Where the index lives on another machine, each question to
it is a journey, and journeys are what an answer waits for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.index.base import Index, Statistics
    from retrieval.values import Document, Filter, Hit, Query, Search


class Remembering:
    """An index that remembers how common terms are (see :class:`retrieval.index.base.Index` for the methods).

    Args:
        index: what is asked; what it counted is taken to be so for as long as this object is used.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._counts: dict[str, int] = {}

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        return self._index.search(query, limit=limit, filter=filter)

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds."""
        return self._index.search_many(searches)

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        if new := [term for term in dict.fromkeys(terms) if term not in self._counts]:
            self._counts.update(self._index.frequencies(new))
        return {term: self._counts[term] for term in terms}

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        return self._index.document(id)

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> Sequence[Document]:
        """Return the newest documents."""
        return self._index.latest(limit, filter=filter)

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self._index.statistics()

    def close(self) -> None:
        """The other index stays open: it is whoever's who opened it."""
