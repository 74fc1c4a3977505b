"""Damage is found, and what was found sound is not read again."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from retrieval.index.disk.arrays import seal_of
from retrieval.index.disk.commits import COMMIT, Commit, Part, write_commit
from retrieval.index.disk.integrity import find_damage, note_sound

if TYPE_CHECKING:
    from pathlib import Path


def test_damage_is_found(tmp_path: Path) -> None:
    """A changed byte is found if the time of its file tells of it, and in any case if all is read."""
    segment = tmp_path / "1.seg"
    segment.write_bytes(bytes(100))
    parts = [Part(segment.name, seal_of(segment))]
    write_commit(tmp_path, Commit({}, parts, 2))
    note_sound(tmp_path, parts)
    assert find_damage(tmp_path) is find_damage(tmp_path, thorough=True) is None
    before = segment.stat()
    segment.write_bytes(b"\1" + bytes(99))
    os.utime(segment, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert find_damage(tmp_path) is None
    assert find_damage(tmp_path, thorough=True) == segment.name
    os.utime(segment, ns=(before.st_atime_ns, before.st_mtime_ns + 1_000_000_000))
    assert find_damage(tmp_path) == segment.name
    segment.unlink()
    assert find_damage(tmp_path) == segment.name


def test_a_generation_without_a_commit_is_damaged(tmp_path: Path) -> None:
    """What is missing is named: the commit itself."""
    assert find_damage(tmp_path) == COMMIT
