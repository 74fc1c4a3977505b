"""Arrays that are kept for a while."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.disk.recent import Recent


def pair_of(key: int, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Return two arrays of so many bytes each, which tell their key."""
    return np.full(length, key, np.uint8), np.full(length, key, np.uint8)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 1500)), max_size=60))
def test_what_is_kept_is_what_would_be_read(asked: list[tuple[int, int]]) -> None:
    """Whatever is asked for in whatever order, each key has its own arrays, and no more bytes are held than allowed."""
    recent, lengths = Recent(5000), dict(reversed(asked))
    for key, _ in asked:
        places, counts = recent.get(key, lambda key=key: pair_of(key, lengths[key]))  # type: ignore[misc]
        assert places.tolist() == counts.tolist() == [key] * lengths[key]
        assert recent.size <= 5000


def test_what_was_asked_for_last_is_not_read_again() -> None:
    """A term that each search of a question holds is read once; one that was not asked for the longest goes first."""
    recent, read = Recent(2000), []

    def get(key: int) -> None:
        recent.get(key, lambda: (read.append(key), pair_of(key, 5))[1])

    for key in (1, 2, 1, 3, 1, 4, 1, 2):
        get(key)
    assert read == [1, 2, 3, 4, 2]


def test_what_is_too_large_pushes_nothing_out() -> None:
    """A term of half the archive leaves the others where they are."""
    recent = Recent(2000)
    kept = recent.get("small", lambda: pair_of(1, 5))
    recent.get("large", lambda: pair_of(2, 300))
    assert recent.get("small", lambda: pair_of(3, 5)) is kept
