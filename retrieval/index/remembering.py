"""An index during one question: what was asked of it once is not asked again.

A question is read several times on its way to its answer: it is reworded, searched for, and searched for again without
its words of time, spelt otherwise and in other words. Where the index lives on another machine, each question to it is a
journey, and journeys are what an answer waits for: so what will be wanted is asked for together, ahead of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.values import EVERYTHING, Search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.index.base import Index, Statistics
    from retrieval.values import Document, Filter, Hit, Query


class Remembering:
    """An index that remembers what it found (see :class:`retrieval.index.base.Index` for the methods).

    Args:
        index: what is asked; what it said is taken to be so for as long as this object is used.
    """

    def __init__(self, index: Index) -> None:
        self._index = index
        self._counts: dict[str, int] = {}
        self._found: dict[Search, Sequence[Hit]] = {}
        self._documents: dict[str, Document | None] = {}

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        [hits] = self.search_many([Search(query, limit, filter)])
        return hits

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds."""
        if new := [one for one in dict.fromkeys(searches) if one not in self._found]:
            self._found.update(zip(new, self._index.search_many(new), strict=True))
        return [self._found[one] for one in searches]

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        if new := [term for term in dict.fromkeys(terms) if term not in self._counts]:
            self._counts.update(self._index.frequencies(new))
        return {term: self._counts[term] for term in terms}

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        self.documents([id])
        return self._documents[id]

    def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids."""
        if new := [id for id in dict.fromkeys(ids) if id not in self._documents]:
            found = {document.id: document for document in self._index.documents(new)}
            self._documents.update({id: found.get(id) for id in new})
        return [document for id in ids if (document := self._documents[id])]

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> Sequence[Document]:
        """Return the newest documents."""
        return self._index.latest(limit, filter=filter)

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self._index.statistics()

    def close(self) -> None:
        """The other index stays open: it is whoever's who opened it."""
