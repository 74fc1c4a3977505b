"""Messages on their way out, and the refusals of Telegram that are no errors of ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, ReplyParameters
from telegram.error import BadRequest

from bot.messages.markup import Rendered, shorten

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, Message

# Units of UTF-16 in what answers a tap.
_LONGEST_ALERT = 200
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


@dataclass(frozen=True, slots=True)
class View:
    """What a message shows: words, buttons, and the one address that may be previewed."""

    rendered: Rendered
    keyboard: InlineKeyboardMarkup | None = None
    address: str | None = None

    @property
    def preview(self) -> LinkPreviewOptions:
        """Return the preview of the source's own address; of no other."""
        if self.address is None:
            return LinkPreviewOptions(is_disabled=True)
        return LinkPreviewOptions(url=self.address, prefer_small_media=True)


def plain(text: str) -> View:
    """Return a message of our own words."""
    return View(Rendered(text))


async def send(
    bot: Bot, chat: int, view: View, *, thread: int | None = None, reply_to: ReplyParameters | None = None
) -> Message:
    """Send a message."""

    def sending(reference: ReplyParameters | None) -> Coroutine[Any, Any, Message]:
        return bot.send_message(
            chat,
            view.rendered.text,
            entities=view.rendered.entities,
            message_thread_id=thread,
            reply_markup=view.keyboard,
            reply_parameters=reference,
            link_preview_options=view.preview,
        )

    try:
        return await sending(reply_to)
    except BadRequest as error:
        # The question was edited meanwhile, and its words as they were cannot be quoted any more.
        if reply_to is None or reply_to.quote is None or "quote" not in error.message.lower():
            raise
    return await sending(ReplyParameters(reply_to.message_id, allow_sending_without_reply=True))


async def reply(message: Message, view: View) -> Message:
    """Send a message where another one stands, in its topic."""
    return await send(message.get_bot(), message.chat_id, view, thread=thread_of(message))


async def edit(bot: Bot, chat: int, message: int, view: View) -> bool:
    """Change a message in place; False where it is gone."""
    return await _attempt(
        bot.edit_message_text(
            view.rendered.text,
            chat,
            message,
            entities=view.rendered.entities,
            reply_markup=view.keyboard,
            link_preview_options=view.preview,
        )
    )


async def edit_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Change a message's buttons; False where it is gone."""
    return await _attempt(message.edit_reply_markup(keyboard))


async def _attempt(change: Coroutine[Any, Any, object]) -> bool:
    try:
        await change
    except BadRequest as error:
        reason = error.message.lower()
        if "message is not modified" in reason:
            return True
        if any(gone in reason for gone in _GONE):
            return False
        raise
    return True


def thread_of(message: Message) -> int | None:
    """Return the topic that a message stands in; a thread of replies is none."""
    return message.message_thread_id if message.is_topic_message else None


async def acknowledge(query: CallbackQuery, text: str | None = None, *, alert: bool = False) -> None:
    """Tell Telegram that a tap has arrived. It is done first: a client that waits shows a clock."""
    try:
        await query.answer(shorten(text, _LONGEST_ALERT) if text else None, show_alert=alert)
    except BadRequest as error:
        # The tap came while the bot was away. Its clock is long gone, but what it asks for is still done.
        if not came_late(error):
            raise


def came_late(error: BadRequest) -> bool:
    """Say whether Telegram no longer waits for an answer to a tap or an inline query."""
    reason = error.message.lower()
    return "query is too old" in reason or "query id is invalid" in reason
