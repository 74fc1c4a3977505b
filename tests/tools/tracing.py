"""A quote → its file: whether what is quoted really stands there."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.archive.confined import Confined
from retrieval.archive.files import list_files, read_file
from retrieval.archive.formats import read_records
from retrieval.archive.repair import locate, replay
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer, Quote
    from retrieval.archive.records import Record


def read_originals(archive: Path) -> dict[tuple[str, int], Record]:
    """Return all records of an archive as their formats hold them, by path and place in the file."""
    records: list[Record] = []
    with Confined() as unpacking:
        for file in list_files(archive, print):
            for source in read_file(file, print, unpacking):
                # What cannot be read is no document either.
                with suppress(UnreadableError):
                    records.extend(read_records(source, print))
    return {(record.path, record.number): record for record in records}


def find_fault(quote: Quote, answerer: Answerer, originals: dict[tuple[str, int], Record]) -> str:
    """Return what is wrong with a quote's source; nothing where all is well.

    A sentence stands verbatim in the document that it names, at its place, inside one paragraph; its exact
    words stand inside it; the document is what the named repairs make of the record in the file; and the
    record's own characters, from the sentence's first to its last, are repaired to the sentence.
    """
    document = answerer.index.document(quote.metadata.id)
    record = document and originals.get((document.metadata.path, document.origin.record))
    if document is None or record is None:
        return "there is no such document, or none such in the files"
    place, exact = quote.in_document, quote.exact or quote.sentence
    way = document.origin.anchors
    start, end = locate(way, place.start), locate(way, place.end - 1) + 1
    laws = {
        "the sentence does not stand in its document": quote.text == place.of(document.text) != "",
        "the sentence is not inside one paragraph": any(
            one.start <= place.start and place.end <= one.end for one in document.paragraphs
        ),
        "the exact words are not inside the sentence": quote.sentence.start
        <= exact.start
        < exact.end
        <= quote.sentence.end,
        "the document is not what the repairs make of the file": document.text
        == replay(document.steps, record.text),
        "the sentence leads out of the file": 0 <= start < end <= len(record.text),
        "the sentence does not stand in the file": bool(document.steps)
        or record.text[start:end] == quote.text,
    }
    return next((fault for fault, kept in laws.items() if not kept), "")
