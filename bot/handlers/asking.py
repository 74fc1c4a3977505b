"""Is a message a question to the bot, and which?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telegram import Message, MessageEntity, ReplyParameters
from telegram.constants import ChatType

from bot.messages.markup import utf16
from bot.messages.rich import words_of

if TYPE_CHECKING:
    from telegram import Bot

# Telegram refuses a longer quote, and one that holds these styles unless they are repeated.
_LONGEST_QUOTE = 1000
# Telegram marks commands in captions, but delivers them as captions all the same.
_CAPTION = re.compile(r"/ask(?:@(?P<bot>\w+))?(?!\w)\s*(?P<question>.*)", re.IGNORECASE | re.DOTALL)
_STYLES = frozenset({"bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji"})


@dataclass(frozen=True, slots=True)
class Asking:
    """A question, and the message that the answer replies to."""

    question: str
    message: Message

    @property
    def reply(self) -> ReplyParameters:
        """Return how the answer refers to the question: in groups with its words."""
        message = self.message
        words = message.text or ""
        entities = {entity.type for entity in message.entities}
        quotable = (
            message.chat.type != ChatType.PRIVATE
            and self.question in words
            and utf16(self.question) <= _LONGEST_QUOTE
            and not entities & _STYLES
        )
        return ReplyParameters(
            message.message_id, allow_sending_without_reply=True, quote=self.question if quotable else None
        )


def asking_of(message: Message, bot: Bot) -> Asking | None:
    """Return the question that a message asks the bot, or None where it is not meant for the bot.

    In private everything is. In a group a message is meant for the bot when it mentions the bot or replies
    to it, or when a caption says /ask; a bare mention in reply to somebody else's message asks what that
    message says.
    """
    command = _CAPTION.fullmatch(message.caption or "")
    if command and (command["bot"] or bot.username).lower() == bot.username.lower():
        return Asking(command["question"].strip(), message)
    text = words_of(message).strip()
    if message.chat.type == ChatType.PRIVATE:
        return Asking(text, message)
    replied = message.reply_to_message
    if not _mentions(message, bot):
        ours = replied is not None and replied.from_user is not None and replied.from_user.id == bot.id
        return Asking(text, message) if ours else None
    rest = _without_mention(text, bot.username)
    if not rest and replied is not None:
        return Asking(words_of(replied).strip(), replied)
    return Asking(rest, message)


def _mentions(message: Message, bot: Bot) -> bool:
    found = message.parse_entities([MessageEntity.MENTION]) | message.parse_caption_entities(
        [MessageEntity.MENTION]
    )
    return any(words.lower() == f"@{bot.username}".lower() for words in found.values())


def _without_mention(text: str, username: str) -> str:
    mention = f"@{username}".lower()
    at = text.lower().find(mention)
    # Where a mention stands inside the question, its two halves are joined.
    return f"{text[:at].rstrip()} {text[at + len(mention) :].lstrip(' ,，:：')}".strip() if at >= 0 else text
