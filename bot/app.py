"""The application put together, and run from start to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import time
from contextlib import suppress
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

import click
from telegram import Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder

from bot import admin, buttons, commands, errors, guard, inline, lookups, menus, questions
from bot.access import Gate
from bot.desk import Desk
from bot.processing import Inbox, Processor
from bot.quota import Quota
from bot.sending import Sender
from bot.state import State
from bot.transport import AiohttpRequest
from bot.webhook import Webhook
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from bot.library import Library
    from bot.settings import BotSettings

    App = Application[Any, Any, Any, Any, Any, Any]

_LOG = logging.getLogger(__name__)

# A single connection can wedge polling: a second call may begin before the first has let go.
CONNECTIONS, POLLING_CONNECTIONS = 64, 4
_POLL_SECONDS, _BEAT_SECONDS = 30, 15
_FIRST_WAIT, _LONGEST_WAIT = 1.0, 30.0
UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY]


def build_application(desk: Desk, transport: AiohttpRequest, polling: AiohttpRequest) -> App:
    """Return the application, not yet connected; whoever gives the transports closes them."""
    # Without it every 429 warns that a duration will be a timedelta some day.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    settings = desk.settings
    application: App = (
        ApplicationBuilder()
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(transport)
        .get_updates_request(polling)
        .rate_limiter(Sender(settings.telegram_rate, desk.state.migrate))
        .concurrent_updates(Processor(desk.state))
        .update_queue(Inbox(desk.state))
        .job_queue(None)
        .build()
    )
    for part in (guard, admin, commands, lookups, inline, questions, buttons, errors):
        part.register(application, desk)
    commands.register_rest(application, desk)
    buttons.register_rest(application, desk)
    return application


async def run(settings: BotSettings, library: Library) -> int:
    """Run the bot until it is told to stop; return the exit code.

    Raises:
        SettingsError: the token is refused, or the state cannot be kept.
    """
    state = State(settings.state)
    desk = Desk(settings, state, library, Gate.of(settings), Quota(settings.quota))
    transport, polling = AiohttpRequest(CONNECTIONS), AiohttpRequest(POLLING_CONNECTIONS)
    application = build_application(desk, transport, polling)
    stop = asyncio.Event()
    _on_signals(stop.set)
    if desk.gate.is_open:
        _say("everybody may ask (WENDANG_ALLOWED_USERS and WENDANG_ALLOWED_CHATS are empty)")
    opening = library.start()
    opening.add_done_callback(lambda _: stop.set() if opening.exception() else None)
    try:
        if await _connect(application, settings, stop):
            beating = asyncio.create_task(_beat(desk, polling))
            await _serve(application, desk, stop)
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
    return 0


async def _connect(application: App, settings: BotSettings, stop: asyncio.Event) -> bool:
    """Say hello to Telegram, however long that takes; False where the bot is stopped before."""
    wait = _FIRST_WAIT
    while not stop.is_set():
        try:
            await application.initialize()
        except InvalidToken:
            raise SettingsError(
                "WENDANG_TELEGRAM_TOKEN is refused by Telegram: ask @BotFather for a valid one (/token)"
            ) from None
        except NetworkError as error:
            if wait == _FIRST_WAIT:
                _say(f"{settings.telegram_api} cannot be reached ({error.message}): trying until it can")
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            wait = min(wait * 2, _LONGEST_WAIT)
        else:
            return True
    return False


async def _serve(application: App, desk: Desk, stop: asyncio.Event) -> None:
    queue = application.update_queue
    if not isinstance(queue, Inbox):
        raise TypeError("built otherwise than by build_application")
    await queue.take_up(application.bot)
    polling = desk.settings.webhook_url is None
    stop_taking = await (_poll(application) if polling else _listen(application, desk, queue))
    await application.start()
    _say(f"@{application.bot.username} is listening")
    application.create_task(menus.set_menus(application.bot, desk))
    await stop.wait()
    await stop_taking()
    try:
        await asyncio.wait_for(application.stop(), desk.settings.stop_timeout)
    except TimeoutError:
        _say("not all questions could be answered in time: the next start answers them")


async def _beat(desk: Desk, polling: AiohttpRequest) -> None:
    """Note again and again that the bot is well: that its loop turns, and that Telegram answers its polls."""
    while True:
        silent = time.monotonic() - polling.replied_at
        if desk.settings.webhook_url is not None or silent < 2 * _POLL_SECONDS:
            desk.state.beat()
        await asyncio.sleep(_BEAT_SECONDS)


async def _poll(application: App) -> Callable[[], Awaitable[object]]:
    """Ask Telegram for updates; return what stops that."""
    updater = application.updater
    if updater is None:
        raise TypeError("built otherwise than by build_application")
    await updater.start_polling(
        timeout=_POLL_SECONDS,
        bootstrap_retries=-1,
        allowed_updates=UPDATES,
        error_callback=_Complaints().hear,
    )
    return updater.stop


async def _listen(application: App, desk: Desk, inbox: Inbox) -> Callable[[], Awaitable[object]]:
    """Let Telegram bring updates; return what stops that.

    The webhook stays set when the bot stops: Telegram keeps what comes until the next start.
    """
    settings, given = desk.settings, desk.settings.webhook_secret
    secret = given.get_secret_value() if given else token_urlsafe(32)
    address = settings.webhook_url or ""
    webhook = Webhook(address, secret, settings.webhook_listen)
    await webhook.start(application.bot, inbox)
    try:
        await application.bot.set_webhook(
            address, secret_token=secret, allowed_updates=UPDATES, max_connections=100
        )
    except BadRequest as error:
        await webhook.stop()
        raise SettingsError(
            f"WENDANG_WEBHOOK_URL={address!r} is refused by Telegram ({error.message}): set it to an https address"
        ) from None
    return webhook.stop


class _Complaints:
    """Says what is wrong with polling once, not with every try."""

    def __init__(self) -> None:
        self._said: set[str] = set()

    def hear(self, error: TelegramError) -> None:
        if isinstance(error, Conflict):
            line = "another process polls with this token: stop it, or use another token; trying on"
        else:
            line = f"fetching updates failed ({type(error).__name__}): trying on"
        if line not in self._said:
            self._said.add(line)
            _say(line)


def _on_signals(stop: Callable[[], None]) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        # Windows knows no signal handlers in its loop: Ctrl-C raises there.
        with suppress(NotImplementedError):
            loop.add_signal_handler(number, stop)


def _say(line: str) -> None:
    click.echo(f"wendang: {line}", err=True)
