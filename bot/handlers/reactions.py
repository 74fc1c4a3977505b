"""👍 and 👎 on an answer: reactions, or taps where Telegram does not tell the bot of reactions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from telegram import ReactionTypeEmoji
from telegram.ext import MessageReactionHandler

from bot.handlers.taps import Tap, on_tap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from telegram import ReactionType, Update
    from telegram.ext import Application, CallbackContext

    from bot.desk import Desk

_VOTES = {"👍": 1, "👎": -1}


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Take votes."""
    application.add_handler(
        MessageReactionHandler(
            partial(_react, desk),
            message_reaction_types=MessageReactionHandler.MESSAGE_REACTION_UPDATED,
        )
    )
    on_tap(application, desk, r"^([ud]):([\w-]{1,24})$", _vote)


async def _react(desk: Desk, update: Update, _context: CallbackContext[Any, Any, Any, Any]) -> None:
    reaction = update.message_reaction
    # Who reacts in the name of a group has no opinion that could be told from another's.
    if reaction is None or reaction.user is None:
        return
    asked = desk.state.answer_in(reaction.chat.id, reaction.message_id)
    before, now = vote_in(reaction.old_reaction), vote_in(reaction.new_reaction)
    if asked is not None and before != now:
        desk.state.vote(asked.id, reaction.user.id, now)


def vote_in(reactions: Iterable[ReactionType]) -> int:
    """Return what reactions say of an answer: 1, -1, or 0 where they say neither or both."""
    return sum({_VOTES.get(one.emoji, 0) for one in reactions if isinstance(one, ReactionTypeEmoji)})


async def _vote(tap: Tap) -> None:
    asked, vote = tap.asked(tap.meaning[2]), 1 if tap.meaning[1] == "u" else -1
    await tap.done(tap.desk.texts(tap.update).thanks)
    tap.desk.state.vote(asked.id, tap.query.from_user.id, vote)
