"""The whole street from files to documents."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.archive.documents import parse_document
from retrieval.archive.files import list_files, read_file
from retrieval.archive.formats import read_records
from retrieval.archive.ids import give_id
from retrieval.archive.records import Repaired
from retrieval.archive.repair import anchors, find_suspects, repair
from retrieval.errors import UnreadableError
from retrieval.values import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Record, SourceFile
    from retrieval.values import Document

__all__ = ["Problem", "read_documents"]

# Characters of records that are looked through at once.
_TOGETHER = 1 << 16


def read_documents(
    archive: Path,
    report: Callable[[Problem], None],
    files: Iterable[ArchiveFile] | None = None,
) -> Iterator[Document]:
    """Yield the archive's documents in the order of its files, or those of some ``files`` of it.

    What cannot be read is reported and passed over. Documents have distinct ids: where two records claim
    one, the later is called ``<id>~2``, and that is reported too.
    """
    taken: set[str] = set()
    for file in list_files(archive, report) if files is None else files:
        for source in read_file(file, report):
            for document in read_source(source, report):
                yield with_distinct_id(document, taken, report)


def read_source(source: SourceFile, report: Callable[[Problem], None]) -> Iterator[Document]:
    """Yield the documents of one file's bytes, under the ids that they claim."""
    some: list[Record] = []
    size = 0
    try:
        for record in read_records(source, report):
            some.append(record)
            size += len(record.text)
            if size >= _TOGETHER:
                yield from _documents_of(some)
                some, size = [], 0
    except UnreadableError as error:
        report(Problem(source.path, None, str(error)))
    yield from _documents_of(some)


def _documents_of(records: Sequence[Record]) -> Iterator[Document]:
    """Yield the documents of some records; only those are repaired that may need it."""
    texts = [text for record in records for text in (record.text, record.title, record.byline, record.source)]
    suspects = {number // 4 for number in find_suspects(texts)}
    for number, record in enumerate(records):
        if number in suspects:
            yield document_of(record)
        else:
            yield parse_document(record, Repaired(record.text))


def document_of(record: Record) -> Document:
    """Return the repaired, parsed document that a record holds."""
    repaired = repair(record.text)
    title, byline, source = (
        repair(written, repaired.steps).text for written in (record.title, record.byline, record.source)
    )
    record = replace(record, title=title, byline=byline, source=source)
    return parse_document(record, repaired, anchors(repaired.steps))


def with_distinct_id(document: Document, taken: set[str], report: Callable[[Problem], None]) -> Document:
    """Return a document under an id that is not taken yet, and take it."""
    metadata = document.metadata
    id = give_id(metadata.id, metadata.path, document.origin.record, taken.__contains__, report)
    taken.add(id)
    return document if id == metadata.id else replace(document, metadata=replace(metadata, id=id))
