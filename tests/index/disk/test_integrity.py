"""Damage is found before more is written on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from retrieval.index.disk.arrays import write_arrays
from retrieval.index.disk.commits import COMMIT, Commit, Part, write_commit
from retrieval.index.disk.integrity import find_damage

if TYPE_CHECKING:
    from pathlib import Path


def test_damage_is_found(tmp_path: Path) -> None:
    """A changed byte, and a missing file."""
    segment = tmp_path / "1.seg"
    seal = write_arrays(segment, {"a": np.arange(100)}, {"x": [b"text"]})
    write_commit(tmp_path, Commit({}, [Part(segment.name, seal)], 2))
    assert find_damage(tmp_path) is None
    data = segment.read_bytes()
    segment.write_bytes(b"\1" + data[1:])
    assert find_damage(tmp_path) == segment.name
    segment.unlink()
    assert find_damage(tmp_path) == segment.name


def test_a_generation_without_a_commit_is_damaged(tmp_path: Path) -> None:
    """What is missing is named: the commit itself."""
    assert find_damage(tmp_path) == COMMIT
