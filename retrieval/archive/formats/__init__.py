"""Bytes → records, one module a format.

A format's module has one function, ``read_records(file, report)``: it takes a :class:`SourceFile` and yields its
:class:`Record`s. A fault in one record is reported, and the next record is read; a fault in the whole file is raised
as :class:`UnreadableError`. Libraries are imported when the first file of their format is met, so that an archive of
text files waits for none of them.

To add a format, write its module in this folder and name it, with the suffixes of its files, in one line of
:data:`FORMATS`; or offer the function from another package (:mod:`retrieval.plugins`).

The modules, in reading order:

- decoding.py   bytes → text in the encoding that the bytes show
- fields.py     an object with named fields → a record
- heads.py      which rows of a table hold the heads of its columns
- areas.py      the cells of a sheet → stretches of it that are tables
- grids.py      a table's cells → lines that say their heads
- columns.py    tables that are written with blanks between their columns
- chat_lines.py  who sent each line of a saved chat
- text.py       plain text
- markdown.py   Markdown, with or without front matter
- markup_tables.py  tables of pages and books → lines
- word_numerals.py  a number in one of Word's formats → as the page shows it
- markup_lists.py  the numbers that a browser sets before the items of lists
- markup_words.py  the words of a page that stand in none of its lines
- embedded.py   the JSON in a page
- credits.py    source, reporters and day of a news page
- html.py       web pages: the article, without the site around it
- jsonl.py      JSON lines
- objects.py    JSON: an object, or a list of objects
- chats.py      Telegram's export, which is JSON too
- sheets.py     the tables of a sheet → records
- tables.py     CSV and TSV
- packages.py   zip files that are one document, opened safely
- office_parts.py  charts, diagrams, comments and words of pictures in Office's files
- number_formats.py  percents and days of a workbook, as they are shown
- spreadsheets.py  Excel and OpenDocument
- page_layout.py  the characters of a page → lines in reading order
- vertical_layout.py  the same for pages that are written from top to bottom
- paging.py    the lines of pages → paragraphs without headers, each with its page
- pdf_glyphs.py  the characters of a page and their places
- pdf_notes.py  what lies over the pages of a PDF: filled fields and notes
- pdf.py        PDF
- ocr.py        pictures of pages
- ofd_glyphs.py  the characters of an OFD page and their places
- ofd.py        OFD, the fixed layout of Chinese offices
- word_numbers.py  the numbers that Word sets before paragraphs by itself
- word_blocks.py  paragraphs, tables, boxes and notes of Word → lines
- word.py       Word
- rtf.py        Rich Text
- slide_numbers.py  the numbers that PowerPoint sets before paragraphs by itself
- slides.py     PowerPoint
- office.py     what LibreOffice writes anew: old files of Word and PowerPoint
- letters.py    letters and saved pages
- books.py      EPUB
- subtitles.py  subtitles and lyrics
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.formats.packages import open_package
from retrieval.archive.limits import LARGE, LARGEST_TEXT, too_much_memory
from retrieval.archive.sitemaps import is_sitemap
from retrieval.errors import MissingExtraError, UnreadableError
from retrieval.plugins import find_plugins, load_plugin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from retrieval.archive.records import Problem, Record, SourceFile

FORMATS = {
    "books": ".epub",
    "html": ".asp .aspx .htm .html .jsp .php .shtml .xhtml",
    "jsonl": ".jsonl .ndjson",
    "letters": ".eml .mht .mhtml",
    "markdown": ".markdown .md",
    "objects": ".json",
    "ocr": ".bmp .jpeg .jpg .png .tif .tiff .webp",
    "office": ".doc .odt .ppt .wps",
    "ofd": ".ofd",
    "pdf": ".pdf",
    "rtf": ".rtf",
    "slides": ".pptx",
    "spreadsheets": ".ods .xls .xlsm .xlsx",
    "subtitles": ".ass .lrc .srt .ssa .vtt",
    "tables": ".csv .tsv",
    "text": ".text .txt",
    "word": ".docx",
}
"""Each module of this package that reads files, and the suffixes of the files that it reads."""

# These are read by code of ours and of Python's own that takes time and memory in proportion to their size. Whatever else a
# library takes apart is read in a process that may be ended.
_PLAIN = {"jsonl", "objects", "tables", "text"}
_MANY_BREAKS = 2_000
# A file of these is one document, however long.
_ONE_TEXT = {"html", "markdown", "text"}
# What the server of a crawled page said of it, where it tells more than the address does.
_MEDIA = {
    "application/json": "objects",
    "application/pdf": "pdf",
    "application/xhtml+xml": "html",
    "text/html": "html",
    "text/plain": "text",
}
# A saved page brings these with it: nobody wants to read them or to be told of them.
_PARTS_OF_PAGES = ".css .eot .gif .ico .js .map .mjs .mp3 .mp4 .svg .ttf .webm .woff .woff2".split()
# Programs on the web write pages, and Word writes Rich Text, under these names.
_OFTEN_MISNAMED = (".doc", ".wps", ".xls")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REMEDIES = {
    ".msg": "save it as .eml",
    ".rar": "pack it as .zip",
    ".7z": "pack it as .zip",
}


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the records of a file; raise :class:`UnreadableError` where it cannot be read."""
    suffix = PurePosixPath(file.path).suffix.lower()
    # Sitemaps are read before all other files, for the addresses of the pages beside them.
    if not file.media and (suffix in _PARTS_OF_PAGES or is_sitemap(file.path, file.data)):
        return
    name = _named_format(file)
    if name is None and suffix in _REMEDIES:
        raise UnreadableError(f"files that end in {suffix} are not read: {_REMEDIES[suffix]}")
    if suffix in _OFTEN_MISNAMED:
        name = _find_by_content(file.data) or name
    read = _find_reader(file, name, suffix)
    try:
        for record in read(file, report):
            yield (
                replace(record, url=record.url or file.url, created=record.created or file.day)
                if file.url or file.day
                else record
            )
    except UnreadableError:
        raise
    except MemoryError:
        raise too_much_memory() from None
    # A library raises whatever it likes where a file is damaged. That file is lost, and no other.
    except Exception as error:
        raise UnreadableError(f"it is damaged ({type(error).__name__})") from error


def _find_reader(
    file: SourceFile, name: str | None, suffix: str
) -> Callable[[SourceFile, Callable[[Problem], None]], Iterator[Record]]:
    """Return what reads a file: a module of ours, or what another package offers for its suffix."""
    if name is None and suffix[1:] in find_plugins("formats"):
        try:
            offered: Callable[[SourceFile, Callable[[Problem], None]], Iterator[Record]]
            offered = load_plugin("formats", suffix[1:])
        except MissingExtraError as error:
            raise UnreadableError(str(error)) from None
        return offered
    name = name or _sniff(file.data)
    if name in _ONE_TEXT and len(file.data) > LARGEST_TEXT:
        raise UnreadableError(f"it is one text of more than {LARGEST_TEXT >> 20} MB: split it")
    ours: Callable[[SourceFile, Callable[[Problem], None]], Iterator[Record]]
    ours = import_module(f"{__name__}.{name}").read_records
    return ours


def is_plain(file: SourceFile) -> bool:
    """Say whether a file can be read here, and need not be read in a process that may be ended. A large one must.

    >>> from retrieval.archive.records import SourceFile
    >>> is_plain(SourceFile("a.txt", b"")), is_plain(SourceFile("a.pdf", b""))
    (True, False)
    """
    if len(file.data) > LARGE:
        return False
    name = _named_format(file)
    if name is None and PurePosixPath(file.path).suffix.lower()[1:] in find_plugins("formats"):
        return False
    name = name or _sniff(file.data)
    # To join broken characters takes longer than all else that is done with a text.
    return name in _PLAIN and file.data.count(b"?") < _MANY_BREAKS


def _named_format(file: SourceFile) -> str | None:
    """Return the module that reads a file by what its server or its name says of it, or None where they say nothing."""
    return _MEDIA.get(file.media.partition(";")[0].strip()) or _find_format(
        PurePosixPath(file.path).suffix.lower()
    )


def _find_format(suffix: str) -> str | None:
    """Return the module that reads files with a suffix: ``_find_format(".htm") == "html"``."""
    return next((name for name, suffixes in FORMATS.items() if suffix and suffix in suffixes.split()), None)


def _find_by_content(data: bytes) -> str:
    """Return the module that reads what is called ``.doc`` or ``.xls`` and is something else; else nothing."""
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(b"PK"):
        with open_package(data) as package:
            names = package.namelist()
        return (
            "word" if "word/document.xml" in names else "spreadsheets" if "xl/workbook.xml" in names else ""
        )
    if data.startswith(_OLE) or b"\0" in data[:2048]:
        return ""
    if _sniff(data) == "html":
        return "html"
    return (
        "letters"
        if data[:512].lower().startswith(b"mime-version:")
        else "tables"
        if b"\t" in data[:2048]
        else ""
    )


def _sniff(data: bytes) -> str:
    """Return the module that reads bytes under a name that says nothing, such as a crawler's ``article?id=7``."""
    # UTF-16 puts a NUL beside every letter of a tag.
    head = data[:2048].replace(b"\0", b"").lower()
    if any(mark in head for mark in (b"<!doctype html", b"<html", b"<head")):
        return "html"
    return "text"
