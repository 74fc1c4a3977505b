"""Where many terms stand in one text, all found in the time of a few.

Most terms are two characters: which pairs of a text may be one of them, two tables of characters say at once.
To look for each term by itself took three times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.folding import codes_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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
    by_pair: dict[str, list[int]] = {}
    for number, term in enumerate(terms):
        by_pair.setdefault(term[:2], []).append(number)
    codes = codes_of(text)
    places: list[NDArray[np.intp]] = []
    numbers: list[NDArray[np.intp]] = []
    for pair, found in _find_pairs(codes, by_pair):
        for number in by_pair[pair]:
            term = terms[number]
            whole = found
            if len(term) > 2:
                whole = np.array([at for at in found.tolist() if text.startswith(term, at)], dtype=np.intp)
            places.append(whole)
            numbers.append(np.full(len(whole), number))
    if not places:
        return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp)
    return np.concatenate(places), np.concatenate(numbers)


def _find_pairs(codes: NDArray[np.uint32], wanted: Iterable[str]) -> Iterator[tuple[str, NDArray[np.intp]]]:
    """Yield the pairs and single characters that stand in a text, each with its places, rising."""
    pairs = {}
    for beginning in wanted:
        if len(beginning) == 1:
            yield beginning, np.flatnonzero(codes == ord(beginning))
        elif beginning:
            pairs[ord(beginning[0]) * _CHARACTERS + ord(beginning[1])] = beginning
    if not pairs or len(codes) < 2:
        return
    keys = np.array(sorted(pairs))
    first, second = np.zeros((2, _BITS + 1), dtype=bool)
    first[keys // _CHARACTERS & _BITS] = second[keys % _CHARACTERS & _BITS] = True
    bits = codes & _BITS
    places = np.flatnonzero(first.take(bits[:-1]) & second.take(bits[1:]))
    found = codes[places] * np.int64(_CHARACTERS) + codes[places + 1]
    order = np.argsort(found, kind="stable")
    found = found[order]
    bounds = zip(
        keys.tolist(), np.searchsorted(found, keys), np.searchsorted(found, keys, "right"), strict=True
    )
    for key, start, end in bounds:
        if start < end:
            yield pairs[key], places[order[start:end]]
