"""JSON: an object with a text, a list of such objects, or an object that holds a list; also Telegram's export."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats import chats
from retrieval.archive.formats.decoding import decode
from retrieval.archive.formats.fields import fields_of, record_of, unread_fields
from retrieval.archive.records import Problem
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Record, SourceFile
    from retrieval.values import LeftOut

# Exports put their list no deeper than this: {"data": {"list": […]}} is two objects deep.
_DEPTH = 3
# An object of fewer fields is a tag or a name.
_LEAST_FIELDS = 2


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield a record for each object, numbered by its place in the list from 1."""
    text, encoding = decode(file.data)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"it is no JSON ({error})") from None
    if chats.is_export(value):
        yield from chats.records_of(value, file.path, encoding, report)
        return
    items, rest = find_items(value)
    for number, (key, item) in enumerate(items, 1):
        try:
            record = record_of({"text": item} if isinstance(item, str) else item, file.path, number, encoding)
        except UnreadableError as error:
            report(Problem(file.path, number, str(error)))
            continue
        # A list under a key of its own says under which it stands; an item that has an id keeps it.
        id = record.id or (f"{file.path}#{key}" if key else "")
        left_out, rest = record.left_out + rest, ()
        yield replace(record, id=id, left_out=left_out)


def find_items(value: Any) -> tuple[list[tuple[str, Any]], tuple[LeftOut, ...]]:
    """Return the objects of a JSON value that are records, each with the key it stands under, and what stands beside.

    Records stand alone, in a list, under keys of their own, or in lists under keys. Beside them there may be counts,
    pages and lists of tags.
    """
    if isinstance(value, list):
        return [("", item) for item in value], ()
    if isinstance(value, dict):
        if "text" in fields_of(value) and not _holds_records(value):
            return [("", value)], ()
        items, left_out = _collect(value, _DEPTH)
        if items:
            return items, tuple(left_out)
        if len(value) > 1:
            return [("", value)], ()
    raise UnreadableError("it holds neither an object with a field 'text' nor a list of such objects")


def _holds_records(value: dict[str, Any]) -> bool:
    """Say whether the field that would be an object's text is a list of records: ``{"content": [{"title": …}]}``."""
    return any(
        isinstance(item, list)
        and any(isinstance(entry, dict) and {"text", "title"} <= fields_of(entry).keys() for entry in item)
        for item in value.values()
    )


def _collect(value: dict[str, Any], depth: int) -> tuple[list[tuple[str, Any]], list[LeftOut]]:
    """Return the records in an object, to a certain depth, and what else it holds."""
    records: list[tuple[str, Any]] = []
    left_out: list[LeftOut] = []
    for key, item in value.items():
        if isinstance(item, list) and any(isinstance(entry, dict) for entry in item):
            with_text = [entry for entry in item if isinstance(entry, dict) and "text" in fields_of(entry)]
            if with_text or not _is_tags(item):
                records += [("", entry) for entry in item]
                continue
        elif isinstance(item, dict) and "text" in fields_of(item):
            records.append((key, item))
            continue
        elif isinstance(item, dict) and depth > 1:
            inner, rest = _collect(item, depth - 1)
            records += inner
            left_out += rest
            continue
        left_out += unread_fields({key: item}, ())
    return records, left_out


def _is_tags(items: list[Any]) -> bool:
    """Say whether the objects of a list say no more than a name each: ``[{"tag": "要闻"}]``."""
    return all(not isinstance(item, dict) or len(item) < _LEAST_FIELDS for item in items)
