"""How updates come in, asked for by long polling or brought to a webhook; and patience with a dead network."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any, Protocol

from telegram import Update
from telegram.error import BadRequest, Conflict, NetworkError, RetryAfter, TelegramError

from bot.logs import say
from bot.wire.envelopes import UnreadableReply
from bot.wire.processing import number_of
from bot.wire.sending import NOT_AS_PROMISED, seconds_of
from bot.wire.webhook import Webhook
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from telegram import Bot

    from bot.settings import BotSettings
    from bot.wire.processing import Inbox

UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.MESSAGE_REACTION,
]
POLL_SECONDS = 30
_GRACE_SECONDS = 20
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0
LOOK_SECONDS = 60.0
"""How often it is asked whether the webhook is still ours."""
# Between two polls of which the first brought nothing new.
_PAUSE = 1.0
_BATCH = 100
# The beginning of a reply that brings updates, up to the number of the first.
_FIRST_UPDATE = re.compile(
    rb'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[\s*\{\s*"update_id"\s*:\s*(\d{1,15})\s*,'
)


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
        except UnreadableReply as error:
            line = (
                f"WENDANG_TELEGRAM_API={address!r} does not answer as Telegram does ({error.message}): where it is "
                "wrong, set it to the base address of a Bot API server; trying until it does"
            )
        except NetworkError as error:
            line = f"{address} cannot be reached ({error.message}): trying until it can"
        except RetryAfter as error:
            wait, line = max(wait, seconds_of(error)), f"{address} asks for patience"
        except NOT_AS_PROMISED as error:
            line = f"{address} answers with a result that is none ({type(error).__name__}): trying on"
        if wait == _FIRST_WAIT:
            say(line)
        await unless_stopped(stop, asyncio.sleep(wait))
        wait = min(wait * 2, _LONGEST_WAIT)
    return False


class Taking(Protocol):
    """A way in which updates are taken."""

    async def start(self, stop: asyncio.Event) -> bool:
        """Begin; False where the bot is stopped before."""

    @property
    def is_taking(self) -> bool:
        """Whether it goes on."""

    async def stop(self) -> None:
        """Take no more updates."""


class Polling:
    """Asks Telegram for updates.

    The library's own polling stops for ever at an update that it cannot read, and logs its contents. This one goes on
    whatever comes: what it cannot understand it complains of, once, and asks again.
    """

    def __init__(self, bot: Bot, inbox: Inbox, settings: BotSettings) -> None:
        self._bot = bot
        self._inbox = inbox
        self._api = settings.telegram_api
        self._polling: asyncio.Task[None] | None = None
        self._said: set[str] = set()
        self._offset: int | None = None
        self._limit = _BATCH

    async def start(self, stop: asyncio.Event) -> bool:
        """Begin; False where the bot is stopped before."""
        # While a webhook is set, Telegram refuses polling.
        if not await reach(self._bot.delete_webhook, self._api, stop):
            return False
        self._polling = asyncio.create_task(self._poll())
        return True

    @property
    def is_taking(self) -> bool:
        """Whether somebody still asks."""
        return self._polling is not None and not self._polling.done()

    async def stop(self) -> None:
        """Ask for no more updates."""
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.wait((self._polling,))

    async def _poll(self) -> None:
        clock = asyncio.get_running_loop().time
        wait = _FIRST_WAIT
        while True:
            begun = clock()
            try:
                new = await self._ask()
            except RetryAfter as error:
                await asyncio.sleep(min(seconds_of(error), _LONGEST_WAIT))
                continue
            # Nothing that a server sends, and nothing that the disk does, may end the polling.
            except Exception as error:  # noqa: BLE001 - see above
                await self._complain(error)
                await asyncio.sleep(wait)
                wait = min(wait * 2, _LONGEST_WAIT)
                continue
            wait = _FIRST_WAIT
            if not new:
                # A server that does not wait for updates itself would be asked a hundred times a second.
                await asyncio.sleep(max(0.0, _PAUSE - (clock() - begun)))

    async def _ask(self) -> int:
        """Fetch updates and take them; return how many are new."""
        asked = {"timeout": POLL_SECONDS, "allowed_updates": UPDATES, "limit": self._limit}
        if self._offset is not None:
            asked["offset"] = self._offset
        try:
            # The library warns of names that it knows itself; spelled like this, it is the same call.
            updates = await self._bot.do_api_request(
                "get_Updates", asked, read_timeout=POLL_SECONDS + _GRACE_SECONDS
            )
        except UnreadableReply as error:
            self._step_over(error)
            raise
        if not isinstance(updates, list):
            raise UnreadableReply("no list of updates")
        self._limit, new = _BATCH, 0
        for given in updates:
            new += await self._inbox.take(self._bot, given)
            # The next poll asks for what comes after this update, which has arrived.
            number = number_of(given)
            if number is not None:
                self._offset = number + 1
        return new

    def _step_over(self, error: UnreadableReply) -> None:
        """Find the one update that no parser can read, such as replies a thousand deep, and pass it over.

        The updates are asked for one by one, until the one comes whose number alone can be read.
        """
        first = _FIRST_UPDATE.match(error.body)
        if first is None:
            return
        if self._limit == 1:
            self._offset, self._limit = int(first[1]) + 1, _BATCH
        else:
            self._limit = 1

    async def _complain(self, error: Exception) -> None:
        """Say what is wrong once, not with every try."""
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            line = "a webhook was set for this token: it is taken away, since the bot polls; trying on"
            with suppress(TelegramError, *NOT_AS_PROMISED):
                await self._bot.delete_webhook()
        elif isinstance(error, Conflict):
            line = "another process polls with this token: stop it, or use another token; trying on"
        elif isinstance(error, sqlite3.Error):
            line = f"updates cannot be written down ({type(error).__name__}): trying on"
        else:
            line = f"fetching updates failed ({type(error).__name__}): trying on"
        if line not in self._said:
            self._said.add(line)
            say(line)


def _no_troubles() -> Mapping[str, str]:
    return {}


class Listening:
    """Lets Telegram bring updates.

    The webhook stays set when the bot stops: Telegram keeps what comes until the next start. While the bot runs it is
    looked after: whoever else uses the token can take it away, and nothing would come any more.
    """

    def __init__(
        self,
        bot: Bot,
        inbox: Inbox,
        settings: BotSettings,
        troubles: Callable[[], Mapping[str, str]] = _no_troubles,
    ) -> None:
        given = settings.webhook_secret
        self._bot = bot
        self._inbox = inbox
        self._api = settings.telegram_api
        self._address = settings.webhook_url or ""
        self._secret = given.get_secret_value() if given else token_urlsafe(32)
        self._webhook = Webhook(self._address, self._secret, settings.webhook_listen, troubles)
        self._looking: asyncio.Task[None] | None = None

    async def start(self, stop: asyncio.Event) -> bool:
        """Begin; False where the bot is stopped before.

        Raises:
            SettingsError: the address is taken, or Telegram refuses it.
        """
        await self._webhook.start(self._bot, self._inbox)
        try:
            if not await reach(self._set, self._api, stop):
                return False
        except BadRequest as error:
            raise SettingsError(
                f"WENDANG_WEBHOOK_URL={self._address!r} is refused by Telegram ({error.message}): "
                "set it to an https address"
            ) from None
        self._looking = asyncio.create_task(self._look_after())
        return True

    @property
    def is_taking(self) -> bool:
        """Whether the webhook is still looked after."""
        return self._looking is not None and not self._looking.done()

    async def stop(self) -> None:
        """Take no more updates."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.wait((self._looking,))
        await self._webhook.stop()

    async def _set(self) -> None:
        await self._bot.set_webhook(
            self._address, secret_token=self._secret, allowed_updates=UPDATES, max_connections=100
        )

    async def _look_after(self) -> None:
        """Set the webhook again where it is gone."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            # Where Telegram cannot be asked now, it is asked the next time.
            with suppress(TelegramError, *NOT_AS_PROMISED):
                info = await self._bot.get_webhook_info()
                if info.url != self._address:
                    say(
                        "the webhook was taken away or set elsewhere by somebody with this token: it is set again"
                    )
                    await self._set()
