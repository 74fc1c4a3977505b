"""The gate in action: it stands before every handler, for every kind of update."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Update
from telegram.constants import ChatType
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.messages.replies import acknowledge, plain, reply

if TYPE_CHECKING:
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Stop strangers before anything else sees what they want."""
    application.add_handler(TypeHandler(Update, partial(_guard, desk)), group=-1)


async def _guard(desk: Desk, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    if not desk.gate.admits(update):
        await _turn_away(desk, update)
        raise ApplicationHandlerStop


async def _turn_away(desk: Desk, update: Update) -> None:
    """Tell a stranger, in private, what to do; elsewhere say nothing."""
    user, message = update.effective_user, update.message
    text = desk.texts(update).stranger.format(id=user.id if user else 0)
    if update.callback_query is not None:
        await acknowledge(update.callback_query, text, alert=True)
    elif update.inline_query is not None:
        # Telegram keeps this for this user alone, and not for long: tomorrow they may be invited.
        await update.inline_query.answer([], cache_time=10, is_personal=True)
    elif message is not None and message.chat.type == ChatType.PRIVATE:
        await reply(message, plain(text))
