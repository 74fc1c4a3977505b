"""What a chat chooses for itself: the part of the archive that is searched, and the language."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from telegram.ext import CommandHandler, MessageHandler, filters

from bot.handlers.citations import latest_documents
from bot.handlers.menus import set_menu
from bot.handlers.taps import Tap, TooOld, on_tap
from bot.messages.filters import FilterError, parse_filter
from bot.messages.languages import TEXTS
from bot.messages.replies import change, plain, reply
from retrieval import EVERYTHING

if TYPE_CHECKING:
    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from retrieval import Filter, Language

    Context = CallbackContext[Any, Any, Any, Any]

# Words that people write behind /filter to be rid of it, if they do not see the button.
_NO_MORE = frozenset({"clear", "off", "none", "清除", "取消", "无", "無", "全部"})


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer /filter and /lang, and taps on what they offer; a group that moves keeps what it chose."""
    application.add_handler(CommandHandler("filter", partial(_filter, desk), filters.UpdateType.MESSAGE))
    application.add_handler(CommandHandler("lang", partial(_lang, desk), filters.UpdateType.MESSAGE))
    on_tap(application, desk, r"^l:(zh-Hans|zh-Hant|en)$", _choose_language)
    on_tap(application, desk, r"^y:(\d{4})$", _choose_year)
    on_tap(application, desk, r"^s:(.+)$", _choose_source)
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, partial(_move, desk)))


async def _move(desk: Desk, update: Update, _context: Context) -> None:
    """Take a group's state along when it becomes a supergroup, which has another id."""
    message = update.effective_message
    # The new group says the same of itself: by then this is done.
    if message is not None and message.migrate_to_chat_id is not None:
        desk.state.migrate(message.chat_id, message.migrate_to_chat_id)


async def _filter(desk: Desk, update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    filter = desk.state.chat(message.chat_id).filter
    words = " ".join(context.args or [])
    try:
        rest, wanted = parse_filter(words, filter)
    except FilterError:
        rest, wanted = words, filter
    if rest.lower() in _NO_MORE:
        rest, wanted = "", EVERYTHING
    if rest:
        await reply(message, plain(desk.texts(update).filter_how))
        return
    desk.state.set_filter(message.chat_id, wanted)
    await reply(message, desk.views(update).filter(wanted, *await _choices(desk)))


async def _choices(desk: Desk) -> tuple[list[int], list[str]]:
    """Return the newest years and sources of the archive, to be tapped."""
    if not desk.library.is_open:
        return [], []
    newest = await desk.library.call(latest_documents, 100)
    years = dict.fromkeys(document.metadata.date.year for document in newest if document.metadata.date)
    sources = dict.fromkeys(document.metadata.source for document in newest)
    # A button's meaning holds 64 bytes.
    return list(years)[:4], [source for source in sources if 0 < len(source.encode()) <= 60][:6]


async def _choose_year(tap: Tap) -> None:
    await _choose(tap, f"{tap.meaning[1]}年")


async def _choose_source(tap: Tap) -> None:
    before = tap.desk.state.chat(tap.message.chat_id).filter
    await _keep(tap, replace(before, source=tap.meaning[1]))


async def _choose(tap: Tap, words: str) -> None:
    try:
        _, filter = parse_filter(words, tap.desk.state.chat(tap.message.chat_id).filter)
    except FilterError:
        raise TooOld from None
    await _keep(tap, filter)


async def _keep(tap: Tap, filter: Filter) -> None:
    await tap.done()
    tap.desk.state.set_filter(tap.message.chat_id, filter)
    view = tap.desk.views(tap.update).filter(filter, *await _choices(tap.desk))
    await change(tap.message, view)


async def _lang(desk: Desk, update: Update, context: Context) -> None:
    message = update.effective_message
    if message is None:
        return
    wanted = context.args[0] if context.args else ""
    if wanted in TEXTS:
        desk.state.set_language(message.chat_id, wanted)
    await reply(message, desk.views(update).languages())


async def _choose_language(tap: Tap) -> None:
    await tap.done()
    tap.desk.state.set_language(tap.message.chat_id, cast("Language", tap.meaning[1]))
    view = tap.desk.views(tap.update).languages()
    await change(tap.message, view)
    await set_menu(tap.message.get_bot(), tap.desk, tap.message.chat_id)
