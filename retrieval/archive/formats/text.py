"""Plain text: one file is one record, but of a chat each day."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.formats.chat_lines import find_messages
from retrieval.archive.formats.columns import write_columns
from retrieval.archive.formats.decoding import decode
from retrieval.archive.records import Record
from retrieval.values import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.archive.formats.chat_lines import Message
    from retrieval.archive.records import Problem, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file's text as it stands, but for tables, whose rows say their heads."""
    text, encoding = decode(file.data)
    messages = find_messages(text)
    if messages:
        yield from _days(file.path, text, encoding, messages)
        return
    lines = text.split("\n")
    written = [line for _, line in write_columns(lines)]
    if written != lines:
        text = "\n".join(written)
    yield Record(path=file.path, text=text, encoding=encoding)


def _days(path: str, text: str, encoding: str, messages: Sequence[Message]) -> Iterator[Record]:
    """Yield a record for each day of a chat: what is said tomorrow is not said today."""
    name = PurePosixPath(path).stem
    for number, (day, group) in enumerate(groupby(messages, lambda message: message.day), 1):
        said = list(group)
        following = messages.index(said[-1]) + 1
        start = 0 if number == 1 else said[0].start
        end = messages[following].start if following < len(messages) else len(text)
        senders = tuple((message.start - start, message.name) for message in said)
        yield Record(
            path=path,
            text=text[start:end],
            number=number,
            title=name,
            date=day,
            encoding=encoding,
            body=True,
            places=Places("message", name, senders),
        )
