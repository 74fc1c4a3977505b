"""Questions: asked, answered, edited."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.constants import ChatAction
from telegram.error import TelegramError
from telegram.ext import MessageHandler, filters

from bot.asking import Asking, asking_of
from bot.replies import edit, plain, send, thread_of
from retrieval import Found

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from telegram import Bot, Message, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from retrieval import Answer

# An answer that is there at once needs no "typing…"; one that is not shows it until it is.
_TYPING_AFTER, _TYPING_EVERY = 0.2, 4.5


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer messages and edited messages."""
    words = (filters.TEXT | filters.CAPTION) & ~filters.COMMAND
    application.add_handler(
        MessageHandler(
            words & (filters.UpdateType.MESSAGE | filters.UpdateType.EDITED_MESSAGE), partial(_read, desk)
        )
    )


async def _read(desk: Desk, update: Update, context: CallbackContext[Any, Any, Any, Any]) -> None:
    message = update.effective_message
    asking = asking_of(message, context.bot) if message else None
    if asking is not None:
        await answer_question(desk, update, asking)


async def answer_question(desk: Desk, update: Update, asking: Asking) -> None:
    """Answer a question; where it was answered before, change that answer in place."""
    bot, message, texts = update.get_bot(), asking.message, desk.texts(update)
    if not asking.question:
        await send(
            bot, message.chat_id, plain(texts.not_text), reply_to=asking.reply, thread=thread_of(message)
        )
        return
    earlier = desk.state.answer_to(message.chat_id, message.message_id)
    if earlier is not None and update.edited_message is None:
        # Its edited form came first, and is answered.
        return
    shown = earlier.answer_message if earlier else None
    if shown is None and not desk.library.is_open:
        sent = await send(
            bot, message.chat_id, plain(texts.building), reply_to=asking.reply, thread=thread_of(message)
        )
        shown = sent.message_id
    async with typing(bot, message):
        answer = await desk.library.ask(asking.question, desk.state.chat(message.chat_id).filter)
    await _deliver(desk, update, asking, answer, shown)


async def _deliver(desk: Desk, update: Update, asking: Asking, answer: Answer, shown: int | None) -> None:
    message, user, views = asking.message, update.effective_user, desk.views(update)
    quotes = answer.quotes if isinstance(answer, Found) else answer.nearest
    citations = [desk.state.cite(quote) for quote in quotes]
    id = desk.state.remember(
        chat=message.chat_id,
        user=user.id if user else 0,
        thread=thread_of(message),
        question_message=message.message_id,
        question=asking.question,
        citations=citations,
        found=isinstance(answer, Found),
    )
    if isinstance(answer, Found):
        view = views.answer(id, quotes, citations)
    else:
        view = views.not_found(id, answer, citations, desk.language(update))
    if shown is None or not await edit(update.get_bot(), message.chat_id, shown, view):
        sent = await send(
            update.get_bot(), message.chat_id, view, reply_to=asking.reply, thread=thread_of(message)
        )
        shown = sent.message_id
    desk.state.answered_by(id, shown)


@asynccontextmanager
async def typing(bot: Bot, message: Message) -> AsyncIterator[None]:
    """Show that the bot is at work, until it is done."""

    async def show() -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            with suppress(TelegramError):
                await bot.send_chat_action(
                    message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message)
                )
            await asyncio.sleep(_TYPING_EVERY)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()
