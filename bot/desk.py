"""What every handler works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram.constants import ChatType

from bot.messages.languages import TEXTS, language_of
from bot.messages.views import Views
from bot.settings import settings_of_archive

if TYPE_CHECKING:
    from telegram import Update

    from bot.access import Gate
    from bot.library import Library
    from bot.messages.texts import Texts
    from bot.metrics import Metrics
    from bot.quota import Quota
    from bot.settings import BotSettings
    from bot.state import State
    from retrieval import Language, Settings


@dataclass(frozen=True, slots=True)
class Desk:
    """Settings, state, archive, gate, quota and metrics."""

    settings: BotSettings
    state: State
    library: Library
    gate: Gate
    quota: Quota
    metrics: Metrics

    @property
    def archive_settings(self) -> Settings:
        """What is set of the archive; nothing of Telegram is in it."""
        return settings_of_archive(self.settings)

    def waiting(self) -> int:
        """Return how many questions wait for an answer."""
        return self.library.waiting

    def language(self, update: Update) -> Language:
        """Return the language to speak: the chat's choice, then the user's client, then the setting."""
        chat, user = update.effective_chat, update.effective_user
        # An inline query has no chat: what its user chose in private counts.
        id = chat.id if chat else user.id if user else None
        chosen = self.state.chat(id).language if id is not None else None
        return chosen or language_of(user.language_code if user else None, self.settings.language)

    def over_quota(self, update: Update) -> str | None:
        """Count a question, or return what to say to a user who has asked too many."""
        user = update.effective_user
        if user is None or user.id in self.gate.admins:
            return None
        wait = self.quota.take(user.id)
        return self.texts(update).quota.format(minutes=int(wait // 60) + 1) if wait else None

    def views(self, update: Update) -> Views:
        """Return what builds messages for the chat of an update."""
        chat = update.effective_chat
        private = chat is None or chat.type == ChatType.PRIVATE
        return Views(self.texts(update), update.get_bot().username, private=private)

    def texts(self, update: Update) -> Texts:
        """Return the sentences in that language."""
        return TEXTS[self.language(update)]
