"""The bot from start to stop."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, TelegramError

from bot.access import Gate
from bot.application import build_application
from bot.desk import Desk
from bot.handlers import menus
from bot.logs import log_of_loop, say
from bot.quota import Quota
from bot.state import State
from bot.wire.processing import Inbox
from bot.wire.receiving import POLL_SECONDS, Listening, Polling, reach
from bot.wire.transport import AiohttpRequest
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.application import App
    from bot.library import Library
    from bot.settings import BotSettings
    from bot.wire.receiving import Taking

# A single connection can wedge polling: a second call may begin before the first has let go.
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
_BEAT_SECONDS = 15
_LAST_WORDS = 1.0
# The exit code of a bot that cannot go on, though nothing is set wrong: it is to be started again.
_ENDED = 1


async def run(settings: BotSettings, library: Library) -> int:
    """Run the bot until it is told to stop; return the exit code.

    Raises:
        SettingsError: the token is refused, or the state cannot be kept.
    """
    state = State(settings.state)
    desk = Desk(settings, state, library, Gate.of(settings), Quota(settings.quota))
    transport, polling = AiohttpRequest(CONNECTIONS), AiohttpRequest(POLLING_CONNECTIONS)
    application = build_application(desk, transport, polling)
    asyncio.get_running_loop().set_exception_handler(log_of_loop)
    stop = asyncio.Event()
    _on_signals(stop.set)
    if desk.gate.is_open:
        say("everybody may ask (WENDANG_ALLOWED_USERS and WENDANG_ALLOWED_CHATS are empty)")
    well = True
    opening = library.start()
    opening.add_done_callback(lambda _: stop.set() if opening.exception() else library.warm_up())
    try:
        if await _connect(application, settings.telegram_api, stop):
            beating = asyncio.create_task(_beat(desk, polling))
            well = await _serve(application, desk, stop)
            beating.cancel()
    finally:
        await application.shutdown()
        # An application that never got an answer to its first call does not close them.
        await transport.shutdown()
        await polling.shutdown()
        await library.close()
        state.close()
    if opening.done() and (error := opening.exception()):
        raise error
    return 0 if well else _ENDED


async def _connect(application: App, address: str, stop: asyncio.Event) -> bool:
    """Say hello to Telegram; False where the bot is stopped before."""
    try:
        return await reach(application.initialize, address, stop)
    except InvalidToken:
        raise SettingsError(
            f"WENDANG_TELEGRAM_TOKEN is refused by {address}: ask @BotFather for a valid one (/token)"
        ) from None
    except TelegramError as error:
        raise SettingsError(
            f"WENDANG_TELEGRAM_API={address!r} does not answer as Telegram does ({error.message}): "
            "set it to the base address of a Bot API server"
        ) from None


async def _serve(application: App, desk: Desk, stop: asyncio.Event) -> bool:
    """Take updates and answer them until the bot is stopped; then answer what was taken.

    Returns:
        Whether updates were taken to the end; a bot that takes none any more ends, so that it is started again.
    """
    queue = application.update_queue
    if not isinstance(queue, Inbox):
        raise TypeError("built otherwise than by build_application")
    await queue.take_up(application.bot)
    way = Polling if desk.settings.webhook_url is None else Listening
    taking = way(application.bot, queue, desk.settings)
    try:
        if await taking.start(stop):
            await application.start()
            say(f"@{application.bot.username} is listening")
            application.create_task(menus.set_menus(application.bot, desk))
            await _until_deaf(taking, stop)
    finally:
        # The last words to Telegram get half of the time at most: without a network they are never heard.
        clock, seconds = asyncio.get_running_loop().time, desk.settings.stop_timeout
        # A question that waits for an archive that is still being opened would hold up the stop for minutes.
        seconds = seconds if desk.library.is_open else min(seconds, _LAST_WORDS)
        end = clock() + seconds
        await _within(seconds / 2, taking.stop())
        if application.running and not await _within(end - clock(), application.stop()):
            say("not all questions could be answered in time: the next start answers them")
    return stop.is_set()


async def _until_deaf(taking: Taking, stop: asyncio.Event) -> None:
    """Wait until the bot is stopped, or nobody takes updates any more."""
    while not stop.is_set():
        if not taking.is_taking:
            say("updates are not taken any more: the bot ends, to be started again")
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), 1)


async def _within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    try:
        await asyncio.wait_for(work, seconds)
    except TimeoutError:
        return False
    return True


async def _beat(desk: Desk, polling: AiohttpRequest) -> None:
    """Note again and again that the bot is well: that its loop turns, and that Telegram answers its polls."""
    while True:
        silent = time.monotonic() - polling.replied_at
        if desk.settings.webhook_url is not None or silent < 2 * POLL_SECONDS:
            desk.state.updates.beat()
        await asyncio.sleep(_BEAT_SECONDS)


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Loops on Windows have no signal handlers: Ctrl-C raises there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)
