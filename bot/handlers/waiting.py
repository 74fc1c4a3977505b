"""What users see while they wait."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.messages.replies import plain, reply, thread_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine

    from telegram import Message, Update

    from bot.desk import Desk

# An answer that comes at once needs no "typing…"; a slower one shows it until it is there.
_TYPING_AFTER, _TYPING_EVERY = 0.2, 4.5
TOLD_SECONDS = 2.0
"""After so long somebody who waits for an answer is told so."""

T = TypeVar("T")


@asynccontextmanager
async def typing(desk: Desk, message: Message) -> AsyncIterator[None]:
    """Show that the bot is at work, until it is done.

    A crowd is not told one by one: the calls would make everybody wait longer.
    """

    async def show() -> None:
        await asyncio.sleep(_TYPING_AFTER)
        while True:
            if not desk.library.is_crowded:
                with suppress(TelegramError):
                    await message.get_bot().send_chat_action(
                        message.chat_id, ChatAction.TYPING, message_thread_id=thread_of(message)
                    )
            await asyncio.sleep(_TYPING_EVERY)

    task = asyncio.create_task(show())
    try:
        yield
    finally:
        task.cancel()


async def told_after(finding: Coroutine[Any, Any, T], tell: Callable[[], Awaitable[None]] | None) -> T:
    """Wait for an answer; where it takes longer than two seconds, tell whoever waits, once."""
    task = asyncio.ensure_future(finding)
    try:
        done, _ = await asyncio.wait((task,), timeout=TOLD_SECONDS)
        if not done and tell is not None:
            await tell()
        return await task
    finally:
        task.cancel()


async def announce(desk: Desk, update: Update) -> None:
    """Say that the archive is still being opened, where it is: what was asked for follows."""
    if update.effective_message is not None and not desk.library.is_open:
        await reply(update.effective_message, plain(desk.texts(update).building))
