"""The languages that the bot speaks, and which of them it speaks with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.messages.chinese import SIMPLIFIED, TRADITIONAL
from bot.messages.english import ENGLISH

if TYPE_CHECKING:
    from bot.messages.texts import Texts
    from retrieval import Language

TEXTS: dict[Language, Texts] = {texts.code: texts for texts in (SIMPLIFIED, TRADITIONAL, ENGLISH)}


def language_of(code: str | None, default: Language) -> Language:
    """Return the language to speak with a user whose client says ``code`` (``zh-hant``, ``en-GB``, ``ja``).

    The default stands in for a language that the bot does not speak.
    """
    code = (code or "").lower().replace("_", "-")
    if code.startswith("en"):
        return "en"
    if code.startswith("zh"):
        return "zh-Hant" if code.endswith(("hant", "tw", "hk", "mo")) else "zh-Hans"
    return default
