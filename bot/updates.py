"""The ledger of updates: what was accepted and is not yet worked off; and when the bot was last well.

Its tables lie in the state's file. What the bot has accepted it works off once, also where it is killed meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = """
CREATE TABLE IF NOT EXISTS health (id INTEGER PRIMARY KEY CHECK (id = 0), at REAL NOT NULL,
    troubles TEXT NOT NULL DEFAULT 'ok');
CREATE TABLE IF NOT EXISTS inbox (
    id INTEGER PRIMARY KEY, body TEXT, accepted REAL NOT NULL);
"""
_REMEMBERED = 10_000
WELL_SECONDS = 60
"""A bot that has noted nothing for so long is not well."""


class Updates:
    """The ledger in an open file.

    Args:
        db: the state's connection; every statement is a transaction of its own.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._erasing = False

    def accept(self, id: int, body: str) -> bool:
        """Keep an update until it is worked off. False where it was accepted before."""
        cursor = self._db.execute("INSERT OR IGNORE INTO inbox VALUES (?, ?, ?)", (id, body, time.time()))
        return cursor.rowcount > 0

    def settle(self, id: int) -> None:
        """Forget an update's contents; its number is kept, so that it is not worked off twice."""
        self._db.execute("UPDATE inbox SET body = NULL WHERE id = ?", (id,))
        if self._erasing:
            self._erase()

    def erase(self) -> None:
        """Let nothing that was deleted be left in the files: now, and once more when the wish itself is settled."""
        self._erase()
        self._erasing = True

    def _erase(self) -> None:
        """Write the log of changes into the file and empty it: it still holds what was written before."""
        # Where somebody still reads the file, a backup perhaps, this is done at the next beat.
        busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._erasing = bool(busy)

    def probe(self) -> None:
        """Raise where nothing can be written now."""
        self._forget_numbers()

    def unsettled(self) -> list[tuple[int, str]]:
        """Return the updates that an earlier run left behind: number and contents, in the order of their arrival."""
        return self._db.execute(
            "SELECT id, body FROM inbox WHERE body IS NOT NULL ORDER BY accepted, id"
        ).fetchall()

    def _forget_numbers(self) -> None:
        """Forget the numbers of updates that are long past."""
        self._db.execute(
            "DELETE FROM inbox WHERE body IS NULL AND id NOT IN"
            " (SELECT id FROM inbox ORDER BY accepted DESC LIMIT ?)",
            (_REMEMBERED,),
        )

    def beat(self, troubles: str = "ok") -> None:
        """Note how the bot is, and forget what a long run would pile up."""
        self._db.execute("INSERT OR REPLACE INTO health VALUES (0, ?, ?)", (time.time(), troubles))
        self._forget_numbers()
        if self._erasing:
            self._erase()


def read_trouble(path: Path) -> str:
    """Return what is not well with the bot whose state lies in a file, and nothing where it is well.

    Nothing is written, so that whoever may only read can ask.
    """
    # SQLite waits for ever where it is a pipe.
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - pathlib raises where a name is too long
        return f"WENDANG_STATE={str(path)!r} is no file: no bot runs here"
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            row = db.execute("SELECT at, troubles FROM health").fetchone()
    except sqlite3.Error as error:
        return f"WENDANG_STATE={str(path)!r} cannot be read ({error}): no bot runs here"
    if row is None:
        return "no bot has run here"
    silent = time.time() - float(row[0])
    if silent > WELL_SECONDS:
        return f"the bot has written nothing for {silent:.0f} s"
    return "" if row[1] == "ok" else str(row[1])
