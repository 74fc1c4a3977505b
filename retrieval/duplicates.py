"""Documents that say the same: found by their sketches, and folded into the one that says it best.

Two documents are the same report where their texts are the same but for marks, blanks and the way of
writing, or where nearly all clauses of each stand in the other word for word. Whatever else they share, they
stay two where they differ in a number, a date, an ordinal, or the day on which they appeared; and where a
clause is different, they stay two if their headlines are different, too: a town's notice is its
neighbour's but for the name.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.sketches import Sketch

# How much of all their clauses two documents share, and how much of the shorter one's. Of 74,504 broadcast items
# every pair above was the same report, and pairs below .7 were reports of two occasions.
_ALIKE, _HELD = 0.75, 0.85
# Fewer clauses are a formula: 今晚焦点访谈将播出……，敬请收看。
_LEAST_CLAUSES = 5
# A clause that more documents share is a formula too, and tells nothing.
_MOST_SHARING = 64
_MIX = np.uint64(0x9E3779B97F4A7C15)


class Folding(NamedTuple):
    """Places in the list of sketches: each folded document's keeper, and each keeper's folded documents."""

    keeper: dict[int, int]
    folded: dict[int, list[int]]


def fold_duplicates(sketches: Sequence[Sketch]) -> Folding:
    """Find which documents are folded into which.

    The keeper has the longest text, so that nothing is lost; then the most metadata, then the first id.
    """
    clusters = _Clusters(sketches)
    for one, other in _same_texts(sketches):
        clusters.join(one, other)
    for one, other in _similar(sketches, [place for place in range(len(sketches)) if clusters.keeps(place)]):
        clusters.join(one, other)
    folded: dict[int, list[int]] = {}
    for place in clusters.keeper:
        folded.setdefault(clusters.find(place), []).append(place)
    for places in folded.values():
        places.sort(key=_id_in(sketches))
    return Folding({place: clusters.find(place) for place in clusters.keeper}, folded)


def are_same(one: Sketch, other: Sketch) -> bool:
    """Say whether two documents are the same report, the days on which they appeared aside."""
    if one.numbers != other.numbers or not one.text or not other.text:
        return False
    if one.title_numbers and other.title_numbers and one.title_numbers != other.title_numbers:
        return False
    if one.text == other.text:
        return True
    mine = np.frombuffer(one.clauses, np.uint32)
    theirs = np.frombuffer(other.clauses, np.uint32)
    fewer = min(len(mine), len(theirs))
    if fewer < _LEAST_CLAUSES or fewer < _ALIKE * max(len(mine), len(theirs)):
        return False
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    if shared < _HELD * fewer or shared < _ALIKE * (len(mine) + len(theirs) - shared):
        return False
    return shared == fewer or not one.title or not other.title or one.title == other.title


class _Clusters:
    """Which documents were found to be one, and on which day that one appeared."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        self.keeper: dict[int, int] = {}
        self._sketches = sketches
        self._days = {
            place: found.metadata.date for place, found in enumerate(sketches) if found.metadata.date
        }

    def keeps(self, place: int) -> bool:
        return place not in self.keeper

    def find(self, place: int) -> int:
        while place in self.keeper:
            place = self.keeper[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Fold two documents into one, unless what they were folded into appeared on two days."""
        one, other = self.find(one), self.find(other)
        day, another = self._days.get(one), self._days.get(other)
        if one == other or (day and another and day != another):
            return
        if not are_same(self._sketches[one], self._sketches[other]):
            return
        kept, folded = sorted((one, other), key=self._rank)
        self.keeper[folded] = kept
        if found := day or another:
            self._days[kept] = found

    def _rank(self, place: int) -> tuple[int, int, str]:
        found = self._sketches[place]
        metadata = found.metadata
        known = (metadata.title, metadata.date, metadata.source, metadata.byline, metadata.url)
        return -found.size, -sum(map(bool, known)), metadata.id


def _same_texts(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Yield pairs with the same text: each document, in the order of ids, with each before it that may keep it."""
    texts = np.array([found.text for found in sketches], np.int64)
    for places in _runs(texts, np.nonzero(texts)[0]):
        # Among many with one text (a notice of every day) only those of one day are tried with each other.
        days: dict[object, list[int]] = {}
        for place in sorted(places, key=_id_in(sketches)):
            days.setdefault(sketches[place].metadata.date, []).append(place)
        for alike in days.values():
            yield from ((alike[0], place) for place in alike[1:])
        firsts = [alike[0] for alike in days.values()]
        yield from combinations(firsts[:_MOST_SHARING], 2)


def _similar(sketches: Sequence[Sketch], places: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pairs that share enough to be looked at, in the order of their ids.

    Two sets that share the share `_ALIKE` of all they hold have one in common among the first few of each,
    in any order that is the same for both (the prefix filter of similarity joins).
    """
    chosen = [
        place
        for place in places
        if sketches[place].text and len(sketches[place].clauses) >= 4 * _LEAST_CLAUSES
    ]
    if not chosen:
        return []
    counts = np.array([len(sketches[place].clauses) // 4 for place in chosen])
    clauses = np.frombuffer(b"".join(sketches[place].clauses for place in chosen), np.uint32)
    numbers = np.array([sketches[place].numbers for place in chosen], np.uint64)
    starts = np.cumsum(counts) - counts
    first = np.arange(len(clauses)) - np.repeat(starts, counts)
    few = first < np.repeat(counts - np.ceil(_ALIKE * counts) + 1, counts)
    owners = np.repeat(np.arange(len(chosen)), counts)[few]
    # Those with other numbers are none of the same report: the numbers are a part of the key.
    keys = (clauses[few].astype(np.uint64) + (numbers[owners] << np.uint64(16))) * _MIX
    pairs = {
        pair
        for run in _runs(keys, np.arange(len(keys)))
        if len(run) <= _MOST_SHARING
        for pair in combinations(sorted({int(owners[at]) for at in run}), 2)
        if min(counts[[*pair]]) >= _ALIKE * max(counts[[*pair]])
    }
    found = [sorted((chosen[one], chosen[other]), key=_id_in(sketches)) for one, other in pairs]
    return sorted(
        ((one, other) for one, other in found),
        key=lambda pair: (sketches[pair[0]].metadata.id, sketches[pair[1]].metadata.id),
    )


def _id_in(sketches: Sequence[Sketch]) -> Callable[[int], str]:
    return lambda place: sketches[place].metadata.id


def _runs(keys: np.ndarray, places: np.ndarray) -> Iterator[list[int]]:
    """Yield the places that have a key in common, where there are several."""
    order = places[np.argsort(keys[places], kind="stable")]
    ends = np.nonzero(np.diff(keys[order]))[0] + 1
    for start, end in zip(np.concatenate(([0], ends)), np.concatenate((ends, [len(order)])), strict=True):
        if end - start > 1:
            yield order[start:end].tolist()
