"""Plain text: one file is one record, but of a chat each day, and of a very long text each stretch."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.formats.chat_lines import find_messages
from retrieval.archive.formats.columns import write_columns
from retrieval.archive.formats.decoding import decode
from retrieval.archive.looks import LONGEST_TITLE
from retrieval.archive.records import Record
from retrieval.chinese.enumeration import BOOK_PARTS
from retrieval.chinese.numerals import CHINESE
from retrieval.values import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.archive.formats.chat_lines import Message
    from retrieval.archive.records import Problem, SourceFile

_CHAPTER = re.compile(f"第[0-9０-９{CHINESE}]{{1,6}}[{BOOK_PARTS}]")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file's text as it stands, but for tables, whose rows say their heads."""
    text, encoding = decode(file.data)
    messages = find_messages(text)
    if messages:
        yield from _days(file, text, encoding, messages)
        return
    lines = text.split("\n")
    written = [line for _, line in write_columns(lines)]
    if written != lines:
        text = "\n".join(written)
    if file.line == 1:
        yield Record(path=file.path, text=text, encoding=encoding)
        return
    # A stretch of a long text has no headline of its own, and may begin with a chapter's.
    first = text.lstrip().partition("\n")[0].strip()
    chapter = first if len(first) <= LONGEST_TITLE and _CHAPTER.match(first) else ""
    title = f"{PurePosixPath(file.path).stem} {chapter}".strip()
    yield Record(path=file.path, text=text, number=file.line, title=title, encoding=encoding, body=True)


def _days(file: SourceFile, text: str, encoding: str, messages: Sequence[Message]) -> Iterator[Record]:
    """Yield a record for each day of a chat: what is said tomorrow is not said today."""
    path, name = file.path, PurePosixPath(file.path).stem
    for number, (day, group) in enumerate(groupby(messages, lambda message: message.day), 1):
        said = list(group)
        following = messages.index(said[-1]) + 1
        start = 0 if number == 1 else said[0].start
        end = messages[following].start if following < len(messages) else len(text)
        senders = tuple((message.start - start, message.name) for message in said)
        yield Record(
            path=path,
            text=text[start:end],
            # In a stretch of a long file the day's first line tells it from the days of other stretches.
            number=number if file.line == 1 else file.line + text.count("\n", 0, start),
            title=name,
            date=day,
            encoding=encoding,
            body=True,
            places=Places("message", name, senders),
        )
