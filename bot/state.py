"""What the bot remembers over restarts, in one SQLite file (:mod:`bot.tables`).

The ledger of updates (:mod:`bot.updates`) and what chats wait for (:mod:`bot.subscriptions`) lie in the same file.
Calls take well under a millisecond and are made from the event loop as they are.
"""

from __future__ import annotations

import json
import sqlite3
import time
from base64 import urlsafe_b64encode
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from secrets import token_urlsafe
from typing import TYPE_CHECKING

from bot.records import Chat, Citation
from bot.subscriptions import Watches
from bot.tables import ASKED, filter_columns, read_asked, read_filter
from bot.updates import Updates
from bot.versions import NewerVersionError, make_private, prepare
from retrieval import KEPT, SettingsError, Span

if TYPE_CHECKING:
    from bot.records import Asked
    from retrieval import Filter, Language, Quote, Turn

_REMEMBERED_CITATIONS = 100_000
# Who waits for another program's lock holds up the event loop: whoever needs the state waits beside it
# (:mod:`bot.patience`).
_OPENING_SECONDS, _BUSY_SECONDS = 10, 0.02


class State:
    """The open file. ``path`` may be ``:memory:``; ``updates`` is the ledger of updates in it, ``watches`` what chats wait for.

    Raises:
        SettingsError: the file cannot be opened or written.
    """

    def __init__(self, path: Path | str) -> None:
        try:
            if str(path) != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                make_private(Path(path))
            self._cited: set[str] = set()
            # What was opened is closed where it turns out to be of no use.
            with ExitStack() as opening:
                self._db = sqlite3.connect(path, isolation_level=None, timeout=_OPENING_SECONDS)
                opening.callback(self._db.close)
                # A power failure may cost the last updates, which Telegram sends again; a kill costs nothing.
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = NORMAL")
                # Erased rows are overwritten, and not only unlinked.
                self._db.execute("PRAGMA secure_delete = ON")
                prepare(self._db)
                self.updates = Updates(self._db)
                self.watches = Watches(self._db)
                self._file = (
                    (path, _identity(path)) if isinstance(path, Path) and str(path) != ":memory:" else None
                )
                self._db.execute(f"PRAGMA busy_timeout = {int(_BUSY_SECONDS * 1000)}")
                opening.pop_all()
        except NewerVersionError as error:
            raise SettingsError(
                f"WENDANG_STATE={str(path)!r} was written by a newer wendang ({error}): "
                "install that one, or put back a backup of this one's"
            ) from None
        except (OSError, sqlite3.Error) as error:
            raise SettingsError(
                f"WENDANG_STATE={str(path)!r} cannot be used ({error}): set it to a file that the bot may write"
            ) from None

    def check(self) -> None:
        """Raise OSError where the file is no longer the one that is open: what is kept now would be lost."""
        if self._file is not None and _identity(self._file[0]) != self._file[1]:
            raise FileNotFoundError(self._file[0])

    def close(self) -> None:
        """Close the file; harmless where it is closed."""
        self._db.close()

    # --- chats ---------------------------------------------------------------------------------------

    def chat(self, id: int) -> Chat:
        """Return a chat's settings."""
        row = self._db.execute(
            "SELECT language, since, until, source FROM chats WHERE id = ?", (id,)
        ).fetchone()
        if row is None:
            return Chat()
        language, *filter = row
        return Chat(language, read_filter(*filter))

    def set_language(self, chat: int, language: Language) -> None:
        """Keep a chat's language."""
        self._db.execute(
            "INSERT INTO chats (id, language) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET language = excluded.language",
            (chat, language),
        )

    def set_filter(self, chat: int, filter: Filter) -> None:
        """Keep a chat's filter."""
        self._db.execute(
            "INSERT INTO chats (id, since, until, source) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
            " since = excluded.since, until = excluded.until, source = excluded.source",
            (chat, *filter_columns(filter)),
        )

    def migrate(self, old: int, new: int) -> None:
        """Take over what a group had before it became a supergroup."""
        self._db.execute("UPDATE OR REPLACE chats SET id = ? WHERE id = ?", (new, old))
        # A supergroup counts its messages anew: what it has been answered already stays.
        self._db.execute("UPDATE OR IGNORE answers SET chat = ? WHERE chat = ?", (new, old))
        self._db.execute("UPDATE OR REPLACE breaks SET chat = ? WHERE chat = ?", (new, old))
        self.watches.migrate(old, new)

    # --- citations -----------------------------------------------------------------------------------

    def cite(self, quote: Quote) -> str:
        """Return the short id of a quote's place; the same place has the same id for ever."""
        start, end = quote.in_document.start, quote.in_document.end
        exact = quote.exact.shifted(quote.passage.start) if quote.exact else None
        place = (
            quote.metadata.id,
            quote.passage.number,
            start,
            end,
            exact.start if exact else None,
            exact.end if exact else None,
        )
        digest = blake2b(json.dumps([*place, quote.text]).encode(), digest_size=9).digest()
        id = urlsafe_b64encode(digest).decode()
        # A place that is cited often need not be written each time.
        if id not in self._cited:
            self._db.execute("INSERT OR IGNORE INTO citations VALUES (?, ?, ?, ?, ?, ?, ?)", (id, *place))
            if len(self._cited) > _REMEMBERED_CITATIONS:
                self._cited.clear()
            self._cited.add(id)
        return id

    def citation(self, id: str) -> Citation | None:
        """Return a place by its id."""
        row = self._db.execute(
            "SELECT document, paragraph, start, end, exact_start, exact_end FROM citations WHERE id = ?",
            (id,),
        ).fetchone()
        if row is None:
            return None
        document, paragraph, start, end, exact_start, exact_end = row
        exact = Span(exact_start, exact_end) if exact_start is not None else None
        return Citation(id, document, paragraph, Span(start, end), exact)

    # --- answers -------------------------------------------------------------------------------------

    def remember(self, asked: Asked) -> str:
        """Keep a question and its answer, and return the answer's id.

        A question that is edited, or asked again another way, keeps its answer's id and message.
        """
        row = self._db.execute(
            "INSERT INTO answers VALUES (?, ?, ?, ?, ?, NULL, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (chat, question_message) DO UPDATE SET question = excluded.question,"
            " citations = excluded.citations, found = excluded.found, filter = excluded.filter,"
            " turn = excluded.turn, asked = excluded.asked RETURNING id",
            (
                token_urlsafe(6),
                asked.chat,
                asked.user,
                asked.thread,
                asked.question_message,
                asked.question,
                json.dumps(asked.citations),
                asked.found,
                json.dumps(filter_columns(asked.filter)),
                asked.turn.to_json() if asked.turn else None,
                asked.parent,
                time.time(),
            ),
        ).fetchone()
        return str(row[0])

    def answered_by(self, answer: str, message: int) -> None:
        """Keep which message bears an answer."""
        self._db.execute("UPDATE answers SET answer_message = ? WHERE id = ?", (message, answer))

    def release(self, answer: str) -> None:
        """Keep that no message bears an answer any more: another answer took it over."""
        self._db.execute("UPDATE answers SET answer_message = NULL WHERE id = ?", (answer,))

    def answer(self, id: str) -> Asked | None:
        """Return an answer by its id."""
        return self._answer("id = ?", id)

    def answer_to(self, chat: int, question_message: int) -> Asked | None:
        """Return the answer to a question's message."""
        return self._answer("chat = ? AND question_message = ?", chat, question_message)

    def answer_in(self, chat: int, answer_message: int) -> Asked | None:
        """Return the answer that a message of ours bears."""
        return self._answer("chat = ? AND answer_message = ?", chat, answer_message)

    def last_answer(self, chat: int, user: int, thread: int | None) -> Asked | None:
        """Return a user's newest answer in a chat (in a topic of it), since they last began anew."""
        return self._answer(
            "chat = ? AND user = ? AND thread IS ? AND asked > COALESCE("
            "(SELECT at FROM breaks WHERE breaks.chat = answers.chat AND breaks.user = answers.user), 0)"
            " ORDER BY asked DESC LIMIT 1",
            chat,
            user,
            thread,
        )

    def begin_anew(self, chat: int, user: int) -> None:
        """Let a user's next question in a chat go on from nothing."""
        self._db.execute("INSERT OR REPLACE INTO breaks VALUES (?, ?, ?)", (chat, user, time.time()))

    def turns(self, answer: str | None) -> list[Turn]:
        """Return the conversation that led to an answer, oldest turn first."""
        turns: list[Turn] = []
        while answer is not None and len(turns) < KEPT:
            asked = self.answer(answer)
            if asked is None or asked.turn is None:
                break
            turns.append(asked.turn)
            answer = asked.parent
        return turns[::-1]

    def _answer(self, where: str, *values: object) -> Asked | None:
        row = self._db.execute(
            f"SELECT {ASKED} FROM answers WHERE {where}",  # noqa: S608 - both are written in our own code
            values,
        ).fetchone()
        return read_asked(row) if row else None

    def vote(self, answer: str, user: int, vote: int) -> None:
        """Keep a user's opinion of an answer: 1 or -1; the last one counts, and 0 takes it back."""
        if vote:
            self._db.execute("INSERT OR REPLACE INTO votes VALUES (?, ?, ?)", (answer, user, vote))
        else:
            self._db.execute("DELETE FROM votes WHERE answer = ? AND user = ?", (answer, user))

    def votes(self) -> list[tuple[Asked, int]]:
        """Return every opinion, oldest answer first: the answer, and 1 or -1."""
        rows = self._db.execute(
            f"SELECT {ASKED}, vote FROM answers JOIN (SELECT answer, vote FROM votes)"  # noqa: S608 - likewise
            " ON answer = id ORDER BY asked"
        )
        return [(read_asked(columns), vote) for *columns, vote in rows]

    # --- forgetting ----------------------------------------------------------------------------------

    def forget(self, user: int) -> int:
        """Erase what is kept of a user, and return how many answers that were."""
        self._db.execute("DELETE FROM votes WHERE user = ?", (user,))
        self._db.execute("DELETE FROM votes WHERE answer IN (SELECT id FROM answers WHERE user = ?)", (user,))
        # A private chat bears its user's id; a group's settings are the group's.
        self._db.execute("DELETE FROM chats WHERE id = ?", (user,))
        self._db.execute("DELETE FROM breaks WHERE user = ?", (user,))
        self.watches.forget(user)
        count = self._db.execute("DELETE FROM answers WHERE user = ?", (user,)).rowcount
        self.updates.erase()
        return count


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
