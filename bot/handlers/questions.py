"""Questions: asked, answered, edited."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import MessageHandler, filters

from bot.handlers.asking import Asking, asking_of
from bot.handlers.waiting import typing
from bot.messages.filters import FilterError, parse_filter
from bot.messages.replies import edit, plain, reply, send, thread_of
from bot.records import Asked
from retrieval import Found, converse, explain_not_found

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.replies import View
    from retrieval import Answerer, Reply

# Stickers, voice messages, places and the like. An album comes as many messages, of which one bears the caption.
_WORDLESS = filters.UpdateType.MESSAGE & ~(filters.TEXT | filters.CAPTION | filters.StatusUpdate.ALL)


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer messages and edited messages."""
    application.add_handler(
        MessageHandler(filters.ChatType.PRIVATE & _WORDLESS, partial(_ask_for_words, desk))
    )
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(
        MessageHandler(
            words & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE), partial(_read, desk)
        )
    )


async def _ask_for_words(desk: Desk, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    message = update.effective_message
    if message is not None and message.media_group_id is None:
        await reply(message, plain(desk.texts(update).not_text))


async def _read(desk: Desk, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    message = update.effective_message
    asking = asking_of(message, context.bot) if message else None
    if asking is not None:
        await answer_question(desk, update, asking)


async def answer_question(desk: Desk, update: Update, asking: Asking) -> None:
    """Answer a question; where it was answered before, change that answer in place."""
    message, texts, user = asking.message, desk.texts(update), update.effective_user
    earlier = desk.state.answer_to(message.chat_id, message.message_id)
    if earlier is not None and earlier.answer_message is not None and update.edited_message is None:
        # The edited form of the question came first, and is answered. (An answer without a message could not be sent
        # before the bot was stopped: it is given now.)
        return
    try:
        question, filter = parse_filter(asking.question, desk.state.chat(message.chat_id).filter)
    except FilterError:
        await reply(message, plain(texts.filter_how))
        return
    if filter != desk.state.chat(message.chat_id).filter:
        desk.state.set_filter(message.chat_id, filter)
    if asking.question.strip() and not question:
        # The message is nothing but a filter, perhaps the one that is in force.
        await reply(message, desk.views(update).filter(filter))
        return
    if not question:
        await reply(message, plain(texts.ask_how))
        return
    if refusal := desk.over_quota(update):
        await reply(message, plain(refusal))
        return
    shown = earlier.answer_message if earlier else None
    if shown is None and not desk.library.is_open:
        shown = (await _send(update, asking, plain(texts.building))).message_id
    asked = Asked(
        message.chat_id,
        user.id if user else 0,
        thread_of(message),
        message.message_id,
        question,
        citations=(),
        found=False,
        filter=filter,
        parent=earlier.parent if earlier else _went_on_from(desk, update, message),
        answer_message=shown,
    )
    async with typing(desk, message):
        view = await answer_view(desk, update, asked)
    if shown is None or not await edit(update.get_bot(), message.chat_id, shown, view):
        shown = (await _send(update, asking, view)).message_id
    _answered_by(desk, asked, shown)


async def answer_example(desk: Desk, update: Update, question: str) -> None:
    """Answer a question that the bot itself suggested: it is said, and answered below."""
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    said = await reply(message, plain(f"❓ {question}"))
    asked = Asked(
        message.chat_id,
        user.id,
        thread_of(message),
        said.message_id,
        question,
        citations=(),
        found=False,
        filter=desk.state.chat(message.chat_id).filter,
    )
    sent = await reply(message, await answer_view(desk, update, asked))
    _answered_by(desk, asked, sent.message_id)


def _answered_by(desk: Desk, asked: Asked, message: int) -> None:
    kept = desk.state.answer_to(asked.chat, asked.question_message)
    if kept is not None:
        desk.state.answered_by(kept.id, message)


async def answer_view(
    desk: Desk, update: Update, asked: Asked, *, alone: bool = False, other: int = 0
) -> View:
    """Ask, remember what was answered, and return the message.

    Args:
        desk: what the bot works with.
        update: whose language is spoken.
        asked: the question, where it was asked and what it goes on from.
        alone: ask it as it was written, whatever was said before.
        other: so many ways to read it are passed over; they go round.
    """
    turns = desk.state.turns(asked.parent)
    options: dict[str, Any] = {
        "now": time.time(),
        "forget_after": desk.settings.forget_after,
        "filter": asked.filter,
    }

    def ask(answerer: Answerer) -> Reply:
        answered = converse(answerer, asked.question, turns, alone=alone, **options)
        reading = answered.understood
        for _ in range(other):
            reading = reading.next()
        if reading is answered.understood:
            return answered
        return converse(answerer, asked.question, turns, reading=reading, **options)

    answered = await desk.library.call(ask)
    answer = answered.answer
    quotes = answer.shown
    citations = tuple(desk.state.cite(quote) for quote in quotes)
    asked = replace(asked, citations=citations, found=isinstance(answer, Found), turn=answered.turn)
    asked = replace(asked, id=desk.state.remember(asked))
    understood = answered.understood
    ways = 1 + len(understood.others)
    way_out = (understood.next().question, (other + 1) % ways) if ways > 1 else None
    if isinstance(answer, Found):
        return desk.views(update).answer(asked, quotes, other=way_out)
    language = desk.language(update)
    why = explain_not_found(answer, language)
    if answer.outcome == "nearest":
        return desk.views(update).answer(asked, quotes, why=why, other=way_out)
    return desk.views(update).not_found(asked, quotes, language, why, other=way_out)


def _went_on_from(desk: Desk, update: Update, message: Message) -> str | None:
    """Return the answer that a question goes on from: the one that it replies to, else the user's last."""
    replied, user = message.reply_to_message, update.effective_user
    if replied is not None:
        answered = desk.state.answer_in(message.chat_id, replied.message_id)
        if answered is not None:
            return answered.id
    last = desk.state.last_answer(message.chat_id, user.id if user else 0, thread_of(message))
    return last.id if last else None


async def _send(update: Update, asking: Asking, view: View) -> Message:
    message = asking.message
    return await send(
        update.get_bot(), message.chat_id, view, reply_to=asking.reply, thread=thread_of(message)
    )
