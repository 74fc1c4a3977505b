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
    MenuButtonCommands,
    MenuButtonDefault,
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
    try:
        for code, language in _languages(desk).items():
            await _set(bot, PRIVATE, language, BotCommandScopeAllPrivateChats(), code)
            await _set(bot, GROUP, language, BotCommandScopeAllGroupChats(), code)
        for admin in desk.gate.admins:
            await set_menu(bot, desk, admin)
    except TelegramError as error:
        _LOG.warning("the lists of commands were not set: %s", error.message)


async def introduce(bot: Bot, desk: Desk) -> None:
    """Say what the bot is for where Telegram shows that: in an empty chat, and beside its name.

    What whoever runs the bot wrote at @BotFather is left as it is. Telegram allows few such changes a day, so that
    nothing is set that stands there already.
    """
    ours = {text for texts in TEXTS.values() for text in (texts.description, texts.short_description)}
    try:
        for code, language in _languages(desk).items():
            texts = TEXTS[language]
            description = (await bot.get_my_description(code)).description
            if description != texts.description and (not description or description in ours):
                await bot.set_my_description(texts.description, code)
            short = (await bot.get_my_short_description(code)).short_description
            if short != texts.short_description and (not short or short in ours):
                await bot.set_my_short_description(texts.short_description, code)
        if isinstance(await bot.get_chat_menu_button(), MenuButtonDefault):
            await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    except TelegramError as error:
        _LOG.warning("the bot's description was not set: %s", error.message)


def _languages(desk: Desk) -> dict[str | None, Language]:
    """Return which language is shown to whom: Telegram knows both scripts as ``zh``, and the setting decides between them."""
    default = desk.settings.language
    chinese: Language = default if default != "en" else "zh-Hans"
    return {None: default, "zh": chinese, "en": "en"}


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
