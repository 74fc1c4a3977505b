"""An object with named fields → a record, as JSON, JSON lines and tables need it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from retrieval.archive.records import Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

_SURROGATE = re.compile("[\ud800-\udfff]")
# Exports keep each field under one of these names; the likeliest comes first.
_NAMES = {
    "text": ("text", "content", "body", "正文", "内容", "內容"),
    "title": ("title", "headline", "标题", "標題", "题目"),
    "id": ("id", "_id", "编号"),
    "date": ("date", "published", "pubdate", "publish_time", "time", "日期", "时间", "時間", "发布时间"),
    "url": ("url", "link", "链接", "鏈接", "网址"),
    "byline": ("byline", "author", "作者", "记者", "記者"),
    "source": ("source", "来源", "來源", "媒体", "publisher"),
}
# The same table turned round: a name → its field, and how many likelier names the field has.
_PLACES = {key: (name, rank) for name, keys in _NAMES.items() for rank, key in enumerate(keys)}


def record_of(value: object, path: str, number: int, encoding: str) -> Record:
    """Return the record that an object holds.

    Raises :class:`UnreadableError` where it is no object or has no text.

    >>> record_of({"id": 7, "text": "会议召开。"}, "a.jsonl", 1, "utf-8").id
    '7'
    """
    if not isinstance(value, dict):
        raise UnreadableError("it is no object with a field 'text'")
    fields: dict[str, Any] = fields_of(value)
    if not fields.get("text", "").strip():
        raise UnreadableError("its field 'text' is missing or empty")
    return Record(path=path, number=number, encoding=encoding, body=True, **fields)


def fields_of(value: Mapping[Any, object]) -> dict[str, str]:
    """Return the fields of a record, which an object may hold under any of their names; empty fields are left out."""
    found: dict[str, tuple[int, str]] = {}
    for key, item in value.items():
        if (place := _PLACES.get(key)) and (text := _written(item)):
            name, rank = place
            if name not in found or rank < found[name][0]:
                found[name] = rank, text
    return {name: whole for name, (_, text) in found.items() if (whole := _without_halves(text))}


def _written(item: object) -> str:
    if isinstance(item, str):
        return item
    return str(item) if isinstance(item, int | float) and not isinstance(item, bool) else ""


def _without_halves(text: str) -> str:
    """Remove halves of surrogate pairs: a cut in the middle of an emoji leaves them, and no file can hold them."""
    try:
        # To try takes half as long as to search for them.
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("", text)
    return text
