"""Updates, from their arrival until they are worked off: none is lost, none is worked off twice.

An update is written down before Telegram is told that it arrived, and its contents are erased when it
is settled; what a killed process left behind is taken up by the next. Updates of one chat are worked off
in their order, those of different chats side by side.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable

    from telegram import Bot

    from bot.updates import Updates

_LOG = logging.getLogger(__name__)

_SIDE_BY_SIDE = 1000


class Inbox(asyncio.Queue[object]):
    """The queue between Telegram and the handlers: it writes down what it is given, and takes it once."""

    def __init__(self, updates: Updates) -> None:
        super().__init__()
        self._updates = updates

    async def take(self, bot: Bot, given: Any, words: str) -> None:
        """Accept an update as Telegram wrote it, read and as text; one that was accepted before is passed over.

        One that cannot be read is passed over too: Telegram may send tomorrow what the library does not know
        today, and must not be asked for it for ever. Its contents are not logged: they may be a question.
        """
        update = _read(bot, given)
        if update is not None and self._updates.accept(update.update_id, words):
            await self.put(update)

    async def take_up(self, bot: Bot) -> int:
        """Queue again what an earlier run accepted and did not settle; return how many those are."""
        left = self._updates.unsettled()
        for words in left:
            update = _read(bot, json.loads(words))
            if update is not None:
                await self.put(update)
        return len(left)


def _read(bot: Bot, given: Any) -> Update | None:
    try:
        return Update.de_json(given, bot)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        _LOG.warning("an update could not be read: %s", type(error).__name__)
        return None


class Processor(BaseUpdateProcessor):
    """Works off updates, one at a time for each chat."""

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
            await coroutine
        self._updates.settle(update.update_id)

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
