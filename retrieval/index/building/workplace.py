"""The folder in which a build keeps what it has read; what killed builds left of theirs is cleared away.

A killed process clears away nothing. So each folder holds a lock that the system lets go of with its process: a folder
whose lock is free is nobody's.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = "wendang-build-"
_LOCK = "lock"
# Seconds. Between making a folder and taking its lock there is a moment.
_YOUNG = 60.0


@contextmanager
def open_workplace() -> Iterator[Path]:
    """Make a folder for a build, and remove it behind it."""
    root = Path(tempfile.gettempdir())
    for left in root.glob(f"{_PREFIX}*"):
        _clear(left)
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as made:
        folder = Path(made)
        with FileLock(folder / _LOCK):
            yield folder


def _clear(folder: Path) -> None:
    """Remove a folder that a killed build left; one of another user, or of a build that runs, stays."""
    try:
        status = folder.lstat()
        mine = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if not mine or folder.is_symlink() or time.time() - status.st_mtime < _YOUNG:
            return
        with FileLock(folder / _LOCK, timeout=0):
            shutil.rmtree(folder, ignore_errors=True)
    except (OSError, Timeout):
        return
