"""Who may come in: one gate in front of every kind of update."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telegram import Update

    from bot.settings import BotSettings


@dataclass(frozen=True, slots=True)
class Gate:
    """The lists of those who may ask. Where both lists are empty, everybody may.

    An allowed user may ask anywhere; whoever is in an allowed chat may ask there.
    """

    users: frozenset[int]
    chats: frozenset[int]
    admins: frozenset[int]

    @classmethod
    def of(cls, settings: BotSettings) -> Gate:
        """Return the gate that the settings describe."""
        return cls(settings.allowed_users, settings.allowed_chats, settings.admins)

    @property
    def is_open(self) -> bool:
        """Whether everybody may come in."""
        return not self.users and not self.chats

    def admits(self, update: Update) -> bool:
        """Say whether an update may be worked on at all, whatever its kind."""
        user, chat = update.effective_user, update.effective_chat
        if self.is_open:
            return True
        if user is not None and (user.id in self.users or user.id in self.admins):
            return True
        # An inline query has no chat: only its user counts.
        return chat is not None and chat.id in self.chats

    def knows(self, user: int, chat: int) -> bool:
        """Say whether a chat may still be told what a user once asked for in it."""
        return self.is_open or user in self.users or user in self.admins or chat in self.chats

    def is_admin(self, update: Update) -> bool:
        """Say whether an update comes from an admin, in private: what admins see is not for a group."""
        user, chat = update.effective_user, update.effective_chat
        return user is not None and user.id in self.admins and chat is not None and chat.id == user.id
