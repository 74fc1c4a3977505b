"""What happens when something goes wrong: a kind sentence for the user, a report for the admins.

Neither holds a question, an answer or a secret.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.logs import describe
from bot.messages.markup import Writer
from bot.messages.replies import View, acknowledge, plain, reply, send

if TYPE_CHECKING:
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk

_LOG = logging.getLogger(__name__)

_SHUT_OUT = ("not enough rights", "have no rights", "chat_write_forbidden", "topic_closed", "chat not found")


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Handle every error that no handler did."""
    application.add_error_handler(partial(_handle, desk))


async def _handle(desk: Desk, update: object, context: CallbackContext[Any, Any, Any, Any]) -> None:
    error = context.error
    if error is None or _is_shut_out(error):
        # The bot was blocked, put out of a group, or may not speak there: there is nobody to tell.
        _LOG.info("a message could not be delivered: %s", type(error).__name__)
        return
    desk.metrics.errors.inc()
    id = token_hex(3)
    report = f"{id} {_kind(update)}: {describe(error)}"
    _LOG.error("%s", report)
    if isinstance(update, Update):
        with suppress(TelegramError):
            await _console(desk, update, id)
    for admin in desk.gate.admins:
        with suppress(TelegramError):
            await send(context.bot, admin, _for_admins(report))


def _for_admins(report: str) -> View:
    writer = Writer()
    writer.add("⚠ ")
    # A file's name (admin.py) looks like an address.
    writer.quote(report)
    return View(writer.finish())


def _is_shut_out(error: Exception) -> bool:
    told = error.message.lower() if isinstance(error, BadRequest) else ""
    return isinstance(error, Forbidden) or any(reason in told for reason in _SHUT_OUT)


def _kind(update: object) -> str:
    if not isinstance(update, Update):
        return "outside an update"
    return next((name for name in Update.ALL_TYPES if getattr(update, name, None) is not None), "update")


async def _console(desk: Desk, update: Update, id: str) -> None:
    sentence = desk.texts(update).trouble.format(id=id)
    if update.callback_query is not None:
        await acknowledge(update.callback_query, sentence, alert=True)
    elif update.effective_message is not None:
        await reply(update.effective_message, plain(sentence))
