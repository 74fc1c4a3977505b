"""Updates, from their arrival until they are worked off: none is lost, none is worked off twice.

An update is written down before Telegram is told that it arrived, and its contents are erased when it
is settled; what a killed process left behind is taken up by the next. Updates of one chat are worked off
in their order, those of different chats side by side.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from collections import Counter, deque
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

from bot.logs import describe
from bot.patience import persist
from bot.wire.shapes import is_made_like

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from telegram import Bot

    from bot.metrics import Metrics
    from bot.updates import Updates

_LOG = logging.getLogger(__name__)

_SIDE_BY_SIDE = 1000


class Inbox(asyncio.Queue[object]):
    """The queue between Telegram and the handlers: it writes down what it is given, and takes it once."""

    def __init__(self, updates: Updates, metrics: Metrics) -> None:
        super().__init__()
        self._updates = updates
        self._metrics = metrics
        # When each that waits was put in; the first is the oldest.
        self._since: deque[float] = deque()

    @property
    def waited(self) -> float:
        """For how many seconds the first has waited for a handler."""
        return time.monotonic() - self._since[0] if self._since else 0.0

    def _put(self, item: object) -> None:
        self._since.append(time.monotonic())
        super()._put(item)

    def _get(self) -> object:
        self._since.popleft()
        return super()._get()

    async def take(self, bot: Bot, given: Any) -> bool:
        """Accept an update as Telegram wrote it; one that was accepted before is passed over.

        One that cannot be read is passed over too: Telegram may send tomorrow what the library does not know
        today, and must not be asked for it for ever. Its contents are not logged: they may be a question.

        Returns:
            Whether it is new.

        Raises:
            sqlite3.OperationalError: it cannot be written down now, and must be brought again.
        """
        update = _read(bot, given)
        words = _written(given) if update is not None else None
        if update is None or words is None:
            self._metrics.updates.labels("unreadable").inc()
            return False
        if not self._updates.accept(update.update_id, words):
            self._metrics.updates.labels("twice").inc()
            return False
        self._metrics.updates.labels("accepted").inc()
        await self.put(update)
        return True

    async def take_up(self, bot: Bot) -> int:
        """Queue again what an earlier run accepted and did not settle; return how many those are."""
        left = self._updates.unsettled()
        for id, words in left:
            update = _read(bot, _parsed(words))
            if update is not None:
                await self.put(update)
            else:
                self._updates.settle(id)
        return len(left)


def number_of(given: Any) -> int | None:
    """Return the number of an update, or None where it has none that Telegram could give."""
    id = given.get("update_id") if isinstance(given, dict) else None
    # JSON itself promises no larger whole numbers, and the ledger holds none.
    return id if type(id) is int and 0 < id < 1 << 53 else None


def _read(bot: Bot, given: Any) -> Update | None:
    if number_of(given) is None:
        _LOG.warning("an update has no number")
        return None
    if not is_made_like(given):
        _LOG.warning("an update is made otherwise than Telegram makes them")
        return None
    try:
        return Update.de_json(given, bot)
    # Whatever the library stumbles over: a date beyond the calendar, replies to replies 900 deep, a list for a chat.
    except Exception as error:  # noqa: BLE001 - none may end the taking of updates
        _LOG.warning("an update could not be read: %s", type(error).__name__)
        return None


def _written(given: Any) -> str | None:
    try:
        return json.dumps(given)
    except (ValueError, RecursionError) as error:
        _LOG.warning("an update could not be written down: %s", type(error).__name__)
        return None


def _parsed(words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


class Processor(BaseUpdateProcessor):
    """Works off updates, one at a time for each chat.

    Args:
        updates: the ledger.
    """

    again: Callable[[Update], Awaitable[Any]]
    """Works an update off once more, after the state could not be read or written."""

    def __init__(self, updates: Updates) -> None:
        super().__init__(_SIDE_BY_SIDE)
        self._updates = updates
        self._locks: dict[int, asyncio.Lock] = {}
        self._users: Counter[int] = Counter()

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Work off one update, after its chat's earlier ones."""
        if not isinstance(update, Update):
            await coroutine
            return
        place = update.effective_chat or update.effective_user
        async with self._turn(place.id if place else 0):
            try:
                await coroutine
            except sqlite3.OperationalError:
                await self._try_again(update)
            # What the handlers let through, or the library stumbles over before they see it: it would come up again at
            # every start.
            except Exception as error:  # noqa: BLE001 - see above
                _LOG.error("an update could not be worked off: %s", describe(error))
        await persist(lambda: self._updates.settle(update.update_id))

    async def _try_again(self, update: Update) -> None:
        """Work an update off as soon as the state can be written; until then its chat waits, in order."""
        while True:
            await persist(self._updates.probe)
            try:
                await self.again(update)
            except sqlite3.OperationalError:
                continue
            return

    @asynccontextmanager
    async def _turn(self, place: int) -> AsyncIterator[None]:
        lock = self._locks.setdefault(place, asyncio.Lock())
        self._users[place] += 1
        try:
            async with lock:
                yield
        finally:
            self._users[place] -= 1
            if not self._users[place]:
                del self._users[place], self._locks[place]
