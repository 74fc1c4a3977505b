"""Commands that everybody has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.asking import Asking
from bot.markup import Rendered, Writer
from bot.questions import answer_question, thread_of
from bot.replies import send

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk

    Context = CallbackContext[Any, Any, Any, Any]


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer commands."""
    for name, handler in (("start", _start), ("help", _help), ("ask", _ask)):
        application.add_handler(CommandHandler(name, partial(handler, desk)))


async def _start(desk: Desk, update: Update, context: Context) -> None:
    texts = desk.texts(update)
    writer = Writer()
    writer.add(texts.hello)
    await _say(update, context, writer.finish())


async def _help(desk: Desk, update: Update, context: Context) -> None:
    await _say(update, context, Rendered(desk.texts(update).help))


async def _ask(desk: Desk, update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    words = (message.text or message.caption or "").split(maxsplit=1)
    if len(words) > 1:
        await answer_question(desk, update, Asking(words[1].strip(), message))
    else:
        await _say(update, context, Rendered(desk.texts(update).ask_how))


async def _say(update: Update, context: Context, rendered: Rendered) -> None:
    message = update.effective_message
    if message is not None:
        await send(context.bot, message.chat_id, rendered, thread=thread_of(message))
