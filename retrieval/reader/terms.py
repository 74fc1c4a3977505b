"""How common the question's terms are in the archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.chinese.terms import bigram_terms
from retrieval.index.scoring import idf

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from retrieval.answers import Renamed
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

    def knows_name(self, name: str) -> bool:
        """Say whether a name may stand somewhere: it stands nowhere where one of its parts does not."""
        return self.know_all(name_parts(name))

    def weigh_all(self, query: Query, same: Sequence[Renamed] = ()) -> list[float]:
        """Return what each word and then each bigram of a query weighs: its idf.

        A term of a name that occurs nowhere weighs what the name does in its commonest other writing: who asks for 电商法
        has named a thing, though the archive writes 电子商务法 alone.
        """
        weights = list(map(self.idf, query.words + query.bigrams))
        for name in same:
            if self.knows_name(name.written):
                held = max(map(self.idf, name_parts(name.written)))
                for column in columns_of(query, name.said):
                    weights[column] = weights[column] or held
        return weights


def name_parts(name: str) -> list[str]:
    """Return the terms without which a name stands nowhere: its bigrams, or itself where it has none."""
    return bigram_terms(name) or [name]


def columns_of(query: Query, name: str) -> list[int]:
    """Return which of a query's terms, its words and then its bigrams, are parts of a name.

    >>> from retrieval.values import Query
    >>> columns_of(Query(("电商", "法", "实施"), ("电商", "商法", "实施")), "电商法")
    [0, 1, 3, 4]
    """
    return [column for column, term in enumerate(query.words + query.bigrams) if term in name]


def count_terms(index: Index, query: Query, same: Sequence[Renamed] = ()) -> Terms:
    """Ask an index how common a query's terms are, and those of other writings of its names."""
    terms = dict.fromkeys((*query.words, *query.bigrams))
    for name in same:
        terms.update(dict.fromkeys((*name.query.words, *name.query.bigrams, *name_parts(name.written))))
    return Terms(index.statistics().passages, index.frequencies(tuple(terms)))


def find_known(same: Sequence[Renamed], terms: Terms) -> list[Renamed]:
    """Return the other writings that the archive may hold."""
    return [name for name in same if terms.knows_name(name.written)]
