"""Commands that everybody has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.asking import Asking
from bot.buttons import document_of
from bot.questions import answer_question
from bot.replies import plain, reply

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.replies import View

    Context = CallbackContext[Any, Any, Any, Any]


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer commands."""
    for name, handler in (("start", _start), ("help", _help), ("ask", _ask)):
        application.add_handler(CommandHandler(name, partial(handler, desk)))


async def _start(desk: Desk, update: Update, context: Context) -> None:
    if context.args:
        await _open(desk, update, context.args[0])
        return
    await _say(update, plain(desk.texts(update).hello))


async def _open(desk: Desk, update: Update, id: str) -> None:
    """Open the article that a deep link leads to, at its sentence."""
    citation = desk.state.citation(id)
    document = await document_of(desk, citation) if citation else None
    if citation is None or document is None:
        await _say(update, plain(desk.texts(update).not_here))
    else:
        await _say(update, desk.views(update).article(document, citation))


async def _help(desk: Desk, update: Update, _context: Context) -> None:
    await _say(update, plain(desk.texts(update).help))


async def _ask(desk: Desk, update: Update, _context: Context) -> None:
    message = update.effective_message
    words = ((message.text or message.caption or "") if message else "").split(maxsplit=1)
    if message is not None and len(words) > 1:
        await answer_question(desk, update, Asking(words[1].strip(), message))
    else:
        await _say(update, plain(desk.texts(update).ask_how))


async def _say(update: Update, view: View) -> None:
    if update.effective_message is not None:
        await reply(update.effective_message, view)
