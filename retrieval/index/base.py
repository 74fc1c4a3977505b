"""The law that every engine keeps.

An engine is given passages that are already repaired, split and cut into words, and hands back hits.
It may live in memory, in a folder or on other machines: nothing in front of it or behind it may tell.

1. A hit holds at least one term of the query; scores may have any sign.
2. Hits come best first; equal scores are ordered by document id and then paragraph number, so
   that two runs agree.
3. At most ``limit`` hits come back, all of them admitted by the filter.
4. An empty index, and a query without terms, give no hits and no error.
5. A document that is folded into another is given back by its id, and by nothing else: it has no hits, is none
   of the latest, and is not counted.
6. Terms are folded by the caller (:mod:`retrieval.chinese.folding`) and compared as they are; sources, which are kept
   as they are written, are folded on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

from retrieval.chinese.folding import fold
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from retrieval.index.drafts import Cut
    from retrieval.values import Document, Filter, Hit, Query, Search, Statistics


class Index(Protocol):
    """Passages, searched by their words, their character bigrams and their title."""

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        ...

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds, in one state of the index: for an engine elsewhere this is one journey."""
        ...

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each word or bigram occurs (title included); 0 where in none."""
        ...

    def document(self, id: str) -> Document | None:
        """Return a document whole, or None where the id is unknown."""
        ...

    def latest(self, limit: int, *, filter: Filter = EVERYTHING) -> Sequence[Document]:
        """Return the newest documents that the filter admits, by date and then id; those without a date come last."""
        ...

    def statistics(self) -> Statistics:
        """Return how much the index holds."""
        ...

    def close(self) -> None:
        """Let go of files and memory. Closing twice is harmless."""
        ...


class Writer(Protocol):
    """Changes an index that outlives the process; nothing shows before :meth:`commit`, and then all of it.

    A context manager: left without a commit, everything stays as it was. What is read and what is taken away is what
    the last commit held. Who builds an index keeps books on the files of the archive: they are the builder's alone,
    and an engine stores them as notes, which are bytes that it never reads.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def read_manifest(self) -> Mapping[str, Any]:
        """Return what the index was built with; empty where there is none yet."""
        ...

    def notes(self, kind: str, paths: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Yield what is noted of files, by path: of these files and in their order, or else of all in any order.

        A file of which nothing of this kind is noted is passed over. The notes are read as they are asked for: those
        of all files need not fit in memory.
        """
        ...

    def note(self, kind: str, path: str, data: bytes) -> None:
        """Note something of a file, in place of what was noted of this kind, for as long as the file stays."""
        ...

    def find_files(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Return the files of the documents that are known by some ids; an unknown id is left out."""
        ...

    def read_plain(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids, without what the archive says of them.

        An unknown id is passed over.
        """
        ...

    def remove_files(self, paths: set[str]) -> None:
        """Take away files with their documents, and what was noted of them."""
        ...

    def remove_documents(self, ids: Sequence[str]) -> None:
        """Take away documents, and leave their files."""
        ...

    @property
    def encode(self) -> Callable[[Cut], Any]:
        """What makes of cut documents what :meth:`add` takes.

        Other processes run it, so it can be pickled: a function of a module, or a ``functools.partial`` of one.
        """
        ...

    def add(self, paths: Sequence[str], batch: Any) -> None:
        """Add documents, read from these files of the archive."""
        ...

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make everything visible at once, and close."""
        ...


def match_sources(wanted: str, sources: Iterable[str]) -> frozenset[str]:
    """Return those sources of whose name ``wanted`` is part, however the two are written.

    >>> match_sources("惠州日報", ["惠州日报", "新华社"])
    frozenset({'惠州日报'})
    """
    folded = fold(wanted)
    return frozenset(source for source in sources if folded in fold(source))
