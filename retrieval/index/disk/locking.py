"""One process at a time writes an index, and what hinders it is said in one line."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from retrieval.errors import StoreError, StoreLocked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def take_lock(folder: Path) -> FileLock:
    """Return the lock of an index, taken.

    Raises:
        StoreLocked: another process holds it.
    """
    lock = FileLock(folder / "writer.lock", timeout=0)
    note = folder / "writer.json"
    try:
        lock.acquire()
    except Timeout:
        try:
            holder = json.loads(note.read_text("utf-8"))
            who = f"process {holder['pid']}, since {holder['since']}"
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            who = "another process"
        raise StoreLocked(
            f"the index in {str(folder)!r} is being written by {who}: wait for it, or stop it"
        ) from None
    since = datetime.now().astimezone().strftime("%H:%M:%S")
    note.write_text(json.dumps({"pid": os.getpid(), "since": since}), "utf-8")
    return lock


@contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turn what the system raises into one line with a remedy."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"the index in {str(folder)!r} cannot be written ({error.strerror}): make room or allow "
            "writing there, or set WENDANG_INDEX to another folder"
        ) from None
