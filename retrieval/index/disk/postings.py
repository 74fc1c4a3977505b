"""Postings: for each term where it occurs, and how often; looked up by the term's key.

They are four arrays, each as narrow as its numbers allow, so that an index maps them from its file and reads what
a question needs, nothing else.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np

from retrieval.errors import StoreError
from retrieval.index.disk.keys import KEY_BITS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.index.disk.keys import Keys

Places: TypeAlias = "NDArray[np.intp]"
Numbers: TypeAlias = "NDArray[Any]"
"""Whole numbers, none below zero, of any width."""

_PLACE_BITS = 64 - KEY_BITS
# Places that are moved at once.
_AT_ONCE = 1 << 18
MOST_PLACES = 1 << _PLACE_BITS
"""Postings may count so many passages or documents, and no more."""


class Postings(NamedTuple):
    """Terms in rising order of their keys, and behind one another the places of each, rising.

    The places of term ``n`` are ``places[offsets[n]:offsets[n + 1]]``, and ``counts`` likewise how often it stands
    there.
    """

    keys: Keys
    offsets: Numbers
    places: Numbers
    counts: Numbers

    def rows(self, keys: Keys) -> tuple[Places, Places]:
        """Return for each key from where to where its places stand: an empty stretch where it has none."""
        if not len(self.keys):
            return np.zeros(len(keys), np.intp), np.zeros(len(keys), np.intp)
        found = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        starts = self.offsets[found].astype(np.intp)
        return starts, np.where(self.keys[found] == keys, self.offsets[found + 1], starts)

    def keys_of_places(self) -> Keys:
        """Return the key that each place stands behind."""
        return np.repeat(self.keys, self.sizes())

    def sizes(self) -> Numbers:
        """Return at how many places each term stands."""
        return self.offsets[1:] - self.offsets[:-1]


def count_occurrences(keys: Keys, places: Numbers) -> Postings:
    """Return the postings of occurrences: each a term's key and a place, in any order.

    >>> from retrieval.index.disk.keys import keys_of
    >>> postings = count_occurrences(keys_of(["会议", "市长", "会议"]), np.array([7, 7, 7]))
    >>> starts, ends = postings.rows(keys_of(["会议", "市长", "天气"]))
    >>> [postings.counts[start:end].tolist() for start, end in zip(starts, ends)]
    [[2], [1], []]

    Raises:
        StoreError: there are more places than can be counted.
    """
    if len(places) and int(places.max()) >= MOST_PLACES:
        raise StoreError(f"a document has more than {MOST_PLACES:,} paragraphs: split its file")
    # As one number each they sort by term, and then by place.
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
    """Return postings of which each part's places are counted from another base, and lie before the next part's."""
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
    # Whole rows are put in order, and not each place: a term has its places in rising order part after part.
    order = np.argsort(keys, kind="stable")
    keys, sizes, starts = keys[order], sizes[order], starts[order]
    ends = np.cumsum(sizes)
    starts += sizes - ends
    first = _changes(keys)
    offsets = np.append((ends - sizes)[first], len(places))
    merged, merged_counts = np.empty_like(places), np.empty_like(counts)
    # Not all at once: what fits beside the processor is moved in a third of the time.
    rows = [0, *np.searchsorted(ends, range(_AT_ONCE, len(places), _AT_ONCE)).tolist(), len(ends)]
    for low, high in pairwise(rows):
        begin, end = ((int(ends[row - 1]) if row else 0) for row in (low, high))
        moved = np.repeat(starts[low:high], sizes[low:high]) + np.arange(begin, end)
        places.take(moved, out=merged[begin:end], mode="clip")
        counts.take(moved, out=merged_counts[begin:end], mode="clip")
    return Postings(keys[first], narrow(offsets), narrow(merged), narrow(merged_counts))


def renumber_postings(postings: Postings, numbers: NDArray[np.int64]) -> Postings:
    """Return postings with other places, in the same order; those that become -1 are left out."""
    places = numbers[postings.places]
    kept = places >= 0
    keys = postings.keys_of_places()[kept]
    first = _changes(keys)
    offsets = np.append(first, len(keys))
    return Postings(keys[first], narrow(offsets), narrow(places[kept]), narrow(postings.counts[kept]))


def narrow(numbers: Numbers) -> Numbers:
    """Return numbers in as few bytes each as they need."""
    most = int(numbers.max()) if len(numbers) else 0
    return numbers.astype(np.min_scalar_type(most), copy=False)


def _changes(numbers: Keys) -> NDArray[np.intp]:
    """Return where in sorted numbers each new one begins."""
    new = np.empty(len(numbers), np.bool_)
    new[:1] = True
    np.not_equal(numbers[1:], numbers[:-1], out=new[1:])
    return np.flatnonzero(new)
