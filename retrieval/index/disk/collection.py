"""The segments of a state as one: passages and documents counted through, less what is removed."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from functools import lru_cache, partial
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from retrieval.index.disk.postings import narrow
from retrieval.index.disk.segments import Segment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from retrieval.index.disk.keys import Keys
    from retrieval.index.disk.postings import Numbers, Places, Postings
    from retrieval.values import Document, Passage

    Mask: TypeAlias = NDArray[np.bool_]

# So many of the passages that were read last are kept: about two megabytes.
_KEPT = 1 << 11


class Rows(NamedTuple):
    """Where the places of some terms stand in the postings of each segment: segments by terms."""

    starts: Places
    ends: Places


class Read(NamedTuple):
    """Where some terms stand: stretch by stretch, each of one term.

    ``places`` and how often it ``counts`` at each; of each stretch ``which`` of the terms it is, and its size.
    """

    places: Places
    counts: Numbers
    which: Places
    sizes: Places

    @property
    def terms(self) -> Places:
        """Of which term each place is."""
        return np.repeat(self.which, self.sizes)

    def spread(self, of_terms: NDArray[Any]) -> NDArray[Any]:
        """Return for each place what is given for each term."""
        return np.repeat(of_terms[self.which], self.sizes)


class Field:
    """One kind of postings of all segments; a segment's places are counted from its base on."""

    def __init__(self, postings: Sequence[Postings], bases: Sequence[int]) -> None:
        self._postings = postings
        self._places = [one.places for one in postings]
        self._counts = [one.counts for one in postings]
        self._bases = np.array(bases, dtype=np.intp)

    def find(self, keys: Keys) -> Rows:
        """Return where the places of some terms stand."""
        shape = len(self._postings), len(keys)
        found = [one.rows(keys) for one in self._postings]
        starts, ends = zip(*found, strict=True) if found else ((), ())
        return Rows(np.array(starts, np.intp).reshape(shape), np.array(ends, np.intp).reshape(shape))

    def read(self, rows: Rows, terms: Sequence[int] | Places) -> Read:
        """Return where some terms stand."""
        starts, ends = rows.starts[:, terms], rows.ends[:, terms]
        held, which = (starts < ends).nonzero()
        if not len(held):
            none = np.zeros(0, np.intp)
            return Read(none, none, none, none)
        starts, ends = starts[held, which], ends[held, which]
        stretches = list(zip(held.tolist(), starts.tolist(), ends.tolist(), strict=True))
        places = np.concatenate([self._places[segment][start:end] for segment, start, end in stretches])
        counts = np.concatenate([self._counts[segment][start:end] for segment, start, end in stretches])
        sizes = ends - starts
        return Read(places + np.repeat(self._bases[held], sizes), counts, which, sizes)


class Collection:
    """Segments of which some documents are removed.

    Args:
        segments: the segments.
        removed: of each the documents that are not there any more.
    """

    def __init__(self, segments: Sequence[Segment], removed: Sequence[frozenset[int]]) -> None:
        self._segments = segments
        # The passages of a document share one, and the same documents are found again and again.
        self._metadata = lru_cache(maxsize=1 << 12)(Segment.metadata)
        self._kept: dict[int, Passage] = {}
        self._lock = threading.Lock()
        self._documents = list(accumulate((one.documents for one in segments), initial=0))
        self._passages = list(accumulate((one.passages for one in segments), initial=0))
        self.terms = Field([one.terms for one in segments], self._passages[:-1])
        self.title_terms = Field([one.title_terms for one in segments], self._documents[:-1])
        self.word_lengths = self._join(lambda one: one.word_lengths)
        self.bigram_lengths = self._join(lambda one: one.bigram_lengths)
        self.title_lengths = self._join(lambda one: one.title_lengths)
        self.days = self._join(lambda one: one.days)
        gone = [
            first + number for first, one in zip(self._documents, removed, strict=False) for number in one
        ]
        self.there: Mask = np.ones(self._documents[-1], np.bool_)
        """Which documents are there."""
        self.there[gone] = False
        self.shown: Mask = self.there & (self._join(lambda one: one.folded) == 0)
        """Which documents are there, and not folded into others."""
        passages_of = self._join(lambda one: one.passages_of())
        self.document_of = narrow(np.repeat(np.arange(len(self.there)), passages_of))
        self.first_of = np.cumsum(passages_of) - passages_of
        self.passages_of: Places = passages_of * self.there
        """How many passages each document has; none where it is removed."""
        self.passages_there: Mask | None = self.there[self.document_of] if gone else None
        """Which passages are there; None where all are."""
        self.passages = int(self.passages_of.sum())
        self.sources = sorted({source for one in segments for source in one.sources})
        number = {source: place for place, source in enumerate(self.sources)}
        self.source_of = self._join(
            lambda one: np.array([number[source] for source in one.sources], np.intp)[one.source_of]
        )

    def _join(self, of: Callable[[Segment], Numbers]) -> Numbers:
        return np.concatenate([np.zeros(0, np.uint8), *map(of, self._segments)])

    def find(self, id: str) -> int | None:
        """Return the document with an id."""
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
        """Return some passages; those that were read last are kept.

        A question with a word of time is searched for three times, and finds mostly the same.
        """
        found = {passage: known for passage in passages if (known := self._kept.get(passage))}
        missing = sorted({*passages} - found.keys())
        for first, last, segment in zip(self._passages, self._passages[1:], self._segments, strict=False):
            inside = missing[bisect_left(missing, first) : bisect_left(missing, last)]
            if inside:
                read = segment.read([passage - first for passage in inside], partial(self._metadata, segment))
                found.update(zip(inside, read, strict=True))
        with self._lock:
            self._kept.update((passage, found[passage]) for passage in missing)
            for oldest in list(islice(self._kept, max(0, len(self._kept) - _KEPT))):
                del self._kept[oldest]
        return [found[passage] for passage in passages]

    def _locate(self, firsts: Sequence[int], number: int) -> tuple[Segment, int]:
        place = bisect_right(firsts, number) - 1
        return self._segments[place], number - firsts[place]
