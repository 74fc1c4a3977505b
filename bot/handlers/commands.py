"""Commands that everybody has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.handlers.asking import Asking
from bot.handlers.citations import article_view, document_of
from bot.handlers.questions import answer_example, answer_question
from bot.handlers.taps import Tap, TooOld, on_tap
from bot.handlers.waiting import announce
from bot.messages.markup import Writer, shorten
from bot.messages.replies import View, acknowledge, plain, reply, thread_of

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
        ("privacy", _privacy),
        ("forget", _forget),
    ):
        # A question may be edited, and with it its answer; another command that is edited was followed.
        kinds = filters.UpdateType.MESSAGES if name == "ask" else filters.UpdateType.MESSAGE
        application.add_handler(CommandHandler(name, partial(handler, desk), kinds))
    on_tap(application, desk, r"^q:([0-2])$", _ask_example)


def register_rest(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer every other command with help; registered last. In a group it is another bot's."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(filters.COMMAND & private, partial(_unknown, desk)))


async def _start(desk: Desk, update: Update, context: Context) -> None:
    # `inline` is where the button of the inline mode leads: to the greeting.
    if context.args and context.args[0] != "inline":
        await _open(desk, update, context.args[0])
        return
    await _say(
        update, desk.views(update).hello(await desk.library.examples() if desk.library.is_open else [])
    )


async def _open(desk: Desk, update: Update, id: str) -> None:
    """Open the article that a deep link leads to, at its sentence."""
    await announce(desk, update)
    citation = desk.state.citation(id)
    document = await document_of(desk, citation) if citation else None
    if citation is None or document is None:
        await _say(update, plain(desk.texts(update).not_here))
    else:
        await _say(update, await article_view(desk, update, document, citation))


async def _help(desk: Desk, update: Update, _context: Context) -> None:
    await _say(update, plain(desk.texts(update).help))


async def _ask(desk: Desk, update: Update, _context: Context) -> None:
    message = update.effective_message
    words = ((message.text if message else None) or "").split(maxsplit=1)
    if message is not None and len(words) > 1:
        await answer_question(desk, update, Asking(words[1].strip(), message))
    else:
        await _say(update, plain(desk.texts(update).ask_how))


async def _unknown(desk: Desk, update: Update, _context: Context) -> None:
    await _say(update, plain(desk.texts(update).help))


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
        for reading in turn.readings:
            writer.add("\n    ")
            writer.quote(shorten(reading, 120), (), "italic")
        writer.add("\n")
    await _say(update, View(writer.finish()) if turns else plain(desk.texts(update).nothing_asked))


async def _ask_example(tap: Tap) -> None:
    if refusal := tap.desk.over_quota(tap.update):
        await acknowledge(tap.query, refusal, alert=True)
        return
    examples = await tap.desk.library.examples()
    number = int(tap.meaning[1])
    if number >= len(examples):
        raise TooOld
    await tap.done()
    await answer_example(tap.desk, tap.update, examples[number])


async def _privacy(desk: Desk, update: Update, _context: Context) -> None:
    await _say(update, plain(desk.texts(update).privacy))


async def _forget(desk: Desk, update: Update, _context: Context) -> None:
    user = update.effective_user
    if user is not None:
        texts = desk.texts(update)
        await _say(update, plain(texts.forgotten.format(count=desk.state.forget(user.id))))


async def _say(update: Update, view: View) -> None:
    if update.effective_message is not None:
        await reply(update.effective_message, view)
