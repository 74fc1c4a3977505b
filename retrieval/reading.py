"""Archive files → documents."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import ArchiveError
from retrieval.values import Document, Metadata, Origin, Span


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read, and why."""

    path: str
    record: int | None
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.record}" if self.record else self.path
        return f"{where}: {self.message}"


def read_documents(archive: Path, report: Callable[[Problem], None]) -> Iterator[Document]:
    """Read an archive."""
    if not archive.exists():
        raise ArchiveError(f"WENDANG_ARCHIVE={str(archive)!r} does not exist: name a file or a folder")
    files = sorted(archive.rglob("*")) if archive.is_dir() else [archive]
    for file in files:
        if file.suffix == ".jsonl":
            for number, line in enumerate(file.read_text("utf-8").split("\n"), 1):
                if line.strip():
                    record = json.loads(line)
                    meta = Metadata(record.get("id", file.name), file.name, record.get("title", ""))
                    yield _document(meta, record["text"], number)
        elif file.suffix == ".txt":
            yield _document(Metadata(file.name, file.name), file.read_text("utf-8"), 1)
        else:
            report(Problem(file.name, None, "not a format that is read"))


def _document(meta: Metadata, text: str, number: int) -> Document:
    spans = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return Document(meta, text, tuple(spans), Origin(number, "utf-8"))
