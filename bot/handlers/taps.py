"""A tap on a button: what it means, and what is said where that is gone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import Message
from telegram.ext import CallbackQueryHandler

from bot.handlers.citations import document_of, restore
from bot.messages.replies import acknowledge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import CallbackQuery, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.records import Asked, Citation
    from retrieval import Document, Quote


class TooOld(Exception):  # noqa: N818 - what it says, not a fault
    """What a button meant is gone."""


class TooEarly(Exception):  # noqa: N818 - likewise
    """The archive that a button leads into is still being opened."""


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on a button under a message that can still be seen."""

    desk: Desk
    update: Update
    query: CallbackQuery
    message: Message
    meaning: re.Match[str]

    @property
    def number(self) -> int:
        """The last part of the button's meaning."""
        return int(self.meaning[2])

    async def done(self, text: str | None = None) -> None:
        """Tell Telegram that the tap has arrived."""
        await acknowledge(self.query, text)

    def need_archive(self) -> None:
        """Let the user tap again later rather than wait before a clock for minutes."""
        if not self.desk.library.is_open:
            raise TooEarly

    def asked(self, id: str) -> Asked:
        """Return the answer that a button belongs to: only in the chat where it was given."""
        asked = self.desk.state.answer(id)
        if asked is None or asked.chat != self.message.chat_id:
            raise TooOld
        return asked

    async def quotes(self, citations: Sequence[str]) -> list[Quote]:
        """Return what the citations of an answer mean."""
        self.need_archive()
        quotes = await restore(self.desk, citations)
        if not quotes:
            raise TooOld
        return quotes

    async def article(self) -> tuple[Document, Citation]:
        """Return the article that a button leads to."""
        self.need_archive()
        citation = self.desk.state.citation(self.meaning[1])
        document = await document_of(self.desk, citation) if citation else None
        if citation is None or document is None:
            raise TooOld
        return document, citation


def on_tap(
    application: Application[Any, Any, Any, Any, Any, Any],
    desk: Desk,
    pattern: str,
    handler: Callable[[Tap], Awaitable[None]],
) -> None:
    """Call a handler for each tap whose meaning matches."""
    application.add_handler(CallbackQueryHandler(partial(_tapped, desk, handler), pattern))


async def _tapped(
    desk: Desk,
    handler: Callable[[Tap], Awaitable[None]],
    update: Update,
    context: CallbackContext[Any, Any, Any, Any],
) -> None:
    query = update.callback_query
    if query is None:
        return
    refusal = desk.texts(update).too_old
    meaning = context.matches[0] if context.matches else None
    # The library hands a tap without a meaning to whoever comes first. A message that is too old to be seen
    # comes without its contents.
    if isinstance(meaning, re.Match) and isinstance(query.message, Message):
        try:
            await handler(Tap(desk, update, query, query.message, meaning))
        except TooOld:
            pass
        except TooEarly:
            refusal = desk.texts(update).too_early
        else:
            return
    await acknowledge(query, refusal, alert=True)
