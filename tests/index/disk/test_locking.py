"""One writer at a time."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.disk.locking import explained, take_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """While the lock is held another is refused with the holder's process; afterwards it is free."""
    lock = take_lock(tmp_path)
    with pytest.raises(StoreLocked, match=f"process {os.getpid()}, since"):
        take_lock(tmp_path)
    lock.release()
    take_lock(tmp_path).release()


def test_an_error_of_the_system_is_one_line_with_a_remedy(tmp_path: Path) -> None:
    """A full disk is told with the folder and what to do."""
    with pytest.raises(StoreError, match=r"No space left.*make room"), explained(tmp_path):
        raise OSError(28, "No space left on device")
