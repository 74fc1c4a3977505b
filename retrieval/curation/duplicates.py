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
    from collections.abc import Callable, Iterator

    from retrieval.curation.fingerprints import Sketches

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


def fold_duplicates(sketches: Sketches) -> Folding:
    """Find which documents are folded into which.

    The keeper has the longest text, so that nothing is lost; then the most metadata, then the first id.
    """
    clusters = _Clusters(sketches)
    for one, other in _same_texts(sketches):
        clusters.join(one, other)
    for one, other in _similar(sketches, frozenset(clusters.keeper)):
        clusters.join(one, other)
    folded: dict[int, list[int]] = {}
    for place in clusters.keeper:
        folded.setdefault(clusters.find(place), []).append(place)
    for places in folded.values():
        places.sort(key=_id_in(sketches))
    return Folding({place: clusters.find(place) for place in clusters.keeper}, folded)


def are_same(sketches: Sketches, one: int, other: int) -> bool:
    """Say whether two documents are the same report, the days on which they appeared aside."""
    mine, theirs = sketches.rows[one], sketches.rows[other]
    if mine["numbers"] != theirs["numbers"] or not mine["text"] or not theirs["text"]:
        return False
    if mine["title_numbers"] and theirs["title_numbers"] and mine["title_numbers"] != theirs["title_numbers"]:
        return False
    if mine["text"] == theirs["text"]:
        return True
    fewer, more = sorted((mine["clauses"], theirs["clauses"]))
    if fewer < _LEAST_CLAUSES or fewer < _ALIKE * more:
        return False
    shared = len(np.intersect1d(sketches.clauses_of(one), sketches.clauses_of(other), assume_unique=True))
    if shared < _HELD * fewer or shared < _ALIKE * (fewer + more - shared):
        return False
    return bool(
        shared == fewer or not mine["title"] or not theirs["title"] or mine["title"] == theirs["title"]
    )


class _Clusters:
    """Which documents were found to be one, and on which day that one appeared."""

    def __init__(self, sketches: Sketches) -> None:
        self.keeper: dict[int, int] = {}
        self._sketches = sketches
        self._days: dict[int, int] = {}

    def find(self, place: int) -> int:
        while place in self.keeper:
            place = self.keeper[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Fold two documents into one, unless what they were folded into appeared on two days."""
        one, other = self.find(one), self.find(other)
        day, another = self._day(one), self._day(other)
        if one == other or (day and another and day != another) or not are_same(self._sketches, one, other):
            return
        kept, folded = sorted((one, other), key=self._rank)
        self.keeper[folded] = kept
        self._days[kept] = day or another

    def _day(self, place: int) -> int:
        return self._days.get(place) or int(self._sketches.rows["day"][place])

    def _rank(self, place: int) -> tuple[int, int, str]:
        row = self._sketches.rows[place]
        return -int(row["size"]), -int(row["known"]), self._sketches.metadata(place).id


def _same_texts(sketches: Sketches) -> Iterator[tuple[int, int]]:
    """Yield pairs with the same text: each document, in the order of ids, with each before it that may keep it."""
    texts = sketches.rows["text"]
    for places in _runs(texts, np.nonzero(texts)[0]):
        # Among many with one text (a notice of every day) only those of one day are tried with each other.
        days: dict[int, list[int]] = {}
        for place in sorted(places, key=_id_in(sketches)):
            days.setdefault(int(sketches.rows["day"][place]), []).append(place)
        for alike in days.values():
            yield from ((alike[0], place) for place in alike[1:])
        firsts = [alike[0] for alike in days.values()]
        yield from combinations(firsts[:_MOST_SHARING], 2)


def _similar(sketches: Sketches, folded: frozenset[int]) -> list[tuple[int, int]]:
    """Return the pairs that share enough to be looked at, in the order of their ids.

    Two sets that share the share `_ALIKE` of all they hold have one in common among the first few of each,
    in any order that is the same for both (the prefix filter of similarity joins).
    """
    rows = sketches.rows
    counts = rows["clauses"]
    chosen = (rows["text"] != 0) & (counts >= _LEAST_CLAUSES)
    chosen[list(folded)] = False
    wanted = np.where(chosen, counts - np.ceil(_ALIKE * counts).astype(np.intp) + 1, 0)
    owners = np.repeat(np.arange(len(rows)), wanted)
    # Where the first few of each stand among all clauses, of which most are not looked at.
    few = np.arange(len(owners)) + np.repeat(sketches.starts - np.cumsum(wanted) + wanted, wanted)
    # Those with other numbers are none of the same report: the numbers are a part of the key.
    numbers = rows["numbers"].astype(np.uint64) << np.uint64(16)
    keys = (sketches.clauses[few].astype(np.uint64) + numbers[owners]) * _MIX
    found = {
        pair
        for run in _runs(keys, np.arange(len(keys)))
        if len(run) <= _MOST_SHARING
        for pair in combinations(sorted(set(owners[run].tolist())), 2)
        if _may_be_same(rows[pair[0]], rows[pair[1]])
    }
    ids = _id_in(sketches)
    ordered = ((one, other) if ids(one) <= ids(other) else (other, one) for one, other in found)
    return sorted(ordered, key=lambda pair: (ids(pair[0]), ids(pair[1])))


def _may_be_same(one: np.void, other: np.void) -> bool:
    if one["day"] and other["day"] and one["day"] != other["day"]:
        return False
    fewer, more = sorted((one["clauses"], other["clauses"]))
    return bool(fewer >= _ALIKE * more)


def _id_in(sketches: Sketches) -> Callable[[int], str]:
    return lambda place: sketches.metadata(place).id


def _runs(keys: np.ndarray, places: np.ndarray) -> Iterator[list[int]]:
    """Yield the places that have a key in common, where there are several."""
    order = places[np.argsort(keys[places], kind="stable")]
    edges = np.flatnonzero(np.diff(keys[order])) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(order)]))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield order[start:end].tolist()
