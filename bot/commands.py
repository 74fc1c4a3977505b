"""Commands that everybody has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler

from bot.asking import Asking
from bot.buttons import document_of
from bot.filters import FilterError, parse_filter
from bot.markup import Writer, shorten
from bot.questions import answer_question
from bot.replies import View, plain, reply, thread_of

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk

    Context = CallbackContext[Any, Any, Any, Any]


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer commands."""
    for name, handler in (
        ("start", _start),
        ("help", _help),
        ("ask", _ask),
        ("new", _new),
        ("history", _history),
        ("filter", _filter),
    ):
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


async def _new(desk: Desk, update: Update, _context: Context) -> None:
    chat, user = update.effective_chat, update.effective_user
    if chat is not None and user is not None:
        desk.state.begin_anew(chat.id, user.id)
        await _say(update, plain(desk.texts(update).anew))


async def _history(desk: Desk, update: Update, _context: Context) -> None:
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    last = desk.state.last_answer(message.chat_id, user.id, thread_of(message))
    turns = desk.state.turns(last.id) if last else []
    writer = Writer()
    for number, turn in enumerate(turns, 1):
        writer.add(f"{number}. ")
        writer.quote(shorten(turn.asked, 120))
        if turn.question != turn.asked:
            writer.add("\n    ↪ ")
            writer.quote(shorten(turn.question, 120), (), "italic")
        writer.add("\n")
    await _say(update, View(writer.finish()) if turns else plain(desk.texts(update).nothing_asked))


async def _filter(desk: Desk, update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    filter = desk.state.chat(message.chat_id).filter
    words = " ".join(context.args or [])
    try:
        rest, wanted = parse_filter(words, filter)
    except FilterError:
        rest, wanted = words, filter
    if rest:
        await _say(update, plain(desk.texts(update).filter_how))
        return
    desk.state.set_filter(message.chat_id, wanted)
    await _say(update, desk.views(update).filter(wanted))


async def _say(update: Update, view: View) -> None:
    if update.effective_message is not None:
        await reply(update.effective_message, view)
