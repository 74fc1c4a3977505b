"""Bytes → records, one file a format.

A reader takes a :class:`SourceFile` and yields its :class:`Record`s. What is wrong with one record is
reported and the next is read; what is wrong with the whole file is raised as :class:`UnreadableError`.
Libraries are imported when the first file of their format is met: an archive of text files waits for none.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.values import Problem, Record, SourceFile

# suffix → the module in this package that reads it
READERS = {
    ".jsonl": "jsonl",
    ".markdown": "text",
    ".md": "text",
    ".ndjson": "jsonl",
    ".text": "text",
    ".txt": "text",
}


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the records of a file; raise :class:`UnreadableError` where its format is not known."""
    suffix = PurePosixPath(file.path).suffix.lower()
    name = READERS.get(suffix)
    if name is None:
        raise UnreadableError(f"files that end in {suffix!r} are not read")
    yield from import_module(f"{__name__}.{name}").read_records(file, report)
