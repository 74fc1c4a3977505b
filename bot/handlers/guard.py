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
    """Stop bots and strangers before anything else sees what they want."""
    application.add_handler(TypeHandler(Update, partial(_guard, desk)), group=-1)


async def _guard(desk: Desk, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    if _is_of_a_bot(update, context.bot.id):
        raise ApplicationHandlerStop
    if not desk.gate.admits(update):
        await _turn_away(desk, update)
        raise ApplicationHandlerStop


def _is_of_a_bot(update: Update, ours: int) -> bool:
    """Say whether no person wrote a message: two bots that answer each other never end.

    Who writes in the name of a group or a channel is shown as a bot of Telegram's own, and is a person; what a channel
    sends to its group by itself is from nobody. A quote that somebody sent through this bot, in any chat, is its own
    words.
    """
    message = update.effective_message
    if message is None or update.callback_query is not None:
        return False
    writer = message.from_user
    automatic = bool(message.is_automatic_forward)
    of_a_bot = writer is not None and writer.is_bot and message.sender_chat is None
    through_us = message.via_bot is not None and message.via_bot.id == ours
    return automatic or of_a_bot or through_us


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
