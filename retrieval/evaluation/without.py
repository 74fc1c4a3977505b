"""An index less some documents: what it would find if the archive did not hold them.

A question whose answering document is taken away is one that the archive does not answer, asked in the words
of people who knew that it does. A threshold is tried on such questions.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.base import Statistics
from retrieval.index.passages import split_passages, title_terms
from retrieval.values import EVERYTHING, Filter, Hit, Query, Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.values import Document


class Without:
    """An index that hides documents of another (see :class:`retrieval.index.base.Index` for the methods).

    Scores are those of the whole index: without a few documents they would hardly differ.

    Args:
        index: holds the documents.
        segment: cuts them into words, as the index did.
        hidden: the ids of the documents to hide; an unknown one hides nothing.
    """

    def __init__(self, index: Index, segment: Segment, hidden: Iterable[str]) -> None:
        self._index = index
        documents = [document for id in sorted(set(hidden)) if (document := index.document(id))]
        passages = [passage for document in documents for passage in split_passages(document, segment)]
        self._hidden = frozenset(document.id for document in documents)
        self._passages = len(passages)
        self._counts = Counter(
            term
            for passage in passages
            for term in {
                *word_terms(passage.text, passage.words),
                *bigram_terms(passage.text),
                *title_terms(passage, segment),
            }
        )

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """Return the passages that match best, best first."""
        [hits] = self.search_many([Search(query, limit, filter)])
        return hits

    def search_many(self, searches: Sequence[Search]) -> list[list[Hit]]:
        """Return what each search finds."""
        found = self._index.search_many([replace(one, limit=one.limit + self._passages) for one in searches])
        return [
            [hit for hit in hits if hit.passage.metadata.id not in self._hidden][: one.limit]
            for hits, one in zip(found, searches, strict=True)
        ]

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        return {term: count - self._counts[term] for term, count in self._index.frequencies(terms).items()}

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        return None if id in self._hidden else self._index.document(id)

    def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids."""
        return self._index.documents([id for id in ids if id not in self._hidden])

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> list[Document]:
        """Return the newest documents."""
        latest = self._index.latest(limit + len(self._hidden), filter=filter)
        return [document for document in latest if document.id not in self._hidden][:limit]

    def statistics(self) -> Statistics:
        """Return how much there is."""
        whole = self._index.statistics()
        return Statistics(whole.documents - len(self._hidden), whole.passages - self._passages)

    def close(self) -> None:
        """Leave the other index open: whoever opened it closes it."""
