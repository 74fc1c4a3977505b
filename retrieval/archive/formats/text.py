"""Plain text: one file is one record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import decode
from retrieval.archive.records import Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, SourceFile


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:  # noqa: ARG001 - every reader has it
    """Yield the file's text as it stands."""
    text, encoding = decode(file.data)
    yield Record(path=file.path, text=text, encoding=encoding)
