"""What taps do. An old button works as long as the archive still says what it said."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from telegram import InputFile

from bot.handlers.citations import article_view, lead_to_pages
from bot.handlers.questions import answer_view
from bot.handlers.taps import Tap, TooOld, on_tap
from bot.messages.articles import whole_text
from bot.messages.markup import LONGEST, Writer, shorten
from bot.messages.replies import View, acknowledge, change, edit_keyboard, reply, thread_of
from bot.messages.views import nearest_headlines
from retrieval import EVERYTHING, cite_formally, explain_reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from telegram import InlineKeyboardButton
    from telegram.ext import Application

    from bot.desk import Desk
    from bot.records import Asked
    from retrieval import Language, Quote

_ID = r"([\w-]{1,24})"


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


def register_rest(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Say of every other tap that its button is too old; registered last."""
    on_tap(application, desk, "", _unknown)


async def _turn(tap: Tap) -> None:
    asked, start = tap.asked(tap.meaning[1]), tap.number
    quotes = await tap.quotes(asked.citations)
    if start >= len(quotes):
        raise TooOld
    await tap.done()
    views = await lead_to_pages(tap.desk, tap.desk.views(tap.update), quotes, asked.citations)
    language = tap.desk.language(tap.update)
    why = _why(asked, quotes, language)
    if asked.found or asked.near:
        view = views.answer(asked, quotes, start, why=why, other=_other_reading(tap))
    else:
        # What was only named by its headline has a paragraph to come back from too, but that makes it no answer.
        view = views.not_found(asked, quotes, language, why, other=_other_reading(tap))
    await _change(tap, view)


def _why(asked: Asked, quotes: Sequence[Quote], language: Language) -> str:
    """Return why the archive did not answer, as was said then; answers of earlier versions kept no reason."""
    turn = asked.turn
    if asked.found or turn is None or not turn.reason:
        return ""
    return explain_reason(
        turn.reason, language, kind=turn.kind, unknown=turn.unknown, others=turn.others, nearest=quotes
    )


async def _paragraph(tap: Tap) -> None:
    asked, start = tap.asked(tap.meaning[1]), tap.number
    quotes = await tap.quotes(asked.citations[start : start + 1])
    await tap.done()
    citation = asked.citations[start]
    views = await lead_to_pages(tap.desk, tap.desk.views(tap.update), quotes, [citation])
    await _change(tap, views.paragraph(asked.id, quotes[0], citation, start))


async def _open(tap: Tap) -> None:
    document, citation = await tap.article()
    await tap.done()
    await reply(tap.message, await article_view(tap.desk, tap.update, document, citation))


async def _page(tap: Tap) -> None:
    document, citation = await tap.article()
    await tap.done()
    await _change(tap, await article_view(tap.desk, tap.update, document, citation, tap.number))


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
    views = await lead_to_pages(tap.desk, tap.desk.views(tap.update), quotes, asked.citations)
    keyboards, other = views.keyboards, _other_reading(tap)
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
    await change(tap.message, view)
