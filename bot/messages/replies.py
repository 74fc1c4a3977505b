"""Messages on their way out, and the refusals of Telegram that are no errors of ours."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from telegram import LinkPreviewOptions, Message, ReplyParameters
from telegram.error import BadRequest, EndPointNotFound

from bot.messages.markup import Rendered, shorten
from bot.messages.rich import build_rich

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Bot, CallbackQuery, InlineKeyboardMarkup, InlineQueryResultArticle

# Units of UTF-16 in what answers a tap.
_LONGEST_ALERT = 200
# The server does not know the form of a message (:mod:`bot.wire.dialect`), or does not take this one: another is sent.
_REFUSALS = (EndPointNotFound, BadRequest)
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


@dataclass(frozen=True, slots=True)
class Offer:
    """What is offered to be sent in any chat, and the same in its rich form, where that shows more."""

    plain: InlineQueryResultArticle
    rich: InlineQueryResultArticle | None = None


def plain(text: str) -> View:
    """Return a message of our own words."""
    return View(Rendered(text))


async def send(
    bot: Bot,
    chat: int,
    view: View,
    *,
    thread: int | None = None,
    reply_to: ReplyParameters | None = None,
    reader: int | None = None,
) -> Message:
    """Send a message: in its rich form where the server takes that, else as text.

    Args:
        bot: sends it.
        chat: where it is sent.
        view: what it shows.
        thread: the topic of the chat.
        reply_to: what it answers.
        reader: the only user of a group who shall see it; where the server knows no such messages, everybody does.
    """
    if reader is not None:
        # Any other refusal is no leave to show to a whole group what one of them alone shall see.
        with suppress(EndPointNotFound):
            return await _send(bot, chat, view, thread, reply_to, {"receiver_user_id": reader})
    return await _send(bot, chat, view, thread, reply_to)


async def _send(
    bot: Bot,
    chat: int,
    view: View,
    thread: int | None,
    reply_to: ReplyParameters | None,
    privately: dict[str, int] | None = None,
) -> Message:
    more = {"ephemeral_message_parameters": privately} if privately else {}
    rich = build_rich(view.rendered)

    def sending_rich(reference: ReplyParameters | None) -> Coroutine[Any, Any, Message]:
        given = {
            "chat_id": chat,
            "rich_message": rich,
            "message_thread_id": thread,
            "reply_markup": view.keyboard,
            "reply_parameters": reference,
            **more,
        }
        return bot.do_api_request("sendRichMessage", given, return_type=Message)

    def sending(reference: ReplyParameters | None) -> Coroutine[Any, Any, Message]:
        return bot.send_message(
            chat,
            view.rendered.text,
            entities=view.rendered.entities,
            message_thread_id=thread,
            reply_markup=view.keyboard,
            reply_parameters=reference,
            link_preview_options=view.preview,
            api_kwargs=more,
        )

    if rich is not None:
        with suppress(*_REFUSALS):
            return await _quoting(sending_rich, reply_to)
    return await _quoting(sending, reply_to)


async def _quoting(
    sending: Callable[[ReplyParameters | None], Coroutine[Any, Any, Message]],
    reply_to: ReplyParameters | None,
) -> Message:
    try:
        return await sending(reply_to)
    except BadRequest as error:
        # The question was edited meanwhile, and its words as they were cannot be quoted any more.
        if reply_to is None or reply_to.quote is None or "quote" not in error.message.lower():
            raise
    return await sending(ReplyParameters(reply_to.message_id, allow_sending_without_reply=True))


async def reply(message: Message, view: View) -> Message:
    """Send a message where another one stands, in its topic; to whoever alone sees that one."""
    return await send(
        message.get_bot(), message.chat_id, view, thread=thread_of(message), reader=reader_of(message)
    )


async def edit(bot: Bot, chat: int, number: int, view: View, reader: int | None = None) -> bool:
    """Change a message in place; False where it is gone.

    Args:
        bot: changes it.
        chat: where it stands.
        number: its number, as :func:`number_of` has it.
        view: what it shall show.
        reader: who alone sees it.
    """
    if number < 0:
        return reader is not None and await _edit_private(bot, chat, -number, view, reader)
    rich = build_rich(view.rendered)
    if rich is not None:
        text: Any = None
        with suppress(*_REFUSALS):
            return await _attempt(
                bot.edit_message_text(
                    text, chat, number, reply_markup=view.keyboard, api_kwargs={"rich_message": rich}
                )
            )
    return await _attempt(
        bot.edit_message_text(
            view.rendered.text,
            chat,
            number,
            entities=view.rendered.entities,
            reply_markup=view.keyboard,
            link_preview_options=view.preview,
        )
    )


async def _edit_private(bot: Bot, chat: int, number: int, view: View, reader: int) -> bool:
    """Change a message that one user sees; False where it is gone, which it is after a while."""
    place = {
        "chat_id": chat,
        "receiver_user_id": reader,
        "ephemeral_message_id": number,
        "reply_markup": view.keyboard,
    }
    text = {
        "text": view.rendered.text,
        "entities": view.rendered.entities,
        "link_preview_options": view.preview,
    }
    rich = build_rich(view.rendered)
    for form in ({"rich_message": rich}, text) if rich else (text,):
        with suppress(*_REFUSALS):
            return await _attempt(bot.do_api_request("editEphemeralMessageText", {**place, **form}))
    return False


async def change(message: Message, view: View) -> bool:
    """Change a message that is at hand; False where it is gone."""
    return await edit(message.get_bot(), message.chat_id, number_of(message), view, reader_of(message))


async def edit_keyboard(message: Message, keyboard: InlineKeyboardMarkup | None) -> bool:
    """Change a message's buttons; False where it is gone."""
    number = number_of(message)
    if number > 0:
        return await _attempt(message.edit_reply_markup(keyboard))
    given = {
        "chat_id": message.chat_id,
        "receiver_user_id": reader_of(message),
        "ephemeral_message_id": -number,
        "reply_markup": keyboard,
    }
    with suppress(*_REFUSALS):
        return await _attempt(message.get_bot().do_api_request("editEphemeralMessageReplyMarkup", given))
    return False


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


def number_of(message: Message) -> int:
    """Return the number of a message; one that a single user of a group sees is counted apart, below zero."""
    return message.message_id or -int(message.api_kwargs.get("ephemeral_message_id") or 0)


def reader_of(message: Message) -> int | None:
    """Return who alone sees a message beside the bot; None where everybody in the chat does."""
    if message.message_id or message.from_user is None:
        return None
    if not message.from_user.is_bot:
        return message.from_user.id
    receiver = message.api_kwargs.get("receiver_user")
    return receiver.get("id") if isinstance(receiver, dict) else None


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
