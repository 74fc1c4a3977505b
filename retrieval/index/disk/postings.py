"""Postings: for each term the places where it occurs and its frequency there, looked up by the term's key.

They are four arrays, each of the narrowest type that holds its numbers. An index maps them from its file, and reads
only the postings of a question's terms.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from retrieval.errors import UnreadableError
from retrieval.index.disk.keys import KEY_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.index.disk.keys import Keys

Places: TypeAlias = "NDArray[np.intp]"
Numbers: TypeAlias = "NDArray[Any]"
"""Unsigned integers of any width."""

_PLACE_BITS = 64 - KEY_BITS
# The number of postings that a merge moves at once.
_AT_ONCE = 1 << 18
MOST_PLACES = 1 << _PLACE_BITS
"""The largest number of passages, or of documents, that postings can address."""


class Postings(NamedTuple):
    """The keys of the terms in ascending order, and the places of each term, also ascending.

    The places of term ``n`` are ``places[offsets[n]:offsets[n + 1]]``. The same slice of ``counts`` holds its frequency
    at each of them. A place is the number of a passage (in texts) or of a document (in titles).
    """

    keys: Keys
    offsets: Numbers
    places: Numbers
    counts: Numbers

    def rows(self, keys: Keys) -> tuple[Places, Places]:
        """Return where the places of each key start and end; both are equal if it has none."""
        if not len(self.keys):
            return np.zeros(len(keys), np.intp), np.zeros(len(keys), np.intp)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        starts = self.offsets[found].astype(np.intp)
        return starts, np.where(self.keys[found] == keys, self.offsets[found + 1], starts)

    def keys_of_places(self) -> Keys:
        """Return for each place the key of its term."""
        return np.repeat(self.keys, self.sizes())

    def sizes(self) -> Numbers:
        """Return the number of places of each term."""
        return self.offsets[1:] - self.offsets[:-1]


def count_occurrences(keys: Keys, places: Numbers) -> Postings:
    """Return the postings of occurrences. Each is the key of a term and a place; they may come in any order.

    >>> from retrieval.index.disk.keys import keys_of
    >>> postings = count_occurrences(keys_of(["会议", "市长", "会议"]), np.array([7, 7, 7]))
    >>> starts, ends = postings.rows(keys_of(["会议", "市长", "天气"]))
    >>> [postings.counts[start:end].tolist() for start, end in zip(starts, ends)]
    [[2], [1], []]

    Raises:
        UnreadableError: there are more places than can be counted.
    """
    if len(places) and int(places.max()) >= MOST_PLACES:
        raise UnreadableError(f"it has more than {MOST_PLACES:,} paragraphs: split its file")
    # Key and place are packed into one number, which sorts by term and then by place.
    packed = keys << np.uint64(_PLACE_BITS) | places.astype(np.uint64)
    packed.sort()
    first = _changes(packed)
    counts = np.diff(first, append=len(packed))
    packed = packed[first]
    places = packed & np.uint64(MOST_PLACES - 1)
    packed >>= np.uint64(_PLACE_BITS)
    terms = _changes(packed)
    return Postings(packed[terms], narrow(np.append(terms, len(packed))), narrow(places), narrow(counts))


def merge_postings(postings: Sequence[Postings], bases: Sequence[int]) -> Postings:
    """Return the postings of several segments as one.

    Each segment's base is added to its places; after that they all come before the next segment's places.
    """
    firsts = list(accumulate((len(one.places) for one in postings), initial=0))
    none = np.zeros(0, np.int64)
    keys = np.concatenate([none.astype(np.uint64), *(one.keys for one in postings)])
    starts = np.concatenate(
        [
            none,
            *(
                one.offsets[:-1].astype(np.int64) + first
                for one, first in zip(postings, firsts, strict=False)
            ),
        ]
    )
    sizes = np.concatenate([none, *(one.sizes() for one in postings)])
    places = np.concatenate(
        [
            none[:0].astype(np.uint32),
            *(
                one.places.astype(np.uint32) + np.uint32(base)
                for one, base in zip(postings, bases, strict=True)
            ),
        ]
    )
    counts = np.concatenate([none.astype(np.uint8), *(one.counts for one in postings)])
    # Whole runs of places are sorted, not single places: a term's places ascend from segment to segment already.
    order = np.argsort(keys, kind="stable")
    keys, sizes, starts = keys[order], sizes[order], starts[order]
    ends = np.cumsum(sizes)
    starts += sizes - ends
    first = _changes(keys)
    offsets = np.append((ends - sizes)[first], len(places))
    merged, merged_counts = np.empty_like(places), np.empty_like(counts)
    # A block that fits into the processor's cache is moved in a third of the time.
    rows = [0, *np.searchsorted(ends, range(_AT_ONCE, len(places), _AT_ONCE)).tolist(), len(ends)]
    for low, high in pairwise(rows):
        begin, end = ((int(ends[row - 1]) if row else 0) for row in (low, high))
        moved = np.repeat(starts[low:high], sizes[low:high]) + np.arange(begin, end)
        places.take(moved, out=merged[begin:end], mode="clip")
        counts.take(moved, out=merged_counts[begin:end], mode="clip")
    return Postings(keys[first], narrow(offsets), narrow(merged), narrow(merged_counts))


def renumber_postings(postings: Postings, numbers: NDArray[np.int64]) -> Postings:
    """Return postings with new place numbers, in the same order; places that become -1 are dropped."""
    places = numbers[postings.places]
    kept = places >= 0
    keys = postings.keys_of_places()[kept]
    first = _changes(keys)
    offsets = np.append(first, len(keys))
    return Postings(keys[first], narrow(offsets), narrow(places[kept]), narrow(postings.counts[kept]))


def narrow(numbers: Numbers) -> Numbers:
    """Return the numbers in the narrowest type that holds them."""
    most = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(np.min_scalar_type(most), copy=False)


def _changes(numbers: Keys) -> NDArray[np.intp]:
    """Return the indices at which sorted numbers change, and 0."""
    new = np.empty(len(numbers), np.bool_)
    new[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return np.flatnonzero(new)
