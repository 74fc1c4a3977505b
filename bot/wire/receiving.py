"""How updates come in, asked for by long polling or brought to a webhook; and patience with a dead network."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import click
from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, TelegramError

from bot.wire.webhook import Webhook
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Bot

    from bot.settings import BotSettings
    from bot.wire.processing import Inbox

UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]
POLL_SECONDS = 30
_GRACE_SECONDS = 20
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0


def say(line: str) -> None:
    """Tell whoever runs the bot."""
    click.echo(f"wendang: {line}", err=True)


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Wait for some work; where the bot is stopped before, give it up and return False."""
    working, stopped = asyncio.ensure_future(work), asyncio.ensure_future(stop.wait())
    await asyncio.wait((working, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if working.done():
        await working
        return True
    working.cancel()
    with suppress(asyncio.CancelledError, TelegramError):
        await working
    return False


async def reach(call: Callable[[], Coroutine[Any, Any, object]], address: str, stop: asyncio.Event) -> bool:
    """Make one of the first calls, however long Telegram cannot be reached; False where the bot is stopped."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            return await unless_stopped(stop, call())
        except BadRequest:
            raise
        except NetworkError as error:
            if wait == _FIRST_WAIT:
                say(f"{address} cannot be reached ({error.message}): trying until it can")
            await unless_stopped(stop, asyncio.sleep(wait))
            wait = min(wait * 2, _LONGEST_WAIT)
    return False


class Polling:
    """Asks Telegram for updates.

    The library's own polling stops for ever at an update that it cannot read, and logs its contents.
    """

    def __init__(self, bot: Bot, inbox: Inbox, settings: BotSettings) -> None:
        self._bot = bot
        self._inbox = inbox
        self._api = settings.telegram_api
        self._polling: asyncio.Task[None] | None = None
        self._said: set[str] = set()

    async def start(self, stop: asyncio.Event) -> bool:
        """Begin; False where the bot is stopped before."""
        # While a webhook is set, Telegram refuses polling.
        if not await reach(self._bot.delete_webhook, self._api, stop):
            return False
        self._polling = asyncio.create_task(self._poll())
        return True

    async def stop(self) -> None:
        """Ask for no more updates."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait((self._polling,))

    async def _poll(self) -> None:
        asked = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES}
        wait = _FIRST_WAIT
        while True:
            try:
                # The library warns of names that it knows itself; spelled like this, it is the same call.
                updates = await self._bot.do_api_request(
                    "get_Updates", asked, read_timeout=POLL_SECONDS + _GRACE_SECONDS
                )
            except TelegramError as error:
                self._complain(error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            wait = _FIRST_WAIT
            for given in updates:
                await self._inbox.take(self._bot, given, json.dumps(given))
                # The next poll asks for what comes after this update, which has arrived.
                asked["offset"] = given["update_id"] + 1

    def _complain(self, error: TelegramError) -> None:
        """Say what is wrong once, not with every try."""
        if isinstance(error, Conflict):
            line = "another process polls with this token: stop it, or use another token; trying on"
        else:
            line = f"fetching updates failed ({type(error).__name__}): trying on"
        if line not in self._said:
            self._said.add(line)
            say(line)


class Listening:
    """Lets Telegram bring updates.

    The webhook stays set when the bot stops: Telegram keeps what comes until the next start.
    """

    def __init__(self, bot: Bot, inbox: Inbox, settings: BotSettings) -> None:
        given = settings.webhook_secret
        self._bot = bot
        self._inbox = inbox
        self._api = settings.telegram_api
        self._address = settings.webhook_url or ""
        self._secret = given.get_secret_value() if given else token_urlsafe(32)
        self._webhook = Webhook(self._address, self._secret, settings.webhook_listen)

    async def start(self, stop: asyncio.Event) -> bool:
        """Begin; False where the bot is stopped before.

        Raises:
            SettingsError: the address is taken, or Telegram refuses it.
        """
        await self._webhook.start(self._bot, self._inbox)
        try:
            return await reach(self._set, self._api, stop)
        except BadRequest as error:
            raise SettingsError(
                f"WENDANG_WEBHOOK_URL={self._address!r} is refused by Telegram ({error.message}): "
                "set it to an https address"
            ) from None

    async def stop(self) -> None:
        """Take no more updates."""
        await self._webhook.stop()

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._address, secret_token=self._secret, allowed_updates=UPDATES, max_connections=100
        )
