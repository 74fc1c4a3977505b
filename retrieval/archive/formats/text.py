"""Plain text: one file is one record."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.formats.chat_lines import find_senders
from retrieval.archive.formats.columns import write_columns
from retrieval.archive.formats.decoding import decode
from retrieval.archive.records import Record
from retrieval.values import NOWHERE, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file's text as it stands, but for tables, whose rows say their heads."""
    text, encoding = decode(file.data)
    senders = find_senders(text)
    if senders:
        places = Places("message", PurePosixPath(file.path).stem, senders)
    else:
        places = NOWHERE
        lines = text.split("\n")
        written = [line for _, line in write_columns(lines)]
        if written != lines:
            text = "\n".join(written)
    yield Record(path=file.path, text=text, encoding=encoding, places=places)
