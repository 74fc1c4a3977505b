"""The law that every engine keeps.

An engine is given passages that are already repaired, split and cut into words, and hands back hits.
It may live in memory, in a folder or on other machines; neither its callers nor the builder may depend on which.

1. A hit holds at least one term of the query. Scores may be negative.
2. Hits come best first; equal scores are ordered by document id and then paragraph number, so
   that two runs agree.
3. At most ``limit`` hits are returned, all of them admitted by the filter.
4. An empty index returns no hits and raises no error, nor does a query without terms.
5. A document that is folded into another can be read by its id alone: it has no hits, is not among the latest, and is
   not counted.
6. Terms are folded by the caller (:mod:`retrieval.chinese.folding`) and compared as they are; sources, which are kept
   as they are written, are folded on both sides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, runtime_checkable

from retrieval.chinese.folding import fold
from retrieval.values import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from retrieval.index.drafts import Cut
    from retrieval.values import Document, Filter, Hit, Query, Search


@dataclass(frozen=True, slots=True)
class Statistics:
    """How much an index holds."""

    documents: int
    passages: int


class Index(Protocol):
    """Passages, searched by their words, their character bigrams and their title."""

    def search(self, query: Query, *, limit: int, filter: Filter = EVERYTHING) -> Sequence[Hit]:
        """Return the passages that match best, best first."""
        ...

    def search_many(self, searches: Sequence[Search]) -> Sequence[Sequence[Hit]]:
        """Return what each search finds, in one state of the index: for an engine on another machine this is one request."""
        ...

    def frequencies(self, terms: Sequence[str]) -> Mapping[str, int]:
        """Return in how many passages each word or bigram occurs (title included); 0 where in none."""
        ...

    def document(self, id: str) -> Document | None:
        """Return a document whole, or None where the id is unknown."""
        ...

    def documents(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of their ids, without the unknown ones: all at once, as :meth:`search_many`."""
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


class StoredIndex(Index, Protocol):
    """An index that outlives the process: it tells what it was built with."""

    @property
    def manifest(self) -> Mapping[str, Any]:
        """What the index was built with."""
        ...


class Taker(Protocol):
    """Takes cut documents."""

    @property
    def encode(self) -> Callable[[Cut], Any]:
        """The function that turns cut documents into the batches that :meth:`add` takes.

        It is run in other processes, and must be picklable: a function of a module, or a ``functools.partial`` of one.
        """
        ...

    def add(self, paths: Sequence[str], batch: Any) -> None:
        """Add documents, read from these files of the archive."""
        ...


class Writer(Taker, Protocol):
    """Changes an index that outlives the process; no change is visible before :meth:`commit`, and then all are at once.

    A writer is a context manager; if it is left without a commit, the index stays as it was. Reading and removing apply to
    the state of the last commit. The builder keeps notes on the files of the archive. An engine stores them as bytes, and
    never interprets them.
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

        A file without a note of this kind is skipped. The notes are read lazily, because those of all files need not fit
        in memory.
        """
        ...

    def note(self, kind: str, path: str, data: bytes) -> None:
        """Store a note on a file. It replaces the file's note of this kind, and is removed with the file."""
        ...

    def find_files(self, ids: Sequence[str]) -> Mapping[str, str]:
        """Return for each id the path of the file that its document was read from; an unknown id is left out."""
        ...

    def read_plain(self, ids: Sequence[str]) -> Sequence[Document]:
        """Return documents in the order of the given ids, without the facts that curation added to them.

        An unknown id is skipped.
        """
        ...

    def remove_files(self, paths: set[str]) -> None:
        """Remove files with their documents and their notes."""
        ...

    def remove_documents(self, ids: Sequence[str]) -> None:
        """Remove documents, but keep the notes on their files."""
        ...

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Make all changes visible at once, and close the writer."""
        ...


Stage = Literal["read", "cut"]
"""What a builder does with its part of an archive: read its files, and later cut its documents into words."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a build's work that one builder has taken; ``attempt`` tells it from the same part given to another."""

    number: int
    stage: Stage
    attempt: int


class Board(Protocol):
    """Where those who build one index on several machines share the work; none of it is visible to readers.

    What a builder hands in counts only while the unit is still its own: one that was not heard of for a while, and wakes
    when its work was given to another, changes nothing.
    """

    @property
    def described(self) -> Mapping[str, Any]:
        """What is built, and of which files."""
        ...

    @property
    def leader(self) -> str:
        """Who leads the build."""
        ...

    def state(self) -> Literal["open", "done", "left"]:
        """Say whether there is or may be work; else whether the index is built, or its leader is gone."""
        ...

    def take(self, mine: Container[int]) -> Unit | None:
        """Take a unit that nobody has, rather one of those numbers; None where there is none now."""
        ...

    def read_told(self, unit: Unit) -> bytes:
        """Return what the leader tells of a unit."""
        ...

    def taker(self, unit: Unit) -> Taker:
        """Return what takes the documents of a unit."""
        ...

    def finish(self, unit: Unit, found: bytes) -> bool:
        """Hand in what the leader is to know of a unit that is done; False where it was given to another."""
        ...

    def close(self) -> None:
        """Take part no longer: what was taken and not finished is given to another."""
        ...


class LedBoard(Board, Protocol):
    """The same for the one who leads the build, and alone commits it."""

    def offer(self, stage: Stage, told: Iterable[tuple[int, bytes]]) -> None:
        """Offer units with what their builders are told."""
        ...

    def collect(self, number: int) -> tuple[str, bytes] | None:
        """Return who has done a unit that was offered, and what was handed in; once, and None where it is not done."""
        ...

    def watch(self) -> Sequence[str]:
        """Offer anew what builders had taken that are gone; return who is at work."""
        ...


@runtime_checkable
class SharingWriter(Protocol):
    """A writer whose work others may share."""

    def share(self, described: Mapping[str, Any], units: int) -> LedBoard:
        """Let others help with a build of so many units; what is ``described`` they must have at hand likewise."""
        ...

    def keep_alone(self) -> None:
        """Tell those who wait to help that there is nothing to share."""
        ...


def match_sources(wanted: str, sources: Iterable[str]) -> frozenset[str]:
    """Return the sources whose name contains ``wanted``; both are folded before they are compared.

    >>> match_sources("惠州日報", ["惠州日报", "新华社"])
    frozenset({'惠州日报'})
    """
    folded = fold(wanted)
    return frozenset(source for source in sources if folded in fold(source))
