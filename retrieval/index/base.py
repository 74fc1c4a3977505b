"""The law that every engine keeps.

An engine is given passages that are already repaired, split and cut into words, and hands back hits.
It may live in memory, in a folder or on other machines: nothing in front of it or behind it may tell.

1. A hit holds at least one term of the query; scores may have any sign.
2. Hits come best first; equal scores are ordered by document id and then paragraph number, so
   that two runs agree.
3. At most ``limit`` hits come back, all of them admitted by the filter.
4. An empty index, and a query without terms, give no hits and no error.
5. Terms are folded by the caller (:mod:`retrieval.folding`) and compared as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from retrieval.values import Document, Filter, Hit, Query, Statistics


class Index(Protocol):
    """Passages, searched by their words, their character bigrams and their title."""

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        ...

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each word or bigram occurs (title included); 0 where in none."""
        ...

    def document(self, id: str) -> Document | None:
        """Return a document whole, or None where the id is unknown."""
        ...

    def latest(self, limit: int) -> Sequence[Document]:
        """Return the newest documents, by date and then id; documents without a date come last."""
        ...

    def statistics(self) -> Statistics:
        """Return how much the index holds."""
        ...

    def close(self) -> None:
        """Let go of files and memory. Closing twice is harmless."""
        ...
