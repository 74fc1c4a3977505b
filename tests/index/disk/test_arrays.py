"""A file of named arrays and blobs, checked as it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.disk.arrays import ArrayFile, DamagedError, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.index.disk.arrays import Seal

NUMBERS = np.arange(5000, dtype=np.int64)
LONG = bytes(range(256)) * 80


def write_some(folder: Path) -> tuple[Path, Seal]:
    """Write a file of several blocks."""
    path = folder / "file"
    return path, write_arrays(path, {"a": NUMBERS, "b": NUMBERS[:3]}, {"x": [LONG[:100], LONG[100:]]})


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
    file = ArrayFile(path, seal)
    path.unlink()
    file.verify()
    assert {name: file.array(name).tolist() for name in numbers} == numbers
    assert {name: file.read(name) for name in blobs} == {
        name: b"".join(parts) for name, parts in blobs.items()
    }


@given(start=st.integers(0, 5000), end=st.integers(0, 5000))
def test_a_slice_is_that_part_of_its_array(
    start: int, end: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Over however many blocks it goes."""
    file = ArrayFile(*write_some(tmp_path_factory.mktemp("arrays")))
    assert file.slice("a", start, end).tolist() == NUMBERS[start:end].tolist()
    assert file.read_piece("x", start, end) == LONG[start:end]


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_a_changed_bit_is_told_and_never_read(
    place: float, bit: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Wherever it is: what is read is what was written, or it is told that it is not."""
    path, seal = write_some(tmp_path_factory.mktemp("arrays"))
    data = bytearray(path.read_bytes())
    data[int(place * len(data))] ^= 1 << bit
    path.write_bytes(data)
    told = 0
    try:
        file = ArrayFile(path, seal)
    except DamagedError:
        return
    for name, wanted in (("a", NUMBERS), ("b", NUMBERS[:3])):
        try:
            assert file.array(name).tolist() == wanted.tolist()
        except DamagedError:
            told += 1
    for start in range(0, len(LONG), 1000):
        try:
            assert file.read_piece("x", start, start + 1000) == LONG[start : start + 1000]
        except DamagedError:
            told += 1
    with pytest.raises(DamagedError):
        file.verify()
    assert told or not any(data[: len(data) - 100][-64:])


@pytest.mark.parametrize("size", [0, 1, 100, 30_000])
def test_a_file_that_is_cut_while_it_is_read_is_told(size: int, tmp_path: Path) -> None:
    """Who holds it open is not ended by the system, and neither reads zeros for what is gone."""
    path, seal = write_some(tmp_path)
    file = ArrayFile(path, seal)
    with path.open("r+b") as stream:
        stream.truncate(size)
    with pytest.raises(DamagedError, match="file"):
        file.read("x")
    with pytest.raises(DamagedError):
        ArrayFile(path, seal)


def test_a_file_of_another_seal_is_refused(tmp_path: Path) -> None:
    """A whole file that another commit wrote under this name is not this one."""
    path, seal = write_some(tmp_path)
    with pytest.raises(DamagedError):
        ArrayFile(path, seal._replace(crc=seal.crc ^ 1))
