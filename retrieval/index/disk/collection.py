"""The segments of a commit as one index: documents and passages are numbered from segment to segment.

Removed documents keep their numbers. The masks ``there`` and ``passages_there`` tell which ones are left.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.disk.postings import narrow
from retrieval.index.disk.recent import Recent
from retrieval.index.disk.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.index.disk.keys import Keys
    from retrieval.index.disk.postings import Numbers, Places
    from retrieval.index.disk.stored import StoredPostings
    from retrieval.values import Document, Passage

    Mask: TypeAlias = NDArray[np.bool_]

# The number of passages in the cache, which takes about two megabytes.
_CACHE_SIZE = 1 << 11
# Bytes of postings that are kept: those of the terms of one question among 400,000 passages take one to four megabytes.
_KEPT_POSTINGS = 8 << 20


class Rows(NamedTuple):
    """From where to where the postings of some terms stand in each segment: a row a segment, a column a term."""

    starts: Places
    ends: Places


class Read(NamedTuple):
    """The postings of some terms. Those of one term in one segment stand together, as a run.

    Attributes:
        places: the number of the passage or document of each posting.
        counts: the term frequency of each posting.
        which: the term of each run, as its column in :class:`Rows`.
        sizes: the number of postings in each run.
    """

    places: Places
    counts: Numbers
    which: Places
    sizes: Places

    @property
    def terms(self) -> Places:
        """The term of each posting."""
        return np.repeat(self.which, self.sizes)

    def spread(self, of_terms: NDArray[Any]) -> NDArray[Any]:
        """Return for each posting the value that is given for its term."""
        return np.repeat(of_terms[self.which], self.sizes)


class Field:
    """The postings of one field (texts or titles) in all segments.

    A segment numbers its places from 0; ``bases`` are added to make them numbers of the whole collection.
    """

    def __init__(self, postings: Sequence[StoredPostings], bases: Sequence[int], recent: Recent) -> None:
        self._postings = postings
        self._recent = recent
        self._bases = np.array(bases, dtype=np.intp)

    def find(self, keys: Keys) -> Rows:
        """Return where the postings of some terms stand."""
        shape = len(self._postings), len(keys)
        found = [one.rows(keys) for one in self._postings]
        starts, ends = zip(*found, strict=True) if found else ((), ())
        return Rows(np.array(starts, np.intp).reshape(shape), np.array(ends, np.intp).reshape(shape))

    def read(self, rows: Rows, terms: Sequence[int] | Places) -> Read:
        """Return the postings of some terms, given as columns of ``rows``."""
        starts, ends = rows.starts[:, terms], rows.ends[:, terms]
        held, which = (starts < ends).nonzero()
        if not len(held):
            none = np.zeros(0, np.intp)
            return Read(none, none, none, none)
        starts, ends = starts[held, which], ends[held, which]
        runs = [
            self._recent.get((one := self._postings[segment], start, end), partial(one.read, start, end))
            for segment, start, end in zip(held.tolist(), starts.tolist(), ends.tolist(), strict=True)
        ]
        places, counts = (np.concatenate(some) for some in zip(*runs, strict=True))
        sizes = ends - starts
        return Read(places + np.repeat(self._bases[held], sizes), counts, which, sizes)


class Collection:
    """The segments of a commit, without their removed documents.

    Args:
        segments: the segments.
        removed: for each segment the numbers of its removed documents.
    """

    def __init__(self, segments: Sequence[Segment], removed: Sequence[frozenset[int]]) -> None:
        self._segments = segments
        # The passages of a document share one metadata value, and the same documents are found again and again.
        self._metadata = lru_cache(maxsize=1 << 12)(Segment.metadata)
        self._cache: dict[int, Passage] = {}
        self._lock = threading.Lock()
        self._documents = list(accumulate((one.documents for one in segments), initial=0))
        self._passages = list(accumulate((one.passages for one in segments), initial=0))
        recent = Recent(_KEPT_POSTINGS)
        self.terms = Field([one.terms for one in segments], self._passages[:-1], recent)
        self.title_terms = Field([one.title_terms for one in segments], self._documents[:-1], recent)
        self.word_lengths = self._join(lambda one: one.word_lengths)
        self.bigram_lengths = self._join(lambda one: one.bigram_lengths)
        self.title_lengths = self._join(lambda one: one.title_lengths)
        self.days = self._join(lambda one: one.days)
        gone = [
            first + number for first, one in zip(self._documents, removed, strict=False) for number in one
        ]
        self.there: Mask = np.ones(self._documents[-1], np.bool_)
        """Which documents are not removed."""
        self.there[gone] = False
        self.shown: Mask = self.there & (self._join(lambda one: one.folded) == 0)
        """Which documents are not removed and not folded into another one."""
        passages_of = self._join(lambda one: one.passages_of())
        self.document_of = narrow(np.repeat(np.arange(len(self.there)), passages_of))
        self.first_of = np.cumsum(passages_of) - passages_of
        self.passages_of: Places = passages_of * self.there
        """The number of passages of each document; 0 if it is removed."""
        self.passages_there: Mask | None = self.there[self.document_of] if gone else None
        """Which passages are not removed, or None if none is."""
        self.passages = int(self.passages_of.sum())
        self.sources = sorted({source for one in segments for source in one.sources})
        number = {source: place for place, source in enumerate(self.sources)}
        self.source_of = self._join(
            lambda one: np.array([number[source] for source in one.sources], np.intp)[one.source_of]
        )

    def _join(self, of: Callable[[Segment], Numbers]) -> Numbers:
        return np.concatenate([np.zeros(0, np.uint8), *map(of, self._segments)])

    def find(self, id: str) -> int | None:
        """Return the number of the document with an id, or None if there is none."""
        for first, segment in zip(self._documents, self._segments, strict=False):
            for number in segment.find(id):
                if self.there[first + number]:
                    return first + number
        return None

    def id(self, document: int) -> str:
        """Return a document's id."""
        segment, number = self._locate(self._documents, document)
        return segment.id(number)

    def document(self, document: int) -> Document:
        """Return a document."""
        segment, number = self._locate(self._documents, document)
        return segment.document(number)

    def read(self, passages: Sequence[int]) -> list[Passage]:
        """Return some passages; those that were read last are cached.

        A question that names a time is searched for up to three times, and finds mostly the same passages.
        """
        found = {passage: known for passage in passages if (known := self._cache.get(passage))}
        missing = sorted({*passages} - found.keys())
        for first, last, segment in zip(self._passages, self._passages[1:], self._segments, strict=False):
            inside = missing[bisect_left(missing, first) : bisect_left(missing, last)]
            if inside:
                read = segment.read([passage - first for passage in inside], partial(self._metadata, segment))
                found.update(zip(inside, read, strict=True))
        with self._lock:
            self._cache.update((passage, found[passage]) for passage in missing)
            for oldest in list(islice(self._cache, max(0, len(self._cache) - _CACHE_SIZE))):
                del self._cache[oldest]
        return [found[passage] for passage in passages]

    def _locate(self, firsts: Sequence[int], number: int) -> tuple[Segment, int]:
        place = bisect_right(firsts, number) - 1
        return self._segments[place], number - firsts[place]
