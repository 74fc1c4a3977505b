"""An object with named fields → a record, as JSON, JSON lines and tables need it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.records import Record
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_SURROGATE = re.compile("[\ud800-\udfff]")
# Exports keep each field under one of these names; the likeliest comes first. A question has its answer as text.
_NAMES = {
    "text": (
        "text", "content", "body", "正文", "内容", "內容", "articlebody", "fulltext", "全文", "文本", "文章", "article",
        "paragraphs", "paragraph", "段落", "context", "answer", "answers", "答案", "回答", "答复", "回复", "解答", "答",
        "output", "response", "completion", "reply", "messages", "conversations", "dialogue", "对话", "transcript",
        "description", "summary", "摘要", "a",
    ),
    "title": (
        "title", "headline", "标题", "標題", "题目", "題目", "题名", "question", "问题", "問題", "提问", "疑问", "问",
        "instruction", "prompt", "query", "subject", "主题", "q",
    ),
    "id": ("id", "_id", "编号"),
    "date": (
        "date", "published", "pubdate", "publish_time", "time", "日期", "时间", "時間", "发布时间", "發布時間",
        "datepublished", "published_at", "publishedat", "publishtime", "pub_date", "pub_time", "发布日期", "created_at",
        "createdat", "ctime", "timestamp",
    ),
    "url": ("url", "link", "链接", "鏈接", "网址"),
    "byline": ("byline", "author", "作者", "记者", "記者", "撰稿", "发言人", "from"),
    "source": ("source", "来源", "來源", "媒体", "publisher", "出处", "稿源"),
}  # fmt: skip
# The same table turned round: a name → its field, and how many likelier names the field has.
_PLACES = {key: (name, rank) for name, keys in _NAMES.items() for rank, key in enumerate(keys)}
# What a list's items call their own text, and who says it.
_SPEAKERS = ("role", "from", "speaker", "name", "发言人")
_PIECES = ("text", "content", "value", "正文", "内容", "句子", "sentence")
# One letter alone names a field only where both stand.
_PAIR = {"q", "a"}
_HAN = re.compile("[㐀-鿿]")
UNREAD = "a field that is not read"


def record_of(value: object, path: str, number: int, encoding: str) -> Record:
    """Return the record that an object holds. Fields that no name tells are left out.

    An object that has no text, but Chinese words in some of its fields, is read as a row of a table.

    Raises :class:`UnreadableError` where it is no object or has no text.

    >>> record_of({"id": 7, "text": "会议召开。"}, "a.jsonl", 1, "utf-8").id
    '7'
    >>> record_of({"姓名": "罗敏", "电话": 8101}, "a.json", 1, "utf-8").text
    '姓名：罗敏；电话：8101'
    """
    if not isinstance(value, dict):
        raise UnreadableError("it is no object with a field 'text'")
    places = _places(value)
    fields: dict[str, Any] = _fields(value, places)
    used = set(places.values())
    if not fields.get("text", "").strip():
        row = "；".join(f"{key}：{text}" for key, item in value.items() if (text := _written(item).strip()))
        if not _HAN.search(row) or len(fields) == len(used) == len(value):
            raise UnreadableError("its field 'text' is missing or empty")
        # The title is one of the cells: a row of a table has none.
        fields = {name: text for name, text in fields.items() if name in ("id", "url")} | {
            "text": _without_halves(row)
        }
        used = {key for key, item in value.items() if _written(item)}
    left_out = tuple(unread_fields(value, used))
    return Record(path=path, number=number, encoding=encoding, body=True, left_out=left_out, **fields)


def fields_of(value: Mapping[Any, object]) -> dict[str, str]:
    """Return the fields of a record, which an object may hold under any of their names; empty fields are left out."""
    return _fields(value, _places(value))


def unread_fields(value: Mapping[Any, object], used: Container[str]) -> Iterator[LeftOut]:
    """Yield what an object holds in other fields than those that are used, and that is not empty."""
    for key, item in value.items():
        if key not in used and item not in (None, "", [], {}):
            written = item if isinstance(item, str) else json.dumps(item, ensure_ascii=False)
            yield LeftOut(UNREAD, f"{key}: {_without_halves(written)}")


def _places(value: Mapping[Any, object]) -> dict[str, Any]:
    """Return the key under which an object holds each field."""
    found: dict[str, tuple[int, Any]] = {}
    for key, item in value.items():
        if key in _PAIR and not value.keys() >= _PAIR:
            continue
        if (place := _place_of(key)) and _written(item):
            name, rank = place
            if name not in found or rank < found[name][0]:
                found[name] = rank, key
    return {name: key for name, (_, key) in found.items()}


def _place_of(key: object) -> tuple[str, int] | None:
    if not isinstance(key, str):
        return None
    # A column that is called A holds no answer.
    return _PLACES.get(key) or (_PLACES.get(key.strip().lower()) if len(key) > 1 else None)


def _fields(value: Mapping[Any, object], places: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, key in places.items():
        text = _without_halves(_written(value[key]))
        if text:
            # Several authors stand in one line; what a string says stays as it is.
            found[name] = text if name == "text" or isinstance(value[key], str) else text.replace("\n", " ")
    return found


def _written(item: object) -> str:
    """Return a field's text: a string, a number, or the pieces of a list, one a line."""
    if isinstance(item, str):
        return item
    if isinstance(item, list):
        return "\n".join(filter(None, map(_piece, item)))
    if isinstance(item, dict):
        return _piece(item)
    return str(item) if isinstance(item, int | float) and not isinstance(item, bool) else ""


def _piece(item: object) -> str:
    """Return the text of a piece of a list, behind the name of who says it."""
    if not isinstance(item, dict):
        return _written(item)
    text = next((_written(item[name]) for name in _PIECES if item.get(name)), "")
    speaker = next((item[name] for name in _SPEAKERS if isinstance(item.get(name), str)), "")
    return f"{speaker}：{text}" if speaker and text else text


def _without_halves(text: str) -> str:
    """Remove halves of surrogate pairs: a cut in the middle of an emoji leaves them, and no file can hold them."""
    try:
        # To try takes half as long as to search for them.
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("", text)
    return text
