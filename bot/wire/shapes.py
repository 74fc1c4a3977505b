"""Whether an update is made as Telegram makes them: the library takes a list for a text, and whoever reads it later stumbles."""

from __future__ import annotations

import re
from typing import Any

_TEXTS = "text caption first_name last_name username language_code type title data query file_name file_id mime_type emoji"
_NUMBERS = "message_id date edit_date length message_thread_id file_size migrate_to_chat_id"
_FLAGS = "is_bot is_automatic_forward is_topic_message is_forum"
_OBJECTS = (
    "message edited_message callback_query inline_query message_reaction reply_to_message reply_markup from chat user via_bot "
    "sender_chat document quote"
)
_LISTS = "entities caption_entities old_reaction new_reaction photo inline_keyboard"
_SHAPES: dict[str, tuple[type, ...]] = {
    key: (kind,)
    for keys, kind in ((_TEXTS, str), (_NUMBERS, int), (_FLAGS, bool), (_OBJECTS, dict), (_LISTS, list))
    for key in keys.split()
} | {"offset": (int, str), "id": (int, str)}
_READ = frozenset(f"{_OBJECTS} {_LISTS}".split())
# Of these an id is a number.
_SOMEBODY = frozenset({"from", "chat", "user", "via_bot", "sender_chat"})
_MESSAGE = frozenset({"message_id", "chat"})
_NEEDED: dict[str, frozenset[str]] = {
    "message": _MESSAGE,
    "edited_message": _MESSAGE,
    "reply_to_message": _MESSAGE,
    "message_reaction": _MESSAGE,
    "callback_query": frozenset({"id", "from"}),
    "inline_query": frozenset({"id", "from", "query", "offset"}),
    "chat": frozenset({"type"}),
}
_HALF = re.compile("[\ud800-\udfff]")
# What there may be no more of than a database can number.
_LARGEST = 1 << 63


def is_made_like(given: Any) -> bool:
    """Say whether whatever in an update has a known name is of the kind that stands under it, and what is needed is there.

    >>> is_made_like({"text": "谁？"}), is_made_like({"text": ["谁？"]})
    (True, False)
    """
    waiting = [("", given, True)]
    while waiting:
        name, value, known = waiting.pop()
        if isinstance(value, list):
            waiting += [("", inner, known) for inner in value]
        elif isinstance(value, dict):
            # Nothing under a name is as good as no such name.
            there = {key: inner for key, inner in value.items() if inner is not None}
            if known and not _fits(name, there):
                return False
            # In what nobody here reads a name may stand for another kind: the text of a rich message is a list.
            waiting += [(key, inner, known and key in _READ) for key, inner in there.items()]
        elif not _can_be_kept(value):
            return False
    return True


def _fits(name: str, there: dict[str, Any]) -> bool:
    """Say whether an object that stands under a name has what it needs, and all of it of its kind."""
    if name in _SOMEBODY and type(there.get("id")) is not int:
        return False
    # Of a piece of text it is a number.
    if name == "inline_query" and type(there.get("offset")) is not str:
        return False
    needed = _NEEDED.get(name, frozenset())
    return needed <= there.keys() and all(
        type(inner) in _SHAPES.get(key, (type(inner),)) for key, inner in there.items()
    )


def _can_be_kept(value: object) -> bool:
    """Say whether a database keeps it: no number beyond its own, and no half of a character that two units of UTF-16 make up."""
    if isinstance(value, str):
        return not _HALF.search(value)
    return type(value) is not int or -_LARGEST <= value < _LARGEST
