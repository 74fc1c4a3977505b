"""Messages on their way out, and what Telegram says about them that is no error of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from telegram import LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest

if TYPE_CHECKING:
    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup

    from bot.markup import Rendered

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


def preview_of(address: str | None) -> LinkPreviewOptions:
    """Return how a message previews links: only the source's own, small."""
    return LinkPreviewOptions(url=address, prefer_small_media=True) if address else _NO_PREVIEW


async def send(
    bot: Bot,
    chat: int,
    rendered: Rendered,
    *,
    thread: int | None = None,
    keyboard: InlineKeyboardMarkup | None = None,
    reply_to: ReplyParameters | None = None,
    preview: LinkPreviewOptions = _NO_PREVIEW,
) -> Message:
    """Send a message."""
    return await bot.send_message(
        chat,
        rendered.text,
        entities=rendered.entities,
        message_thread_id=thread,
        reply_markup=keyboard,
        reply_parameters=reply_to,
        link_preview_options=preview,
    )


async def edit(
    bot: Bot,
    chat: int,
    message: int,
    rendered: Rendered,
    *,
    keyboard: InlineKeyboardMarkup | None = None,
    preview: LinkPreviewOptions = _NO_PREVIEW,
) -> bool:
    """Change a message in place; False where it is gone."""
    try:
        await bot.edit_message_text(
            rendered.text,
            chat,
            message,
            entities=rendered.entities,
            reply_markup=keyboard,
            link_preview_options=preview,
        )
    except BadRequest as error:
        reason = error.message.lower()
        if "message is not modified" in reason:
            return True
        if any(gone in reason for gone in _GONE):
            return False
        raise
    return True


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell Telegram that a tap has arrived. It is done first: a client that waits shows a clock."""
    try:
        await query.answer(text, show_alert=alert)
    except BadRequest as error:
        # A tap that came while the bot was away: its clock is long gone, what it asks for is still done.
        reason = error.message.lower()
        if "query is too old" not in reason and "query id is invalid" not in reason:
            raise
