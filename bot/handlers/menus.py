"""The lists of commands that Telegram shows, by scope and language."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from telegram import (
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot.messages.languages import TEXTS

if TYPE_CHECKING:
    from telegram import Bot

    from bot.desk import Desk
    from retrieval import Language

_LOG = logging.getLogger(__name__)

ADMIN = ("reload", "check", "feedback")
PRIVATE = (
    "ask",
    "new",
    "history",
    "latest",
    "source",
    "filter",
    "timeline",
    "who",
    "watch",
    "stats",
    "lang",
    "help",
    "privacy",
    "forget",
)
GROUP = ("ask", "new", "history", "latest", "source", "filter", "timeline", "who", "watch", "help")


async def set_menus(bot: Bot, desk: Desk) -> None:
    """Set the lists of all scopes; without them the bot works as well."""
    default = desk.settings.language
    # Telegram knows languages by two letters: both scripts are `zh`, and the setting decides between them.
    chinese: Language = default if default != "en" else "zh-Hans"
    languages: dict[str | None, Language] = {None: default, "zh": chinese, "en": "en"}
    try:
        for code, language in languages.items():
            await _set(bot, PRIVATE, language, BotCommandScopeAllPrivateChats(), code)
            await _set(bot, GROUP, language, BotCommandScopeAllGroupChats(), code)
        for admin in desk.gate.admins:
            await set_menu(bot, desk, admin)
    except TelegramError as error:
        _LOG.warning("the lists of commands were not set: %s", error.message)


async def set_menu(bot: Bot, desk: Desk, chat: int) -> None:
    """Set the list of one chat, in the language that was chosen there."""
    language = desk.state.chat(chat).language or desk.settings.language
    names = PRIVATE + ADMIN if chat in desk.gate.admins else PRIVATE if chat > 0 else GROUP
    try:
        await _set(bot, names, language, BotCommandScopeChat(chat), None)
    except TelegramError as error:
        # An admin who has not yet spoken to the bot has no chat with it.
        _LOG.info("a chat's list of commands was not set: %s", error.message)


async def _set(
    bot: Bot, names: tuple[str, ...], language: Language, scope: BotCommandScope, code: str | None
) -> None:
    menu = TEXTS[language].menu
    await bot.set_my_commands([BotCommand(name, menu[name]) for name in names], scope, code)
