"""Telegram's own export, ``result.json``: each message is a record.

{"name": "江城发布", "type": "public_channel", "id": 1, "messages": [
  {"id": 7, "type": "message", "date": "2021-07-03T08:15:00", "from": "江城发布",
   "text": ["今日", {"type": "bold", "text": "停水"}, "。"]}]}

An export of one account holds several chats, an export of one chat only that one. Messages of the service (somebody
joined, pinned or called; ``"type": "service"``) and messages without words are left out, and told. The words of a
message are also those of its poll, place, contact, and the names of its files.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.archive.records import Problem, Record
from retrieval.values import LeftOut, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# What a message brings with it, and which of its parts are words.
_WORDS = (
    "place_name", "address", "contact_information", "file_name", "title", "performer", "game_title", "game_description",
    "invoice_information",
)  # fmt: skip
_PARTS = ("first_name", "last_name", "phone_number", "title", "description")


def is_export(value: Any) -> bool:
    """Say whether a JSON value is an export of Telegram."""
    return bool(_chats(value))


def records_of(value: Any, path: str, encoding: str, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the messages. An id is ``<path>#<message>``, or ``<path>#<chat>/<message>`` where there are several chats."""
    passed_over: list[LeftOut] = []
    held: Record | None = None
    for record in _messages(_chats(value), path, encoding, passed_over):
        if held is not None:
            yield held
        held = replace(record, left_out=(*passed_over, *record.left_out))
        passed_over.clear()
    if held is not None:
        yield replace(held, left_out=(*held.left_out, *passed_over))
    elif passed_over:
        report(Problem(path, None, f"none of its {len(passed_over)} messages holds words"))


def _messages(
    chats: list[dict[str, Any]], path: str, encoding: str, passed_over: list[LeftOut]
) -> Iterator[Record]:
    number = 0
    for chat in chats:
        name = _text(chat.get("name"))
        for message in chat["messages"]:
            if not isinstance(message, dict) or message.get("type") != "message":
                passed_over.append(LeftOut("a message of the service", _described(message)))
                continue
            number += 1
            title, text = _content(message)
            if not text.strip():
                passed_over.append(LeftOut("a message without words", _described(message)))
                continue
            place = f"{chat.get('id')}/{message.get('id')}" if len(chats) > 1 else message.get("id", number)
            yield Record(
                path=path,
                text=text,
                number=number,
                id=f"{path}#{place}",
                title=title or name,
                byline=_text(message.get("from")),
                source=_text(message.get("forwarded_from")) or name,
                date=_text(message.get("date")),
                encoding=encoding,
                body=True,
                places=Places("message", name, ((0, _text(message.get("from"))),)),
                left_out=tuple(_unread(message)),
            )


def _content(message: dict[str, Any]) -> tuple[str, str]:
    """Return the title of what a message brings with it, where it has one, and all of its words, line by line."""
    lines = [_text(message.get("text"))]
    title = ""
    for name in ("poll", "todo_list"):
        if isinstance(asked := message.get(name), dict):
            title = _text(asked.get("question") or asked.get("title"))
            lines.append(title)
            for choice in asked.get("answers") or asked.get("items") or ():
                votes = choice.get("voters") if isinstance(choice, dict) else None
                lines.append(_text(choice) + (f"：{votes}" if votes is not None else ""))
    for name in _WORDS:
        found = message.get(name)
        parts = [found.get(part) for part in _PARTS] if isinstance(found, dict) else [found]
        lines.append(" ".join(filter(None, map(_text, parts))))
    return title, "\n".join(line for line in lines if line.strip())


def _unread(message: dict[str, Any]) -> Iterator[LeftOut]:
    """Yield what a reader of the chat sees of a message beside its words, its sender and its time."""
    if isinstance(spot := message.get("location_information"), dict):
        yield LeftOut("a place on the map", f"{spot.get('latitude')}, {spot.get('longitude')}")
    for reaction in message.get("reactions") or ():
        if isinstance(reaction, dict) and (sign := _text(reaction.get("emoji"))):
            yield LeftOut("reactions", f"{sign} {reaction.get('count', '')}")
    for name in ("photo", "file"):
        if not message.get("file_name") and (place := _text(message.get(name))):
            yield LeftOut("a picture or file", place)
    if via := _text(message.get("via_bot")):
        yield LeftOut("via a bot", via)


def _described(message: Any) -> str:
    if not isinstance(message, dict):
        return str(message)
    names = ("actor", "from", "action", "title", "media_type", "sticker_emoji", "photo", "file")
    return " ".join(filter(None, (_text(message.get(name)) for name in names)))


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
