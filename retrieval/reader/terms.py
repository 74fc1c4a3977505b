"""How common the question's terms are in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.index.scoring import idf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from retrieval.index.base import Index
    from retrieval.values import Query


@dataclass(frozen=True, slots=True)
class Terms:
    """How many passages there are, and in how many of them each term of a question occurs."""

    passages: int
    frequencies: Mapping[str, int]

    def idf(self, term: str) -> float:
        """Return what a term weighs: the more, the fewer passages hold it; 0 where none does.

        >>> terms = Terms(100, {"会议": 50, "虎门": 2, "火星": 0})
        >>> terms.idf("虎门") > terms.idf("会议") > terms.idf("火星")
        True
        """
        count = self.frequencies[term]
        return idf(self.passages, count) if count else 0.0

    def knows(self, term: str) -> bool:
        """Say whether any passage holds a term."""
        return self.frequencies[term] > 0

    def know_all(self, terms: Iterable[str]) -> bool:
        """Say whether each of some terms occurs somewhere."""
        return all(map(self.knows, terms))


def count_terms(index: Index, query: Query) -> Terms:
    """Ask an index how common a query's terms are."""
    return Terms(index.statistics().passages, index.frequencies(query.words + query.bigrams))
