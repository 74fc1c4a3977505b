"""Duplicates: documents that are the same report are found by their fingerprints, and folded into the fullest one.

Two documents are the same report if their texts differ only in punctuation, blanks and script (simplified or
traditional), or if nearly all clauses of each stand in the other word for word. They are never folded if they differ
in a number, a date, an ordinal, or the day on which they appeared. If a clause differs, they are not folded if their
headlines differ as well: the notices of two neighbouring towns are often alike but for the name of the town.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.curation.fingerprints import Sketches

# The least Jaccard similarity of two documents' clauses, and the least share of the shorter document's clauses that
# the longer one must hold. Of 74,504 broadcast items every pair above these was the same report, and pairs below 0.7
# were reports of two occasions.
_LEAST_JACCARD, _LEAST_CONTAINED = 0.75, 0.85
# A text of fewer clauses may be a formula that recurs: 今晚焦点访谈将播出……，敬请收看。
_LEAST_CLAUSES = 5
# A clause that more documents share than this is a formula as well, and proposes no pairs.
_MOST_SHARING = 64


class Folding(NamedTuple):
    """Which documents are folded, by their place in the sketches.

    Attributes:
        keeper: each folded document, with the document that it is folded into.
        folded: each keeper, with the documents that are folded into it.
    """

    keeper: dict[int, int]
    folded: dict[int, list[int]]


def fold_duplicates(sketches: Sketches) -> Folding:
    """Return which documents are folded into which.

    Of several copies the one with the longest text is kept, so that nothing is lost. Among equally long ones it is the
    one with the most metadata, and among these the one whose id comes first.
    """
    clusters = _Clusters(sketches)
    for one, other in _pairs_of_one_text(sketches):
        clusters.join(one, other)
    for one, other in _candidate_pairs(sketches, frozenset(clusters.keeper)):
        clusters.join(one, other)
    folded: dict[int, list[int]] = {}
    for place in clusters.keeper:
        folded.setdefault(clusters.find(place), []).append(place)
    for places in folded.values():
        places.sort(key=_id_in(sketches))
    return Folding({place: clusters.find(place) for place in clusters.keeper}, folded)


def are_same(sketches: Sketches, one: int, other: int) -> bool:
    """Say whether two documents are the same report; the days on which they appeared are not compared."""
    mine, theirs = sketches.rows[one], sketches.rows[other]
    if mine["numbers"] != theirs["numbers"] or not mine["text"] or not theirs["text"]:
        return False
    if mine["title_numbers"] and theirs["title_numbers"] and mine["title_numbers"] != theirs["title_numbers"]:
        return False
    if mine["text"] == theirs["text"]:
        return True
    fewer, more = sorted((mine["clauses"], theirs["clauses"]))
    if fewer < _LEAST_CLAUSES or fewer < _LEAST_JACCARD * more:
        return False
    shared = len(np.intersect1d(sketches.clauses_of(one), sketches.clauses_of(other), assume_unique=True))
    if shared < _LEAST_CONTAINED * fewer or shared < _LEAST_JACCARD * (fewer + more - shared):
        return False
    return bool(
        shared == fewer or not mine["title"] or not theirs["title"] or mine["title"] == theirs["title"]
    )


class _Clusters:
    """A union-find over documents: which were found to be the same report, and on which day it appeared."""

    def __init__(self, sketches: Sketches) -> None:
        self.keeper: dict[int, int] = {}
        self._sketches = sketches
        self._days: dict[int, int] = {}

    def find(self, place: int) -> int:
        while place in self.keeper:
            place = self.keeper[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Merge the clusters of two documents, unless these differ in their day or their keepers in what they say."""
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


def _pairs_of_one_text(sketches: Sketches) -> Iterator[tuple[int, int]]:
    """Yield the pairs of documents with the same text that must be compared, in the order of their ids."""
    texts = sketches.rows["text"]
    for places in _group_by_key(texts, np.nonzero(texts)[0]):
        # A notice that is repeated every day has one text on many days: a document is compared with the first one of its
        # day, and only these first ones with each other.
        days: dict[int, list[int]] = {}
        for place in sorted(places, key=_id_in(sketches)):
            days.setdefault(int(sketches.rows["day"][place]), []).append(place)
        for alike in days.values():
            yield from ((alike[0], place) for place in alike[1:])
        firsts = [alike[0] for alike in days.values()]
        yield from combinations(firsts[:_MOST_SHARING], 2)


def _candidate_pairs(sketches: Sketches, folded: frozenset[int]) -> list[tuple[int, int]]:
    """Return the candidate pairs, whose clauses may be similar enough, in the order of their ids.

    This is the prefix filter of similarity joins. Two sets whose Jaccard similarity is at least ``_LEAST_JACCARD`` have
    an element in common among the first few of each, in any order that is the same for both.
    """
    rows = sketches.rows
    counts = rows["clauses"]
    chosen = (rows["text"] != 0) & (counts >= _LEAST_CLAUSES)
    chosen[list(folded)] = False
    prefix_sizes = np.where(chosen, counts - np.ceil(_LEAST_JACCARD * counts).astype(np.intp) + 1, 0)
    owners = np.repeat(np.arange(len(rows)), prefix_sizes)
    # The places of each document's prefix among the clauses of all documents.
    prefixes = np.arange(len(owners)) + np.repeat(
        sketches.starts - np.cumsum(prefix_sizes) + prefix_sizes, prefix_sizes
    )
    # Documents with different numbers are never the same report, so the hash of the numbers is part of the key.
    numbers = rows["numbers"].astype(np.uint64) << np.uint64(16)
    keys = sketches.clauses[prefixes].astype(np.uint64) + numbers[owners]
    found = {
        pair
        for run in _group_by_key(keys, np.arange(len(keys)))
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
    return bool(fewer >= _LEAST_JACCARD * more)


def _id_in(sketches: Sketches) -> Callable[[int], str]:
    return lambda place: sketches.metadata(place).id


def _group_by_key(keys: np.ndarray, places: np.ndarray) -> Iterator[list[int]]:
    """Yield groups of two and more places that have the same key."""
    order = places[np.argsort(keys[places], kind="stable")]
    edges = np.flatnonzero(np.diff(keys[order])) + 1
    starts, ends = np.concatenate(([0], edges)), np.concatenate((edges, [len(order)]))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield order[start:end].tolist()
