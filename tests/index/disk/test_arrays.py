"""A file of named arrays and blobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.disk.arrays import ArrayFile, seal_of, write_arrays

if TYPE_CHECKING:
    import pytest


@given(
    numbers=st.dictionaries(st.sampled_from("abc"), st.lists(st.integers(0, 2**40))),
    blobs=st.dictionaries(st.sampled_from("xyz"), st.lists(st.binary()), min_size=1),
)
def test_arrays_and_blobs_come_back(
    numbers: dict[str, list[int]], blobs: dict[str, list[bytes]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """And they are read on when the file's name is gone."""
    path = tmp_path_factory.mktemp("arrays") / "file"
    seal = write_arrays(path, {name: np.array(found, np.int64) for name, found in numbers.items()}, blobs)
    assert seal == seal_of(path)
    file = ArrayFile(path)
    path.unlink()
    assert {name: array.tolist() for name, array in file.arrays.items()} == numbers
    assert {name: file.read(name) for name in blobs} == {
        name: b"".join(parts) for name, parts in blobs.items()
    }
