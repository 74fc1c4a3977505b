"""Is the bot well? It looks at itself every few seconds, and says what is not.

    updates    somebody takes updates, and the handlers take them over
    telegram   Telegram answers
    state      what must be remembered can be written
    file       and is written to the file that the setting names
    index      the archive is open, and questions of it are answered
    archive    its files are those that the index was built from

A bot whose updates, index or file stay ill ends after some minutes, so that it is started again; what it has accepted is
answered by its next start. The other troubles no new start would mend: they are told, and waited out.
"""

from __future__ import annotations

import asyncio
import faulthandler
import sqlite3
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.holdings import survey
from bot.logs import say
from bot.supervision import notify
from bot.wire.receiving import POLL_SECONDS
from bot.workers import FindingError
from retrieval import WendangError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.desk import Desk
    from bot.holdings import Holdings
    from bot.wire.processing import Inbox
    from bot.wire.receiving import Taking
    from bot.wire.transport import AiohttpRequest

BEAT_SECONDS = 5.0
# After so long with a trouble that a new start may mend, the bot ends.
_PATIENCE_SECONDS = 180.0
_SILENT_SECONDS = 2.0 * POLL_SECONDS
_SURVEY_SECONDS = 60.0
_ANSWER_SECONDS = 60.0
_MENDABLE = ("updates", "index", "file")


@dataclass(frozen=True, slots=True)
class Sources:
    """What is looked at."""

    desk: Desk
    inbox: Inbox
    polling: AiohttpRequest


class Health:
    """Looks after one running bot; ``troubles`` are what it saw last, by part, in plain words."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.taking: Taking | None = None
        self.troubles: Mapping[str, str] = {"updates": "the bot is being started"}
        self._held: Holdings | None = None
        self._listing = ""
        self._seen: object = None
        self._surveyed = 0.0
        self._index_trouble = ""
        self._surveying: asyncio.Task[None] | None = None
        self._ill_since: float | None = None

    async def keep(self, stop: asyncio.Event) -> bool:
        """Look again and again until the bot is stopped; False where it should end, to be started again."""
        notify("READY=1")
        while not stop.is_set():
            # A loop that does not come back here is ended from outside of it, with a line where it hung.
            with suppress(RuntimeError, ValueError, OSError):
                faulthandler.dump_traceback_later(_PATIENCE_SECONDS, exit=True)
            self._look()
            if self._is_hopeless():
                say(f"the bot ends, to be started again: {self.text}")
                break
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), BEAT_SECONDS)
        faulthandler.cancel_dump_traceback_later()
        notify("STOPPING=1")
        if self._surveying is not None:
            self._surveying.cancel()
        return stop.is_set()

    @property
    def text(self) -> str:
        """The troubles in one line, ``ok`` where there are none."""
        return "; ".join(f"{part}: {trouble}" for part, trouble in self.troubles.items()) or "ok"

    def _look(self) -> None:
        desk = self._sources.desk
        self._begin_survey()
        found = {
            "updates": self._see_updates(),
            "telegram": self._see_telegram(),
            "index": self._see_index(),
            "archive": self._see_archive(),
        }
        self.troubles = {part: trouble for part, trouble in found.items() if trouble}
        try:
            desk.state.check()
            desk.state.updates.beat(self.text)
        except OSError:
            self.troubles = {**self.troubles, "file": "the state's file was taken away under the bot"}
        except sqlite3.OperationalError as error:
            self.troubles = {**self.troubles, "state": f"it cannot be written ({type(error).__name__})"}
        for part in (*found, "state", "file"):
            desk.metrics.well.labels(part).set(part not in self.troubles)
        notify(f"STATUS={self.text}", *([] if set(_MENDABLE) & set(self.troubles) else ["WATCHDOG=1"]))

    def _see_updates(self) -> str:
        if self.taking is None:
            # Before Telegram is reached nobody takes updates; how long that lasts is for Telegram to say.
            return ""
        if not self.taking.is_taking:
            return "nobody takes them"
        waited = self._sources.inbox.waited
        return f"the first has waited for {waited:.0f} s" if waited > _ANSWER_SECONDS else ""

    def _see_telegram(self) -> str:
        if self.taking is None:
            return "it is not reached yet"
        silent = time.monotonic() - self._sources.polling.replied_at
        polls = self._sources.desk.settings.webhook_url is None
        return f"silent for {silent:.0f} s" if polls and silent > _SILENT_SECONDS else ""

    def _see_index(self) -> str:
        if not self._sources.desk.library.is_open:
            return "" if self._held is None else "it is not open"
        return self._index_trouble

    def _see_archive(self) -> str:
        held = self._held
        if held is None:
            return "it is being opened"
        if not held.listing:
            return "its files cannot be listed"
        changed = held.listing != (held.indexed or self._listing)
        return (
            "it has changed since it was read: /reload or `wendang index` takes the changes up"
            if changed
            else ""
        )

    def _begin_survey(self) -> None:
        """Ask a process what the archive holds, now and then, and without waiting for it."""
        due = time.monotonic() - self._surveyed > _SURVEY_SECONDS or self._held is None
        idle = self._surveying is None or self._surveying.done()
        if self._sources.desk.library.is_open and due and idle:
            self._surveyed = time.monotonic()
            self._surveying = asyncio.create_task(self._survey())

    async def _survey(self) -> None:
        desk = self._sources.desk
        finder = desk.library.finder
        try:
            # A crowd's questions come first.
            held = await asyncio.wait_for(desk.library.call(survey, desk.archive_settings), _ANSWER_SECONDS)
        except (TimeoutError, WendangError, FindingError) as error:
            self._index_trouble = f"no answer ({type(error).__name__})"
            return
        self._index_trouble, self._held = "", held
        if finder is not self._seen:
            # The archive was read just now: its files as they are are those that were read.
            self._seen, self._listing = finder, held.listing
        desk.metrics.hold(held)
        desk.metrics.weigh(getattr(finder, "processes", ()))

    def _is_hopeless(self) -> bool:
        if not set(_MENDABLE) & set(self.troubles):
            self._ill_since = None
            return False
        self._ill_since = self._ill_since or time.monotonic()
        return time.monotonic() - self._ill_since > _PATIENCE_SECONDS
