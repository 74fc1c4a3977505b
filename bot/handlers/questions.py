"""Questions: asked, answered, edited."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatType
from telegram.ext import MessageHandler, filters

from bot.handlers.asking import Asking, asking_of
from bot.handlers.citations import lead_to_pages
from bot.handlers.courses import timeline_view
from bot.handlers.waiting import told_after, typing
from bot.messages.filters import FilterError, parse_filter
from bot.messages.replies import edit, number_of, plain, reply, send, thread_of
from bot.patience import persist
from bot.records import Asked, part_of_message
from retrieval import (
    Found,
    asks_for_course,
    converse,
    explain_not_found,
    find_small_talk,
    say_back,
    split_questions,
)

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.replies import View
    from retrieval import Answerer, Filter, Reply, Turn

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
    message, texts = asking.message, desk.texts(update)
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
    if view := await _view_without_answer(desk, update, question):
        await _say(desk, update, asking, view)
        return
    questions = split_questions(question)
    parts = range(1, len(questions) + 1) if len(questions) > 1 else [0]
    if update.edited_message is None and _answered_otherwise(desk, message, parts[0]):
        return
    before: str | None = None
    for part, one in zip(parts, questions, strict=True):
        before = await _answer_part(desk, update, Asking(one, message), part, filter, before)
        if before is None:
            return
    await _strike_out(desk, update, message, len(questions))


async def _answer_part(
    desk: Desk, update: Update, asking: Asking, part: int, filter: Filter, before: str | None
) -> str | None:
    """Answer one question of a message (the only one is part 0), and return its answer's id; None over the quota."""
    message, user = asking.message, update.effective_user
    number = part_of_message(number_of(message), part)
    earlier = desk.state.answer_to(message.chat_id, number)
    if earlier is not None and earlier.answer_message is not None and update.edited_message is None:
        # The edited form of the question came first, and is answered. (An answer without a message could not be sent
        # before the bot was stopped: it is given now.)
        return earlier.id
    if refusal := desk.over_quota(update):
        desk.metrics.questions.labels("refused", door_of(update)).inc()
        await reply(message, plain(refusal))
        return None
    shown = (earlier.answer_message if earlier else None) or _take_over(desk, message, part)
    if shown is None and not desk.library.is_open:
        shown = number_of(await _send(desk, update, asking, plain(desk.texts(update).building)))
    asked = Asked(
        message.chat_id,
        user.id if user else 0,
        thread_of(message),
        number,
        asking.question,
        citations=(),
        found=False,
        filter=filter,
        parent=earlier.parent if earlier else before or _went_on_from(desk, update, message),
        answer_message=shown,
    )
    async with typing(desk, message):

        async def tell() -> None:
            nonlocal shown
            shown = number_of(await _send(desk, update, asking, plain(desk.texts(update).wait)))

        view = await told_after(answer_view(desk, update, asked), tell if shown is None else None)
    if shown is None or not await edit(update.get_bot(), message.chat_id, shown, view, asked.user):
        shown = number_of(await _send(desk, update, asking, view))
    await _answered_by(desk, asked, shown)
    kept = desk.state.answer_to(message.chat_id, number)
    return kept.id if kept else None


def _take_over(desk: Desk, message: Message, part: int) -> int | None:
    """Return the message that answered before an edit made several questions of one, or one of several."""
    other = _answered_otherwise(desk, message, part) if part < 2 else None
    if other is None:
        return None
    desk.state.release(other.id)
    return other.answer_message


def _answered_otherwise(desk: Desk, message: Message, part: int) -> Asked | None:
    """Return the answer to a message as one question where it is several now, or to the first of several."""
    other = desk.state.answer_to(message.chat_id, part_of_message(message.message_id, 1 - part))
    return other if other and other.answer_message is not None else None


async def _strike_out(desk: Desk, update: Update, message: Message, count: int) -> None:
    """Take back the answers to questions that an edit has taken out of a message."""
    part = count + 1
    while kept := desk.state.answer_to(message.chat_id, part_of_message(number_of(message), part)):
        if kept.answer_message is not None:
            await edit(update.get_bot(), message.chat_id, kept.answer_message, plain("✕"), kept.user)
            await persist(partial(desk.state.release, kept.id))
        part += 1


async def _view_without_answer(desk: Desk, update: Update, question: str) -> View | None:
    """Return what is said where no sentence is asked for: to small talk, and to a question for a course of events."""
    if kind := find_small_talk(question):
        return plain(say_back(kind, desk.texts(update).code))
    return await timeline_view(desk, update, question, 0) if asks_for_course(question) else None


async def _say(desk: Desk, update: Update, asking: Asking, view: View) -> None:
    """Answer small talk and the like, which is not remembered: what follows goes on from the question before it."""
    message = asking.message
    earlier = desk.state.answer_to(message.chat_id, number_of(message))
    shown = earlier.answer_message if earlier else None
    reader = earlier.user if earlier else None
    if shown is None or not await edit(update.get_bot(), message.chat_id, shown, view, reader):
        await _send(desk, update, asking, view)


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
    await _answered_by(desk, asked, sent.message_id)


async def _answered_by(desk: Desk, asked: Asked, message: int) -> None:
    """Keep which message answers: it is sent, and must not be sent again because that could not be written down."""

    def keep() -> None:
        kept = desk.state.answer_to(asked.chat, asked.question_message)
        if kept is not None:
            desk.state.answered_by(kept.id, message)

    await persist(keep)


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

    with desk.metrics.stage("find"):
        answered = await desk.library.call(_find, asked.question, turns, alone, other, options)
    answer = answered.answer
    desk.metrics.questions.labels(answer.outcome, door_of(update)).inc()
    quotes = answer.shown
    citations = await persist(lambda: tuple(desk.state.cite(quote) for quote in quotes))
    asked = replace(asked, citations=citations, found=isinstance(answer, Found), turn=answered.turn)
    asked = replace(asked, id=await persist(partial(desk.state.remember, asked)))
    understood = answered.understood
    ways = 1 + len(understood.others)
    views = await lead_to_pages(desk, desk.views(update), quotes, citations)
    way_out = (
        views.keyboards.reading(asked, understood.next().question, (other + 1) % ways) if ways > 1 else None
    )
    if isinstance(answer, Found):
        return views.answer(asked, quotes, other=way_out)
    language = desk.language(update)
    why = explain_not_found(answer, language)
    if answer.outcome == "nearest":
        return views.answer(asked, quotes, why=why, other=way_out)
    return views.not_found(asked, quotes, language, why, other=way_out)


def door_of(update: Update) -> str:
    """Return where a question was asked: private, group or button."""
    if update.callback_query is not None:
        return "button"
    chat = update.effective_chat
    return "private" if chat is not None and chat.type == ChatType.PRIVATE else "group"


def _find(
    answerer: Answerer, question: str, turns: list[Turn], alone: bool, other: int, options: dict[str, Any]
) -> Reply:
    """Answer a question in its conversation, read in another way where that is wanted."""
    answered = converse(answerer, question, turns, alone=alone, **options)
    reading = answered.understood
    for _ in range(other):
        reading = reading.next()
    if reading is answered.understood:
        return answered
    return converse(answerer, question, turns, reading=reading, **options)


def _went_on_from(desk: Desk, update: Update, message: Message) -> str | None:
    """Return the answer that a question goes on from: the one that it replies to, else the user's last."""
    replied, user = message.reply_to_message, update.effective_user
    if replied is not None:
        answered = desk.state.answer_in(message.chat_id, number_of(replied))
        if answered is not None:
            return answered.id
    last = desk.state.last_answer(message.chat_id, user.id if user else 0, thread_of(message))
    return last.id if last else None


async def _send(desk: Desk, update: Update, asking: Asking, view: View) -> Message:
    message, user = asking.message, update.effective_user
    shared = message.chat.type == ChatType.PRIVATE or desk.settings.group_answers == "all"
    reader = None if shared or user is None else user.id
    thread, bot = thread_of(message), update.get_bot()
    return await send(bot, message.chat_id, view, reply_to=asking.reply, thread=thread, reader=reader)
