"""JSON: an object with a text, a list of such objects, or an object that holds a list; also Telegram's export."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats import chats
from retrieval.archive.formats.decoding import decode
from retrieval.archive.formats.fields import fields_of, record_of
from retrieval.archive.records import Problem
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Record, SourceFile

# Exports put their list no deeper than this: {"data": {"list": […]}} is two objects deep.
_DEPTH = 3


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each object, numbered by its place in the list from 1."""
    text, encoding = decode(file.data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is no JSON ({error})") from None
    if chats.is_export(value):
        yield from chats.records_of(value, file.path, encoding)
        return
    for number, item in enumerate(_items(value), 1):
        try:
            yield record_of(item, file.path, number, encoding)
        except UnreadableError as error:
            report(Problem(file.path, number, str(error)))


def _items(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        if "text" in fields_of(value):
            return [value]
        found = _longest_list(value, _DEPTH)
        if found:
            return found
    raise UnreadableError("it holds neither an object with a field 'text' nor a list of such objects")


def _longest_list(value: dict[str, Any], depth: int) -> list[Any]:
    """Return the longest list of objects inside an object; beside it there may be counts, pages and lists of tags."""
    lists = [
        item
        for item in value.values()
        if isinstance(item, list) and any(isinstance(entry, dict) for entry in item)
    ]
    if depth > 1:
        lists += [_longest_list(item, depth - 1) for item in value.values() if isinstance(item, dict)]
    return max(lists, key=len, default=[])
