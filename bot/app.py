"""The bot from start to stop."""

from __future__ import annotations

import asyncio
import signal
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from telegram.error import InvalidToken, TelegramError

from bot.access import Gate
from bot.application import build_application, inbox_of
from bot.desk import Desk
from bot.handlers import menus
from bot.health import Health, Sources
from bot.herald import Herald
from bot.logs import log_of_loop, say
from bot.metrics import Metrics
from bot.quota import Quota
from bot.state import State
from bot.wire.monitoring import monitor
from bot.wire.receiving import Listening, Polling, reach
from bot.wire.transport import AiohttpRequest
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from bot.application import App
    from bot.library import Library
    from bot.settings import BotSettings
    from bot.wire.processing import Inbox
    from bot.wire.receiving import Taking
    from bot.wire.serving import Server

# A single connection can wedge polling: a second call may begin before the first has let go.
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
_LAST_WORDS = 1.0
# The exit code of a bot that cannot go on, though nothing is set wrong: it is to be started again.
_ENDED = 1


async def run(settings: BotSettings, library: Library) -> int:
    """Run the bot until it is told to stop; return the exit code.

    Raises:
        SettingsError: the token is refused, or the state cannot be kept.
    """
    state = State(settings.state)
    desk = Desk(settings, state, library, Gate.of(settings), Quota(settings.quota), Metrics())
    transport, polling = AiohttpRequest(CONNECTIONS), AiohttpRequest(POLLING_CONNECTIONS)
    application = build_application(desk, transport, polling)
    asyncio.get_running_loop().set_exception_handler(log_of_loop)
    stop = asyncio.Event()
    _on_signals(stop.set)
    if desk.gate.is_open:
        say("everybody may ask (WENDANG_ALLOWED_USERS and WENDANG_ALLOWED_CHATS are empty)")
    inbox = inbox_of(application)
    health = Health(Sources(desk, inbox, polling))
    watched = _watch(desk, inbox, health)
    opening = library.start()
    opening.add_done_callback(lambda _: stop.set() if opening.exception() else library.warm_up())
    keeping = asyncio.create_task(_keep(health, stop))
    try:
        if watched is not None:
            await watched.start()
        if await _connect(application, settings.telegram_api, stop):
            await _serve(application, desk, health, stop)
    finally:
        told = stop.is_set()
        stop.set()
        well = await keeping and told
        if watched is not None:
            await watched.stop()
        await application.shutdown()
        # An application that never got an answer to its first call does not close them.
        await transport.shutdown()
        await polling.shutdown()
        await library.close()
        state.close()
    if opening.done() and (error := opening.exception()):
        raise error
    return 0 if well else _ENDED


async def _keep(health: Health, stop: asyncio.Event) -> bool:
    """Look after the bot; where it should be started again, stop it and return False."""
    well = await health.keep(stop)
    stop.set()
    return well


def _watch(desk: Desk, inbox: Inbox, health: Health) -> Server | None:
    """Return the server for whoever watches, where there is to be one."""
    desk.metrics.watch("updates_waiting", "Updates that no handler has taken.", inbox.qsize)
    desk.metrics.watch(
        "questions_waiting", "Questions that wait for a process or are answered.", desk.waiting
    )
    listen = desk.settings.metrics
    return monitor(listen, desk.metrics, lambda: health.troubles) if listen else None


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


async def _serve(application: App, desk: Desk, health: Health, stop: asyncio.Event) -> None:
    """Take updates and answer them until the bot is stopped, or takes none any more; then answer what was taken."""
    inbox = inbox_of(application)
    await inbox.take_up(application.bot)
    taking: Taking
    beside: list[asyncio.Task[None]] = []
    if desk.settings.webhook_url is None:
        taking = Polling(application.bot, inbox, desk.settings)
    else:
        taking = Listening(application.bot, inbox, desk.settings, lambda: health.troubles)
    try:
        if await taking.start(stop):
            await application.start()
            health.taking = taking
            say(f"@{application.bot.username} is listening")
            application.create_task(menus.set_menus(application.bot, desk))
            beside += [
                asyncio.create_task(Herald(desk, application.bot).keep(stop)),
                asyncio.create_task(menus.introduce(application.bot, desk)),
            ]
            await _until_deaf(taking, stop)
    finally:
        # The last words to Telegram get half of the time at most: without a network they are never heard.
        clock, seconds = asyncio.get_running_loop().time, desk.settings.stop_timeout
        # A question that waits for an archive that is still being opened would hold up the stop for minutes.
        seconds = seconds if desk.library.is_open else min(seconds, _LAST_WORDS)
        end = clock() + seconds
        for task in beside:
            task.cancel()
        await _within(seconds / 2, taking.stop())
        if application.running and not await _within(end - clock(), application.stop()):
            say("not all questions could be answered in time: the next start answers them")


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


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Loops on Windows have no signal handlers: Ctrl-C raises there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)
