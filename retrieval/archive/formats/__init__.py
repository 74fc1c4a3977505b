"""Bytes → records, one file a format.

A reader takes a :class:`SourceFile` and yields its :class:`Record`s. What is wrong with one record is
reported and the next is read; what is wrong with the whole file is raised as :class:`UnreadableError`.
Libraries are imported when the first file of their format is met: an archive of text files waits for none.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.sitemaps import is_sitemap
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Record, SourceFile
    from retrieval.values import Problem

# suffix → the module in this package that reads it
READERS = {
    ".asp": "html",
    ".aspx": "html",
    ".bmp": "ocr",
    ".csv": "tables",
    ".docx": "word",
    ".epub": "books",
    ".htm": "html",
    ".html": "html",
    ".jpeg": "ocr",
    ".jpg": "ocr",
    ".json": "objects",
    ".jsonl": "jsonl",
    ".jsp": "html",
    ".markdown": "markdown",
    ".md": "markdown",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".php": "html",
    ".png": "ocr",
    ".shtml": "html",
    ".text": "text",
    ".tif": "ocr",
    ".tiff": "ocr",
    ".tsv": "tables",
    ".txt": "text",
    ".webp": "ocr",
    ".xhtml": "html",
}
_MEDIA = {
    "application/json": "objects",
    "application/pdf": "pdf",
    "application/xhtml+xml": "html",
    "text/html": "html",
    "text/plain": "text",
}
# What a saved page brings with it, and nobody wants to read or to be told of; sitemaps are read beforehand.
_PARTS_OF_PAGES = frozenset(
    f".{name}"
    for name in (
        "css",
        "eot",
        "gif",
        "ico",
        "js",
        "map",
        "mjs",
        "mp3",
        "mp4",
        "svg",
        "ttf",
        "webm",
        "woff",
        "woff2",
    )
)
_REMEDIES = {
    ".doc": "save it as .docx",
    ".wps": "save it as .docx",
    ".rtf": "save it as .docx",
    ".odt": "save it as .docx",
    ".xls": "save it as .csv",
    ".xlsx": "save it as .csv",
    ".ppt": "save it as .pdf",
    ".pptx": "save it as .pdf",
    ".rar": "pack it as .zip",
    ".7z": "pack it as .zip",
}


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the records of a file; raise :class:`UnreadableError` where it cannot be read."""
    suffix = PurePosixPath(file.path).suffix.lower()
    if not file.media and (suffix in _PARTS_OF_PAGES or is_sitemap(file.path, file.data)):
        return
    name = _MEDIA.get(file.media.partition(";")[0].strip()) or READERS.get(suffix)
    if name is None and suffix in _REMEDIES:
        raise UnreadableError(f"files that end in {suffix} are not read: {_REMEDIES[suffix]}")
    reader = import_module(f"{__name__}.{name or _sniff(file.data)}")
    try:
        for record in reader.read_records(file, report):
            yield (
                replace(record, url=record.url or file.url, created=record.created or file.day)
                if file.url or file.day
                else record
            )
    except UnreadableError:
        raise
    # A library that stumbles over a damaged file raises whatever it likes: it costs that file alone.
    except Exception as error:
        raise UnreadableError(f"it is damaged ({type(error).__name__})") from error


def _sniff(data: bytes) -> str:
    """Return the reader for bytes whose name says nothing, as a crawler saves ``article?id=7``."""
    # Without the NULs that UTF-16 puts between.
    head = data[:2048].replace(b"\0", b"").lower()
    if any(mark in head for mark in (b"<!doctype html", b"<html", b"<head")):
        return "html"
    return "text"
