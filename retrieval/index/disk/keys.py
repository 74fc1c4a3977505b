"""Terms as numbers: what postings are sorted by and looked up by.

A term of one or two characters of the basic plane is its characters, so that no two are mixed up; a longer one is 40
bits of a hash: that it is taken for one of 300,000 others happens once in four million. Words and bigrams are told
apart by a bit.
"""

from __future__ import annotations

import hashlib
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from retrieval.chinese.folding import codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes

Keys: TypeAlias = "NDArray[np.uint64]"

KEY_BITS = 42
"""How many bits a key has: what a posting counts stands beside it in one number of 64."""

_HASHED = np.uint64(1 << 40)
_BIGRAM = np.uint64(1 << 41)
_HALF = np.uint64(16)
_LAST_OF_PLANE = 0xFFFF
_LONG = 64
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FINISHER = np.uint64(0xD6E8FEB86659FD93)
_MIDDLE = np.uint64(32)


def keys_at(codes: Codes, starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Keys:
    """Return the keys of the words that stand at some places of a text, none of them empty.

    >>> keys_at(codes_of("会议会议"), np.array([0, 2]), np.array([2, 2])).tolist() == keys_of(["会议"]).tolist() * 2
    True
    """
    first = codes[starts]
    last = codes[starts + sizes - 1]
    second = np.where(sizes > 1, last, np.uint32(0))
    keys: Keys = first.astype(np.uint64) << _HALF | second
    # A second character that is none stands for none.
    odd = np.flatnonzero((sizes > 2) | (first > _LAST_OF_PLANE) | (last > _LAST_OF_PLANE) | (last == 0))
    if len(odd):
        keys[odd] = _hash(codes, starts[odd], sizes[odd])
    return keys


def pairs_at(codes: Codes, starts: NDArray[np.intp]) -> Keys:
    """Return the keys of the bigrams that begin at some places of a text, as words of two characters have them."""
    return keys_at(codes, starts, np.full(len(starts), 2))


def as_bigrams(keys: Keys) -> Keys:
    """Return the keys by which the same terms are known as bigrams."""
    return keys | _BIGRAM


def keys_of(terms: Sequence[str]) -> Keys:
    """Return the keys of some terms, none of them empty."""
    sizes = np.array([len(term) for term in terms], dtype=np.intp)
    starts = np.array(list(accumulate(map(len, terms), initial=0))[:-1], dtype=np.intp)
    return keys_at(codes_of("".join(terms)), starts, sizes)


def _hash(codes: Codes, starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Keys:
    """Return the hashes of words, all read at once, a character of each at a time."""
    hashes = sizes.astype(np.uint64)
    active = np.flatnonzero(sizes <= _LONG)
    for place in range(_LONG):
        active = active[sizes[active] > place]
        if not len(active):
            break
        mixed = (hashes[active] ^ codes[starts[active] + place]) * _MULTIPLIER
        hashes[active] = mixed ^ mixed >> _MIDDLE
    for number in np.flatnonzero(sizes > _LONG).tolist():
        word = codes[starts[number] : starts[number] + sizes[number]].tobytes()
        hashes[number] = int.from_bytes(hashlib.blake2b(word, digest_size=8).digest(), "little")
    hashes = (hashes ^ hashes >> _MIDDLE) * _FINISHER
    return _HASHED | hashes >> np.uint64(24)
