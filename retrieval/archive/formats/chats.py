"""Telegram's own export, ``result.json``: each message is a record.

{"name": "江城发布", "type": "public_channel", "id": 1, "messages": [
  {"id": 7, "type": "message", "date": "2021-07-03T08:15:00", "from": "江城发布",
   "text": ["今日", {"type": "bold", "text": "停水"}, "。"]}]}

An export of one account holds several chats, an export of one chat only that one. Messages of the service (somebody
joined, pinned or called; ``"type": "service"``) and messages without words are passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.archive.records import Record
from retrieval.values import Places

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_export(value: Any) -> bool:
    """Say whether a JSON value is an export of Telegram."""
    return bool(_chats(value))


def records_of(value: Any, path: str, encoding: str) -> Iterator[Record]:
    """Yield the messages. An id is ``<path>#<message>``, or ``<path>#<chat>/<message>`` where there are several chats."""
    chats = _chats(value)
    number = 0
    for chat in chats:
        name = _text(chat.get("name"))
        for message in chat["messages"]:
            if not isinstance(message, dict) or message.get("type") != "message":
                continue
            text = _text(message.get("text"))
            number += 1
            if not text.strip():
                continue
            place = f"{chat.get('id')}/{message.get('id')}" if len(chats) > 1 else message.get("id", number)
            yield Record(
                path=path,
                text=text,
                number=number,
                id=f"{path}#{place}",
                title=name,
                byline=_text(message.get("from")),
                source=_text(message.get("forwarded_from")) or name,
                date=_text(message.get("date")),
                encoding=encoding,
                body=True,
                places=Places("message", name, ((0, _text(message.get("from"))),)),
            )


def _chats(value: Any) -> list[dict[str, Any]]:
    if not isinstance(value, dict):
        return []
    listed = value.get("chats")
    found = listed.get("list") if isinstance(listed, dict) else [value]
    return [
        chat
        for chat in found or ()
        if isinstance(chat, dict) and isinstance(chat.get("messages"), list) and "type" in chat
    ]


def _text(value: Any) -> str:
    """Return a message's words, which are one string, or a list of pieces where some of them have a style."""
    if isinstance(value, list):
        return "".join(_text(piece) for piece in value)
    if isinstance(value, dict):
        return _text(value.get("text"))
    return value if isinstance(value, str) else ""
