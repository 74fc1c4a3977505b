"""/watch: a chat is told when the archive gets a report on a subject, or one that answers a question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, filters

from bot.handlers.taps import Tap, TooOld, on_tap
from bot.handlers.waiting import announce
from bot.messages.courses import COURSE, PERSON, subject_of
from bot.messages.markup import shorten
from bot.messages.news import render_watches
from bot.messages.replies import acknowledge, change, plain, reply, thread_of
from bot.messages.rich import words_of
from retrieval import find_reports

if TYPE_CHECKING:
    from telegram import Message, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.replies import View
    from bot.subscriptions import Watch

MOST = 20
"""How much a chat may wait for."""
_LONGEST = 200
_ID = r"([\w-]{1,24})"


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer /watch, the button behind ⋯, and the buttons that end a watch."""
    application.add_handler(CommandHandler("watch", partial(_watch, desk), filters.UpdateType.MESSAGE))
    on_tap(application, desk, rf"^v:(?:{_ID})?$", _watch_answer)
    on_tap(application, desk, rf"^e:{_ID}$", _end)


async def _watch(desk: Desk, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    message, user = update.effective_message, update.effective_user
    if message is None or user is None:
        return
    await announce(desk, update)
    words = (message.text or "").split(maxsplit=1)
    subject = shorten(" ".join(words[1].split()), _LONGEST) if len(words) > 1 else ""
    await reply(message, await _begin(desk, update, message, subject) if subject else _list(desk, update))


async def _begin(desk: Desk, update: Update, message: Message, subject: str) -> View:
    """Wait for a subject from now on, and return what is said of it."""
    texts, user = desk.texts(update), update.effective_user
    watches = desk.state.watches
    if len(watches.of_chat(message.chat_id)) >= MOST:
        return _list(desk, update, texts.too_many_watches.format(count=MOST))
    # What is asked for by no word can never come.
    if not await desk.library.call(_has_words, subject):
        return plain(texts.watch_how)
    watch = watches.add(
        message.chat_id, user.id if user else 0, thread_of(message), subject, desk.language(update)
    )
    count = await baseline(desk, watch)
    return _list(desk, update, texts.watching.format(count=count))


async def baseline(desk: Desk, watch: Watch) -> int:
    """Learn which reports there are by now, none of which is news; return how many."""
    reports = await desk.library.call(find_reports, watch.subject)
    signs = [sign for report in reports for sign in (*report.ids, report.said)]
    desk.state.watches.learn(watch, str(desk.settings.archive), signs)
    return len(reports)


def _has_words(answerer: Any, subject: str) -> bool:
    return bool(answerer.parse(subject).query.words)


def _list(desk: Desk, update: Update, head: str = "") -> View:
    chat = update.effective_chat
    watches = desk.state.watches.of_chat(chat.id) if chat else []
    return render_watches([(watch.id, watch.subject) for watch in watches], desk.texts(update), head)


async def _watch_answer(tap: Tap) -> None:
    """Wait for what an answer or a page was about: its subject, or the question where it has none."""
    tap.need_archive()
    text = words_of(tap.message)
    subject = subject_of(text, COURSE) or subject_of(text, PERSON)
    if tap.meaning[1]:
        asked = tap.asked(tap.meaning[1])
        subject = (asked.turn.topic or asked.turn.in_full if asked.turn else "") or asked.question
    if not subject:
        raise TooOld
    await tap.done()
    await reply(tap.message, await _begin(tap.desk, tap.update, tap.message, shorten(subject, _LONGEST)))


async def _end(tap: Tap) -> None:
    """End a watch: whoever may ask in a chat may end what it waits for."""
    watch = tap.desk.state.watches.get(tap.meaning[1])
    if watch is None or watch.chat != tap.message.chat_id:
        raise TooOld
    tap.desk.state.watches.end(watch.id)
    texts = tap.desk.texts(tap.update)
    await acknowledge(tap.query, texts.unwatched.format(subject=watch.subject))
    # In a list the subject goes; under news the words stay, and only the buttons do.
    if words_of(tap.message).startswith("🔔"):
        return
    view = _list(tap.desk, tap.update)
    await change(tap.message, view)
