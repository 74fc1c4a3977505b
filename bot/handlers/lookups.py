"""Commands that look into the archive without a question: /latest, /source, /stats."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, filters

from bot.handlers.citations import latest_documents, lead_to_pages, opening_of, restore
from bot.handlers.waiting import announce
from bot.library import count_holdings
from bot.messages.replies import number_of, plain, reply, thread_of

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk

    Context = CallbackContext[Any, Any, Any, Any]

_LATEST = 10


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer the commands."""
    for name, handler in (("latest", _latest), ("source", _source), ("stats", _stats)):
        application.add_handler(CommandHandler(name, partial(handler, desk), filters.UpdateType.MESSAGE))


async def _latest(desk: Desk, update: Update, _context: Context) -> None:
    if update.effective_message is None:
        return
    await announce(desk, update)
    documents = await desk.library.call(latest_documents, _LATEST)
    quotes = [opening_of(document) for document in documents]
    citations = [desk.state.cite(quote) for quote in quotes]
    views = await lead_to_pages(desk, desk.views(update), quotes, citations)
    await reply(update.effective_message, views.latest(documents, citations))


async def _source(desk: Desk, update: Update, context: Context) -> None:
    """Show the paragraph of the last answer, or of the one replied to; a number means a further quote."""
    message, user, texts = update.effective_message, update.effective_user, desk.texts(update)
    if message is None or user is None:
        return
    replied = message.reply_to_message
    asked = desk.state.answer_in(message.chat_id, number_of(replied)) if replied else None
    asked = asked or desk.state.last_answer(message.chat_id, user.id, thread_of(message))
    text = context.args[0] if context.args else "1"
    number = int(text) - 1 if text.isascii() and text.isdigit() and len(text) < 4 else -1
    if asked is None:
        await reply(message, plain(texts.nothing_asked))
        return
    if not 0 <= number < len(asked.citations):
        await reply(message, plain(texts.no_such_number.format(count=len(asked.citations))))
        return
    citation = asked.citations[number]
    await announce(desk, update)
    quotes = await restore(desk, [citation])
    if not quotes:
        await reply(message, plain(texts.not_here))
        return
    views = await lead_to_pages(desk, desk.views(update), quotes, [citation])
    await reply(message, views.paragraph(asked.id, quotes[0], citation, number))


async def _stats(desk: Desk, update: Update, _context: Context) -> None:
    if update.effective_message is None:
        return
    await announce(desk, update)
    held = await desk.library.call(count_holdings)
    text = desk.texts(update).stats.format(documents=held.documents, passages=held.passages)
    await reply(update.effective_message, plain(text))
