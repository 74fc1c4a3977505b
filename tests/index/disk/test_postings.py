"""Where terms stand, and how often."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from segments_of import NO_FIXTURE, counts_by_place

from retrieval.errors import UnreadableError
from retrieval.index.disk.keys import keys_of
from retrieval.index.disk.postings import (
    MOST_PLACES,
    Postings,
    count_occurrences,
    merge_postings,
    renumber_postings,
)

OCCURRENCES = st.lists(
    st.tuples(st.sampled_from(["会", "会议", "俞建华", "a" * 70, "𠀀"]), st.integers(0, 9))
)


def postings_of(occurrences: list[tuple[str, int]]) -> Postings:
    """Return the postings of terms and their places."""
    places = np.array([place for _, place in occurrences], np.int64)
    return count_occurrences(keys_of([term for term, _ in occurrences]), places)


@NO_FIXTURE
@given(one=OCCURRENCES, other=OCCURRENCES)
def test_postings_count_and_merge(
    one: list[tuple[str, int]], other: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Merged, they are those of all occurrences together; renumbered, those of the occurrences that are kept."""
    monkeypatch.setattr("retrieval.index.disk.postings._AT_ONCE", 3)
    moved = [(term, place + 10) for term, place in other]
    both = merge_postings([postings_of(one), postings_of(other)], [0, 10])
    assert counts_by_place(both, 20) == counts_by_place(postings_of(one + moved), 20)
    assert np.all(both.keys[1:] > both.keys[:-1])
    numbers = np.array([place if place % 3 else -1 for place in range(20)])
    kept = [(term, place) for term, place in one + moved if place % 3]
    assert counts_by_place(renumber_postings(both, numbers), 20) == counts_by_place(postings_of(kept), 20)


def test_too_many_paragraphs_are_refused() -> None:
    """A number that would run into the next term's is never kept."""
    with pytest.raises(UnreadableError, match="paragraphs: split its file"):
        count_occurrences(keys_of(["会议"]), np.array([MOST_PLACES]))
