"""The application put together: handlers, and what stands between them and Telegram."""

from __future__ import annotations

import os
import sqlite3
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder

from bot.handlers import (
    admin,
    buttons,
    commands,
    errors,
    guard,
    inline,
    lookups,
    preferences,
    questions,
    reactions,
    tracing,
    watches,
)
from bot.wire.processing import Inbox, Processor
from bot.wire.sending import Sender

if TYPE_CHECKING:
    from bot.desk import Desk
    from bot.wire.transport import AiohttpRequest


class App(Application[Any, Any, Any, Any, Any, Any]):
    """The library's application, but for an update whose state cannot be kept now: it is not worked off."""

    async def process_error(self, update: object, error: Exception, *more: Any, **given: Any) -> bool:
        """Handle an error; raise it where the update is to be worked off again."""
        if isinstance(error, sqlite3.OperationalError) and isinstance(update, Update):
            raise error
        return await super().process_error(update, error, *more, **given)


def build_application(desk: Desk, transport: AiohttpRequest, polling: AiohttpRequest) -> App:
    """Return the application, not yet connected; whoever gives the transports closes them."""
    # Without this setting the library warns, at every 429, that a duration will be a timedelta some day.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    settings = desk.settings
    processor = Processor(desk.state.updates)
    application = (
        ApplicationBuilder()
        .application_class(App)
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(transport)
        .get_updates_request(polling)
        .rate_limiter(Sender(settings.telegram_rate, desk.state.migrate, desk.metrics))
        .concurrent_updates(processor)
        .update_queue(Inbox(desk.state.updates, desk.metrics))
        .updater(None)
        .job_queue(None)
        .build()
    )
    if not isinstance(application, App):
        raise TypeError("the library builds another application than it is told to")
    processor.again = application.process_update
    for part in (
        guard,
        admin,
        commands,
        preferences,
        lookups,
        inline,
        questions,
        buttons,
        reactions,
        tracing,
        watches,
        errors,
    ):
        part.register(application, desk)
    commands.register_rest(application, desk)
    buttons.register_rest(application, desk)
    return application


def inbox_of(application: App) -> Inbox:
    """Return the queue of an application that was built here."""
    queue = application.update_queue
    if not isinstance(queue, Inbox):
        raise TypeError("built otherwise than by build_application")
    return queue
