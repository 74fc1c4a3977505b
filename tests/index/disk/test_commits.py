"""A commit is read as it was written, or not at all."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest

from retrieval.index.disk.arrays import DamagedError, Seal
from retrieval.index.disk.commits import COMMIT, Commit, Part, read_commit, write_commit

if TYPE_CHECKING:
    from pathlib import Path

STATE = Commit({"recipe": "x"}, [Part("1.seg", Seal(10, 20), frozenset([3]), frozenset([1]))], 2)


def test_a_commit_is_read_as_it_was_written(tmp_path: Path) -> None:
    """Manifest, parts and the next number come back; a later commit replaces an earlier one."""
    write_commit(tmp_path, Commit({}, [], 0))
    write_commit(tmp_path, STATE)
    assert read_commit(tmp_path) == STATE
    assert [file.name for file in tmp_path.iterdir()] == [COMMIT]


def test_a_commit_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    """Whichever byte of the file is another one, the commit is not read."""
    write_commit(tmp_path, STATE)
    written = (tmp_path / COMMIT).read_bytes()
    for place in range(len(written)):
        changed = bytearray(written)
        changed[place] ^= 1
        (tmp_path / COMMIT).write_bytes(changed)
        with pytest.raises((ValueError, DamagedError)):
            read_commit(tmp_path)


def test_without_a_commit_there_is_an_error(tmp_path: Path) -> None:
    """A generation without a commit is an error of the system's."""
    with pytest.raises(FileNotFoundError):
        read_commit(tmp_path)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"[]",
        b"{}",
        b"null",
        b"[" * 5000,
        b'{"manifest": [], "parts": 7, "next": 1}',
        b'{"manifest": {}, "parts": [["../x", 1, 1, [], []]], "next": 1}',
        b'{"manifest": {}, "parts": [["x", 1, 1, [-1], []]], "next": 1}',
        b'{"manifest": {}, "parts": [["x", "1", 1, [], []]], "next": 1}',
        b'{"manifest": {}, "parts": [["x", 1, 1, [], [], 7]], "next": null}',
    ],
)
def test_sealed_nonsense_is_refused(nonsense: bytes, tmp_path: Path) -> None:
    """What bears the right sum and is no state of an index is damage as any other."""
    (tmp_path / COMMIT).write_bytes(b"%08x\n" % zlib.crc32(nonsense) + nonsense)
    with pytest.raises(DamagedError):
        read_commit(tmp_path)
