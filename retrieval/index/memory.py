"""The engine for small archives, and the reference for the others: rank-bm25 over everything at once.

rank-bm25 walks every document in Python for each term, so this engine asks it only about passages that
hold a term. Its other faults are met here too: idf that is zero or negative for a word in half of a
small archive, an empty corpus that divides by zero, ties in reverse order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.index.base import Statistics, match_sources
from retrieval.index.passages import split_passages, title_terms
from retrieval.index.scoring import BIGRAM_WEIGHT, DIGITS, K1, TITLE_WEIGHT, B, idf
from retrieval.values import EVERYTHING, Filter, Hit, Passage, Query

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.chinese.words import Segment
    from retrieval.values import Document, Search


class _Okapi(BM25Okapi):  # type: ignore[misc] # rank-bm25 carries no types
    """rank-bm25 with an idf that stays above zero, as Lucene has it."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        for word, count in nd.items():
            self.idf[word] = idf(self.corpus_size, count)


class _Field:
    """One field of all passages: which hold a term, and how well they match."""

    def __init__(self, terms: list[list[str]]) -> None:
        self.postings: dict[str, list[int]] = defaultdict(list)
        for number, words in enumerate(terms):
            for word in dict.fromkeys(words):
                self.postings[word].append(number)
        # rank-bm25 divides by the mean length: a field that is empty everywhere has none.
        self._bm25 = _Okapi(terms, k1=K1, b=B) if self.postings else None
        if self._bm25:
            self._bm25.doc_len = np.array(self._bm25.doc_len)

    def score(self, terms: Sequence[str], numbers: list[int]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """Return how well each of the passages matches; 0 for those without any of the terms."""
        known = [term for term in terms if term in self.postings]
        if self._bm25 is None or not known:
            return np.zeros(len(numbers))
        return np.asarray(self._bm25.get_batch_scores(known, numbers), dtype=np.float64)


class MemoryIndex:
    """All passages in memory (see :class:`retrieval.index.base.Index` for the methods)."""

    def __init__(self, documents: Iterable[Document], segment: Segment) -> None:
        self._documents: dict[str, Document] = {}
        self._passages: list[Passage] = []
        for document in documents:
            self._documents[document.id] = document
            self._passages.extend(split_passages(document, segment))
        self._passages.sort(key=lambda passage: (passage.metadata.id, passage.number))
        # Every question asks for it.
        unfolded = sum(not document.folded_into for document in self._documents.values())
        self._statistics = Statistics(documents=unfolded, passages=len(self._passages))
        self._sources = {passage.metadata.source for passage in self._passages}
        self._words = _Field([word_terms(passage.text, passage.words) for passage in self._passages])
        self._bigrams = _Field([bigram_terms(passage.text) for passage in self._passages])
        self._titles = _Field([title_terms(passage, segment) for passage in self._passages])

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> list[Hit]:
        """Return the passages that match best, best first."""
        everything = query.words + query.bigrams
        fields = (
            (self._words, query.words, 1.0),
            (self._bigrams, query.bigrams, BIGRAM_WEIGHT),
            (self._titles, everything, TITLE_WEIGHT),
        )
        holding = {
            number for field, terms, _ in fields for term in terms for number in field.postings.get(term, ())
        }
        if filter.source:
            sources = match_sources(filter.source, self._sources)
            holding = {number for number in holding if self._passages[number].metadata.source in sources}
        numbers = sorted(number for number in holding if filter.admits_day(self._passages[number].metadata))
        if not numbers:
            return []
        scores = np.round(
            sum(weight * field.score(terms, numbers) for field, terms, weight in fields), DIGITS
        )
        # Passages are in the order of their ids, so equal scores stand in that order too.
        best = heapq.nsmallest(limit, zip(-scores, numbers, strict=True))
        return [Hit(self._passages[number], float(-score)) for score, number in best]

    def search_many(self, searches: Sequence[Search]) -> list[list[Hit]]:
        """Return what each search finds."""
        return [self.search(one.query, limit=one.limit, filter=one.filter) for one in searches]

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each term occurs."""
        fields = (self._words, self._bigrams, self._titles)
        return {term: len({n for field in fields for n in field.postings.get(term, ())}) for term in terms}

    def document(self, id: str) -> Document | None:
        """Return a document, or None."""
        return self._documents.get(id)

    def documents(self, ids: Sequence[str]) -> list[Document]:
        """Return documents in the order of their ids."""
        return [document for id in ids if (document := self._documents.get(id))]

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> list[Document]:
        """Return the newest documents."""
        sources = match_sources(filter.source, self._sources)
        unfolded = (
            document
            for document in self._documents.values()
            if not document.folded_into
            and filter.admits_day(document.metadata)
            and (not filter.source or document.metadata.source in sources)
        )
        by_id = sorted(unfolded, key=lambda document: document.id)
        return sorted(by_id, key=lambda document: document.metadata.date or date.min, reverse=True)[:limit]

    def statistics(self) -> Statistics:
        """Return how much there is."""
        return self._statistics

    def close(self) -> None:
        """Nothing is held open."""
