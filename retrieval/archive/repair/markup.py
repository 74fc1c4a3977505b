"""Remains of HTML in a text: entities, and the pronunciations of ruby."""

from __future__ import annotations

import html
import re

from retrieval.archive.repair.steps import Changes, substitute
from retrieval.expressions import regex

# Without a semicolon an entity may be part of an address: `?a=1&copy=2`.
_ENTITY = regex("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_TAG = regex(r"</?[a-zA-Z][^<>\n]*>")
# The pattern stops at the next `<ruby`: else each one that is never closed would be searched to the end of the text.
_RUBY = regex(r"<ruby\b[^<>]*>((?:(?!</?ruby\b).)*)</ruby\s*>", re.DOTALL | re.IGNORECASE)
_READING = regex(
    r"<(rt|rp|rtc)\b[^<>]*>.*?(?:</\1\s*>|(?=<r[tp]\b)|$)|</?r[bt]c?\b[^<>]*>", re.DOTALL | re.IGNORECASE
)
_INTERLINEAR = regex("\ufff9([^\ufff9-\ufffb\n]*)\ufffa[^\ufff9-\ufffb\n]*\ufffb")


def unescape_entities(text: str) -> Changes:
    """Write the characters that HTML entities stand for: ``&ldquo;落地检&rdquo;&#12290;``.

    An entity stays where its name is unknown, and where it stands for a control character or for nothing at all. In a
    text with tags ``&lt;`` stays, because only that tells it from the beginning of a tag.
    """
    if "&" not in text:
        return Changes([])
    kept = "<>" if _TAG.search(text) else ""
    return substitute(_ENTITY, lambda match: _character(match.group(), kept), text)


def _character(entity: str, kept: str) -> str:
    character = html.unescape(entity)
    if character in kept:
        return entity
    is_sound = character and all(one.isprintable() or one in "\t\n\u3000\xa0\u200b\xad" for one in character)
    return character if is_sound else entity


def strip_ruby(text: str) -> Changes:
    """Remove the pronunciations above characters: ``<ruby>邕<rt>yōng</rt></ruby>江`` becomes 邕江."""
    if "<" in text and _RUBY.search(text):
        return substitute(_RUBY, lambda match: _READING.sub("", match[1]), text)
    if "\ufff9" in text:
        return substitute(_INTERLINEAR, lambda match: match[1], text)
    return Changes([])
