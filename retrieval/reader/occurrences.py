"""Where many terms stand in one text, all found in the time of a few.

Most terms are two characters: which pairs of a text may be one of them, two tables of characters say at once.
To look for each term by itself took three times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.chinese.folding import codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_CHARACTERS = 0x110000
# Tables of all characters would be cleared for longer than they are looked into: by their last 16 bits two
# characters seldom look alike, and what only looks like a pair is dropped.
_BITS = 0xFFFF


def find_all(text: str, terms: Sequence[str]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where each term begins in a text, and which term it is: each place, where they overlap too.

    >>> places, numbers = find_all("哈哈哈,会议", ["会议", "哈哈", "会"])
    >>> sorted(zip(numbers.tolist(), places.tolist()))
    [(0, 4), (1, 0), (1, 1), (2, 4)]
    """
    codes = codes_of(text)
    places, numbers = _find_longer(text, codes, terms)
    for number, term in enumerate(terms):
        if len(term) == 1:
            single = np.flatnonzero(codes == ord(term))
            places = np.append(places, single)
            numbers = np.append(numbers, np.full(len(single), number))
    return places, numbers


def _find_longer(
    text: str, codes: NDArray[np.uint32], terms: Sequence[str]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the places of the terms of two characters and more, rising, and their numbers."""
    longer = sorted(
        (ord(term[0]) * _CHARACTERS + ord(term[1]), number)
        for number, term in enumerate(terms)
        if len(term) > 1
    )
    if not longer or len(codes) < 2:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    keys, numbers = np.array(longer).T
    first, second = np.zeros((2, _BITS + 1), dtype=bool)
    first[keys // _CHARACTERS & _BITS] = second[keys % _CHARACTERS & _BITS] = True
    bits = codes & _BITS
    places = np.flatnonzero(first.take(bits[:-1]) & second.take(bits[1:]))
    pairs = codes[places] * np.int64(_CHARACTERS) + codes[places + 1]
    # Several terms may begin with one pair.
    low, high = np.searchsorted(keys, pairs), np.searchsorted(keys, pairs, side="right")
    counts = high - low
    places = np.repeat(places, counts)
    within = np.arange(len(places)) - np.repeat(np.cumsum(counts) - counts, counts)
    numbers = numbers[np.repeat(low, counts) + within]
    rest = np.flatnonzero(np.array([len(term) > 2 for term in terms])[numbers])
    if len(rest):
        whole = np.ones(len(places), dtype=bool)
        whole[rest] = [
            text.startswith(terms[number], place)
            for number, place in zip(numbers[rest].tolist(), places[rest].tolist(), strict=True)
        ]
        places, numbers = places[whole], numbers[whole]
    return places, numbers
