"""What chats wait for, which reports on it they know, and what is still to be told them.

The tables lie in the state's file. A report that was told is known from then on, and a report is known before it is told:
what happens between the two costs a message at worst, and never sends one twice.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval import Language

SCHEMA = """
CREATE TABLE IF NOT EXISTS watches (
    id TEXT PRIMARY KEY, chat INTEGER NOT NULL, user INTEGER NOT NULL, thread INTEGER, subject TEXT NOT NULL,
    language TEXT NOT NULL, archive TEXT NOT NULL DEFAULT '', made REAL NOT NULL);
CREATE INDEX IF NOT EXISTS watches_by_chat ON watches (chat);
CREATE TABLE IF NOT EXISTS known (
    watch TEXT NOT NULL, sign TEXT NOT NULL, PRIMARY KEY (watch, sign)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS news (
    watch TEXT NOT NULL, citation TEXT NOT NULL, found REAL NOT NULL, PRIMARY KEY (watch, citation));
CREATE TABLE IF NOT EXISTS told (
    chat INTEGER PRIMARY KEY, day TEXT NOT NULL, count INTEGER NOT NULL, at REAL NOT NULL);
"""


@dataclass(frozen=True, slots=True)
class Watch:
    """A subject that a chat waits for news of; ``archive`` is the one whose reports it knows, empty where it knows none."""

    id: str
    chat: int
    user: int
    thread: int | None
    subject: str
    language: Language
    archive: str = ""


_COLUMNS = "id, chat, user, thread, subject, language, archive"


class Watches:
    """The watches in an open file.

    Args:
        db: the state's connection, on which every statement is a transaction of its own.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, chat: int, user: int, thread: int | None, subject: str, language: Language) -> Watch:
        """Keep a subject; one that the chat waits for already stays as it is."""
        for watch in self.of_chat(chat):
            if (watch.thread, watch.subject) == (thread, subject):
                return watch
        watch = Watch(token_urlsafe(6), chat, user, thread, subject, language)
        self._db.execute(
            "INSERT INTO watches VALUES (?, ?, ?, ?, ?, ?, '', ?)",
            (watch.id, chat, user, thread, subject, language, time.time()),
        )
        return watch

    def all(self) -> list[Watch]:
        """Return every watch, oldest first."""
        return self._watches("1 = 1")

    def of_chat(self, chat: int) -> list[Watch]:
        """Return what a chat waits for, oldest first."""
        return self._watches("chat = ?", chat)

    def get(self, id: str) -> Watch | None:
        """Return a watch by its id."""
        return next(iter(self._watches("id = ?", id)), None)

    def _watches(self, where: str, *values: object) -> list[Watch]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM watches WHERE {where} ORDER BY made, rowid",  # noqa: S608 - written in our own code
            values,
        )
        return [Watch(*row) for row in rows]

    def end(self, id: str) -> None:
        """End a watch, and forget what it knew."""
        with self._transaction():
            self._end("id = ?", id)

    def forget(self, user: int) -> None:
        """End what a user waited for, and what is waited for in the private chat with them."""
        with self._transaction():
            self._end("user = ? OR chat = ?", user, user)
            self._db.execute("DELETE FROM told WHERE chat = ?", (user,))

    def leave(self, chat: int) -> None:
        """End what a chat waits for that can be told nothing any more."""
        with self._transaction():
            self._end("chat = ?", chat)
            self._db.execute("DELETE FROM told WHERE chat = ?", (chat,))

    def _end(self, where: str, *values: object) -> None:
        ids = f"SELECT id FROM watches WHERE {where}"  # noqa: S608 - as above
        for table in ("known", "news"):
            self._db.execute(f"DELETE FROM {table} WHERE watch IN ({ids})", values)  # noqa: S608 - as above
        self._db.execute(f"DELETE FROM watches WHERE {where}", values)  # noqa: S608 - as above

    def migrate(self, old: int, new: int) -> None:
        """Take over what a group waits for when it becomes a supergroup."""
        self._db.execute("UPDATE watches SET chat = ? WHERE chat = ?", (new, old))
        self._db.execute("UPDATE OR REPLACE told SET chat = ? WHERE chat = ?", (new, old))

    # --- what is known, and what is news ---------------------------------------------------------------

    def knows(self, watch: str, signs: Iterable[str]) -> bool:
        """Say whether a report is known by any of its signs: its id, those of its copies, what it says."""
        return any(
            self._db.execute("SELECT 1 FROM known WHERE watch = ? AND sign = ?", (watch, sign)).fetchone()
            for sign in signs
        )

    def learn(self, watch: Watch, archive: str, signs: Iterable[str], news: Sequence[str] = ()) -> None:
        """Keep what is known of an archive from now on, and what is to be told of it, at once.

        Args:
            watch: whose.
            archive: which archive was looked at.
            signs: of every report that was found.
            news: citations of those that were new, in the order in which they are told.
        """
        now = time.time()
        with self._transaction():
            # It may have been ended while the archive was looked at.
            if self.get(watch.id) is None:
                return
            rows = [(watch.id, sign) for sign in signs]
            self._db.executemany("INSERT OR IGNORE INTO known VALUES (?, ?)", rows)
            self._db.executemany(
                "INSERT OR IGNORE INTO news VALUES (?, ?, ?)", [(watch.id, one, now) for one in news]
            )
            self._db.execute("UPDATE watches SET archive = ? WHERE id = ?", (archive, watch.id))

    def untold(self) -> dict[int, list[tuple[Watch, list[str]]]]:
        """Return what is still to be told: for each chat its watches that have news, each with the citations."""
        found: dict[int, list[tuple[Watch, list[str]]]] = {}
        for watch in self.all():
            rows = self._db.execute("SELECT citation FROM news WHERE watch = ? ORDER BY rowid", (watch.id,))
            if citations := [row[0] for row in rows]:
                found.setdefault(watch.chat, []).append((watch, citations))
        return found

    def drop(self, watch: Watch, citations: Sequence[str]) -> None:
        """Forget news that cannot be told any more."""
        self._db.executemany(
            "DELETE FROM news WHERE watch = ? AND citation = ?", [(watch.id, one) for one in citations]
        )

    def told(self, chat: int, day: str) -> tuple[int, float]:
        """Return how many messages a chat was told on a day, and when the last one of any day, in seconds since 1970."""
        row = self._db.execute("SELECT day, count, at FROM told WHERE chat = ?", (chat,)).fetchone()
        if row is None:
            return 0, 0.0
        return (int(row[1]) if row[0] == day else 0), float(row[2])

    def tell(self, chat: int, day: str, at: float, told: Sequence[tuple[Watch, Sequence[str]]]) -> None:
        """Keep that news is being told, and count the message: from now on it is told by nobody else."""
        with self._transaction():
            for watch, citations in told:
                self.drop(watch, citations)
            count, _ = self.told(chat, day)
            self._db.execute("INSERT OR REPLACE INTO told VALUES (?, ?, ?, ?)", (chat, day, count + 1, at))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")
