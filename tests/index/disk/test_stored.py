"""Postings as they lie in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.disk.arrays import ArrayFile, write_arrays
from retrieval.index.disk.postings import count_occurrences
from retrieval.index.disk.stored import StoredPostings

if TYPE_CHECKING:
    import pytest


@given(occurrences=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 300))))
def test_stored_postings_are_those_that_were_stored(
    occurrences: list[tuple[int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Of each key the same places and frequencies, read by themselves or all at once."""
    keys, places = (np.array([pair[at] for pair in occurrences], np.uint64) for at in (0, 1))
    postings = count_occurrences(keys, places)
    path = tmp_path_factory.mktemp("postings") / "file"
    arrays = {f"terms.{field}": array for field, array in postings._asdict().items()}
    stored = StoredPostings(ArrayFile(path, write_arrays(path, arrays, {"x": []})), "terms")
    wanted = np.arange(22, dtype=np.uint64)
    for start, end, first, last in zip(*stored.rows(wanted), *postings.rows(wanted), strict=True):
        places, counts = stored.read(start, end)
        assert places.tolist() == postings.places[first:last].tolist()
        assert counts.tolist() == postings.counts[first:last].tolist()
    assert [array.tolist() for array in stored.load()] == [array.tolist() for array in postings]
