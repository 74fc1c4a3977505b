"""The state's file over the years: brought up to date from any earlier version, and never misread.

A file bears the number of its version (SQLite's `user_version`; the first bore none). Each step leads from one to the
next, in a transaction with the number, so that a kill between two steps costs nothing.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.subscriptions import SCHEMA as WATCHES
from bot.tables import SCHEMA
from bot.updates import SCHEMA as LEDGER

if TYPE_CHECKING:
    from pathlib import Path

# Each step leads from one version to the next.
_STEPS = {
    1: "ALTER TABLE health ADD COLUMN troubles TEXT NOT NULL DEFAULT 'ok';",
}
VERSION = 1 + max(_STEPS)
"""The version that this program writes."""


class NewerVersionError(Exception):
    """The file was written by a newer version of the program."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the tables of a new file, or bring those of an older one up to date.

    Raises:
        NewerVersionError: it is newer than this program.
        sqlite3.DatabaseError: it is another program's.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    made = "answers" in tables
    if version < 0 or (tables and not made):
        # A table of the same name that holds something else would be found out with the first question.
        raise sqlite3.DatabaseError("it holds what another program keeps")
    if version > VERSION:
        raise NewerVersionError(f"it has version {version}, and this program knows up to {VERSION}")
    if made:
        for step in range(version or 1, VERSION):
            db.executescript(f"BEGIN; {_STEPS[step]} PRAGMA user_version = {step + 1}; COMMIT;")
    # What a later version only adds is made here; what stands is left as it is.
    db.executescript(f"BEGIN; {SCHEMA} {LEDGER} {WATCHES} PRAGMA user_version = {VERSION}; COMMIT;")


def make_private(path: Path) -> None:
    """Make a file that its owner alone may read, or make one that is there so: questions stand in it.

    Raises:
        OSError: it cannot be made, or is there and no file.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    is_file = stat.S_ISREG(os.fstat(handle).st_mode)
    os.close(handle)
    if not is_file:
        # SQLite waits for ever where it is a pipe.
        raise OSError(errno.EINVAL, "it is no file", str(path))
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        # Where the file is another user's, it is theirs to guard.
        with suppress(OSError):
            name.chmod(0o600)
