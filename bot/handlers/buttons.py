"""What taps do. An old button works as long as the archive still says what it said."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import InputFile, Message
from telegram.ext import CallbackQueryHandler

from bot.handlers.citations import document_of, restore
from bot.handlers.questions import answer_view
from bot.messages.articles import whole_text
from bot.messages.markup import LONGEST, Writer, shorten
from bot.messages.replies import View, acknowledge, edit, edit_keyboard, reply, thread_of
from bot.messages.views import nearest_headlines
from retrieval import EVERYTHING, cite_formally

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from telegram import CallbackQuery, InlineKeyboardButton, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.records import Asked, Citation
    from retrieval import Document, Quote

_ID = r"([\w-]{1,24})"


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


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer taps; a tap that nothing knows is from an older version."""
    on_tap(application, desk, rf"^a:{_ID}:(\d{{1,3}})$", _turn)
    on_tap(application, desk, rf"^g:{_ID}:(\d{{1,3}})$", _paragraph)
    on_tap(application, desk, rf"^m:{_ID}:(\d{{1,3}})$", _menu)
    on_tap(application, desk, rf"^k:{_ID}:(\d{{1,3}})$", _back)
    on_tap(application, desk, rf"^c:{_ID}$", _citation)
    on_tap(application, desk, rf"^o:{_ID}$", _open)
    on_tap(application, desk, rf"^p:{_ID}:(\d{{1,4}})$", _page)
    on_tap(application, desk, rf"^f:{_ID}$", _file)
    on_tap(application, desk, rf"^w:{_ID}$", _as_asked)
    on_tap(application, desk, rf"^r:{_ID}:(\d{{1,2}})$", _other)
    on_tap(application, desk, rf"^x:(?:{_ID})?$", _unfilter)


def on_tap(
    application: Application[Any, Any, Any, Any, Any, Any],
    desk: Desk,
    pattern: str,
    handler: Callable[[Tap], Awaitable[None]],
) -> None:
    """Call a handler for each tap whose meaning matches."""
    application.add_handler(CallbackQueryHandler(partial(_tapped, desk, handler), pattern))


def register_rest(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Say of every other tap that its button is too old; registered last."""
    on_tap(application, desk, "", _unknown)


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


async def _turn(tap: Tap) -> None:
    asked, start = tap.asked(tap.meaning[1]), tap.number
    quotes = await tap.quotes(asked.citations)
    if start >= len(quotes):
        raise TooOld
    await tap.done()
    views = tap.desk.views(tap.update)
    if asked.found or asked.near:
        view = views.answer(asked, quotes, start, other=_other_reading(tap))
    else:
        # What was only named by its headline has a paragraph to come back from too, but that makes it no answer.
        view = views.not_found(asked, quotes, tap.desk.language(tap.update), other=_other_reading(tap))
    await _change(tap, view)


async def _paragraph(tap: Tap) -> None:
    asked, start = tap.asked(tap.meaning[1]), tap.number
    quotes = await tap.quotes(asked.citations[start : start + 1])
    await tap.done()
    await _change(
        tap, tap.desk.views(tap.update).paragraph(asked.id, quotes[0], asked.citations[start], start)
    )


async def _open(tap: Tap) -> None:
    document, citation = await tap.article()
    await tap.done()
    await reply(tap.message, tap.desk.views(tap.update).article(document, citation))


async def _page(tap: Tap) -> None:
    document, citation = await tap.article()
    await tap.done()
    await _change(tap, tap.desk.views(tap.update).article(document, citation, tap.number))


async def _file(tap: Tap) -> None:
    document, _ = await tap.article()
    await tap.done()
    # A title from the archive must not act as a path or an option: letters, digits and little else are kept.
    name = re.sub(r"[^\w.-]+", "_", document.metadata.title or document.id)[:60].strip("._") or "article"
    file = InputFile(
        whole_text(document, tap.desk.language(tap.update)).encode("utf-8", "replace"), f"{name}.txt"
    )
    await tap.message.get_bot().send_document(
        tap.message.chat_id, file, message_thread_id=thread_of(tap.message)
    )


async def _menu(tap: Tap) -> None:
    asked = tap.asked(tap.meaning[1])
    await tap.done()
    keys = tap.desk.views(tap.update).keyboards.menu(asked, tap.number, _other_reading(tap))
    await edit_keyboard(tap.message, keys)


async def _back(tap: Tap) -> None:
    """Put an answer's own buttons back; its words stand there still."""
    asked, start = tap.asked(tap.meaning[1]), tap.number
    quotes = await tap.quotes(asked.citations) if asked.citations else []
    await tap.done()
    keyboards, other = tap.desk.views(tap.update).keyboards, _other_reading(tap)
    if (asked.found or asked.near) and start < len(quotes):
        keys = keyboards.answer(asked, quotes, start, other)
    else:
        keys = keyboards.not_found(asked, list(nearest_headlines(asked, quotes)), other)
    await edit_keyboard(tap.message, keys)


def _other_reading(tap: Tap) -> InlineKeyboardButton | None:
    """Return the button that reads the question in another way: it goes along from one keyboard to the next."""
    rows = tap.message.reply_markup.inline_keyboard if tap.message.reply_markup else ()
    return next((key for row in rows for key in row if str(key.callback_data).startswith("r:")), None)


async def _citation(tap: Tap) -> None:
    document, _ = await tap.article()
    await tap.done()
    writer = Writer()
    writer.quote(shorten(cite_formally(document.metadata), LONGEST // 2), (), "code")
    await reply(tap.message, View(writer.finish()))


async def _as_asked(tap: Tap) -> None:
    await _ask_again(tap, tap.asked(tap.meaning[1]), alone=True)


async def _other(tap: Tap) -> None:
    await _ask_again(tap, tap.asked(tap.meaning[1]), other=tap.number)


async def _unfilter(tap: Tap) -> None:
    asked = tap.asked(tap.meaning[1]) if tap.meaning[1] else None
    tap.desk.state.set_filter(tap.message.chat_id, EVERYTHING)
    if asked is not None:
        await _ask_again(tap, replace(asked, filter=EVERYTHING))
        return
    await tap.done()
    await _change(tap, tap.desk.views(tap.update).filter(EVERYTHING))


async def _ask_again(tap: Tap, asked: Asked, *, alone: bool = False, other: int = 0) -> None:
    tap.need_archive()
    if refusal := tap.desk.over_quota(tap.update):
        await acknowledge(tap.query, refusal, alert=True)
        return
    await tap.done()
    await _change(tap, await answer_view(tap.desk, tap.update, asked, alone=alone, other=other))


async def _unknown(_tap: Tap) -> None:
    raise TooOld


async def _change(tap: Tap, view: View) -> None:
    await edit(tap.message.get_bot(), tap.message.chat_id, tap.message.message_id, view)
