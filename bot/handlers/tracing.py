"""/timeline and /who: what happened day by day, and what reports say of somebody; pages by button.

A page says in its first line what it is about: its buttons need no memory, and work after any restart.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram.ext import CommandHandler, filters

from bot.handlers.courses import person_view, timeline_view
from bot.handlers.taps import Tap, TooOld, on_tap
from bot.handlers.waiting import announce
from bot.messages.courses import COURSE, PERSON, subject_of
from bot.messages.markup import copyable, shorten
from bot.messages.replies import acknowledge, change, plain, reply
from bot.messages.rich import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from telegram import Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk
    from bot.messages.replies import View

    Show = Callable[[Desk, Update, str, int], Coroutine[Any, Any, "View | None"]]

_LONGEST = 120
_ID = r"([\w-]{1,24})"


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Answer the commands, and turn their pages."""
    for name, show in (("timeline", timeline_view), ("who", person_view)):
        handler = partial(_command, desk, show, f"{name}_how")
        application.add_handler(CommandHandler(name, handler, filters.UpdateType.MESSAGE))
    on_tap(application, desk, r"^(t):(\d{1,3})$", partial(_turn, timeline_view))
    on_tap(application, desk, r"^(h):(\d{1,3})$", partial(_turn, person_view))
    on_tap(application, desk, rf"^i:{_ID}$", _course_of_answer)


async def _command(
    desk: Desk, show: Show, how: str, update: Update, _context: CallbackContext[Any, Any, Any, Any]
) -> None:
    message = update.effective_message
    if message is None:
        return
    words = (message.text or "").split(maxsplit=1)
    about = _subject(words[1]) if len(words) > 1 else None
    if about is None:
        await reply(message, plain(getattr(desk.texts(update), how)))
    elif refusal := desk.over_quota(update):
        await reply(message, plain(refusal))
    else:
        await announce(desk, update)
        view = await show(desk, update, about, 0)
        await reply(message, view or plain(desk.texts(update).nothing_found))


def _subject(words: str) -> str | None:
    return copyable(shorten(" ".join(words.split()), _LONGEST))


async def _turn(show: Show, tap: Tap) -> None:
    tap.need_archive()
    text = words_of(tap.message)
    about = subject_of(text, COURSE) or subject_of(text, PERSON)
    view = await show(tap.desk, tap.update, about, tap.number) if about else None
    if view is None:
        raise TooOld
    await tap.done()
    if text.startswith(PERSON) and show is timeline_view:
        await reply(tap.message, view)
    else:
        await change(tap.message, view)


async def _course_of_answer(tap: Tap) -> None:
    """Show the course of what an answer was about, as a new message."""
    tap.need_archive()
    asked = tap.asked(tap.meaning[1])
    about = _subject((asked.turn.topic if asked.turn else "") or asked.question)
    view = await timeline_view(tap.desk, tap.update, about, 0) if about else None
    if view is None:
        await acknowledge(tap.query, tap.desk.texts(tap.update).nothing_found, alert=True)
        return
    await tap.done()
    await reply(tap.message, view)
