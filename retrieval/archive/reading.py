"""An archive → its documents: the one walk through it, for whoever answers from it, indexes it or reports on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.confined import Confined
from retrieval.archive.documents import parse_document
from retrieval.archive.files import list_files, read_file
from retrieval.archive.formats import is_plain, read_records
from retrieval.archive.ids import Ids
from retrieval.archive.limits import allowance, go_on
from retrieval.archive.records import Problem, Repaired
from retrieval.archive.repair import anchors, find_suspects, repair
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Record, SourceFile
    from retrieval.values import Document

__all__ = ["Problem", "read_documents"]

# Characters of records that are looked through at once.
_TOGETHER = 1 << 16


class Reading(NamedTuple):
    """A document with what it was made of."""

    file: ArchiveFile
    record: Record
    document: Document


def read_documents(archive: Path, report: Callable[[Problem], None]) -> Iterator[Document]:
    """Yield the archive's documents in the order of its files.

    What cannot be read is reported and passed over. Documents have distinct ids: where two records claim
    one, the later is called ``<id>~2``, and that is reported too.
    """
    return (reading.document for reading in walk(list_files(archive, report), report))


def walk(files: Iterable[ArchiveFile], report: Callable[[Problem], None]) -> Iterator[Reading]:
    """Yield the documents of files in their order, under ids that no two of them share."""
    taken: set[str] = set()
    ids = Ids()
    with Confined() as unpacking, Confined() as reading:
        for file in files:
            for source in read_file(file, report, unpacking):
                for record, document in read_confined(source, report, reading):
                    id = ids.give(document.id, record.path, record.number, taken.__contains__, report)
                    taken.add(id)
                    yield Reading(file, record, _with_id(document, id))


def read_confined(
    source: SourceFile, report: Callable[[Problem], None], confined: Confined
) -> Iterator[tuple[Record, Document]]:
    """Yield what :func:`read_source` does; what a library takes apart is read in a process that may be ended."""
    if is_plain(source):
        yield from read_source(source, report)
        return
    try:
        for item in confined.run(_read_all, source):
            if isinstance(item, Problem):
                report(item)
            else:
                yield item
    except UnreadableError as error:
        report(Problem(source.path, None, str(error)))


def _read_all(source: SourceFile) -> Iterator[tuple[Record, Document] | Problem]:
    """Yield documents and problems in one stream, as they travel from one process to another."""
    problems: list[Problem] = []
    for found in read_source(source, problems.append):
        yield found
        yield from problems
        problems.clear()
    yield from problems


def read_source(source: SourceFile, report: Callable[[Problem], None]) -> Iterator[tuple[Record, Document]]:
    """Yield the records of one file's bytes, each with its document under the id that it claims."""
    some: list[Record] = []
    size = 0
    with allowance(len(source.data)):
        try:
            for record in read_records(source, report):
                some.append(record)
                size += len(record.text)
                if size >= _TOGETHER:
                    yield from zip(some, _documents_of(some), strict=True)
                    some, size = [], 0
                    go_on()
        except UnreadableError as error:
            report(Problem(source.path, None, str(error)))
        yield from zip(some, _documents_of(some), strict=True)


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


def _with_id(document: Document, id: str) -> Document:
    if id == document.id:
        return document
    return replace(document, metadata=replace(document.metadata, id=id))
