"""EPUB: each chapter is a record, and chapters come in reading order."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from retrieval.archive.accounting import tell_words
from retrieval.archive.formats.html import decode_page, page_lines, parse_markup
from retrieval.archive.formats.markup_lists import write_numbers, write_pairs
from retrieval.archive.formats.markup_tables import write_tables
from retrieval.archive.formats.packages import open_package, parse_member, read_member
from retrieval.archive.records import Problem, Record
from retrieval.errors import UnreadableError
from retrieval.values import NOWHERE, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from zipfile import ZipFile

    from retrieval.archive.records import SourceFile
    from retrieval.values import LeftOut

_CONTAINER = "META-INF/container.xml"
_PAGES = ("application/xhtml+xml", "text/html")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the chapters. A record's ``path`` leads to the chapter inside the book; title and author are the book's."""
    with open_package(file.data) as package:
        place = _first(parse_member(package, _CONTAINER), "rootfile", "full-path")
        book = parse_member(package, place)
        title, byline = _text(book, "title"), " ".join(_texts(book, "creator"))
        source, day = _text(book, "publisher"), _text(book, "date")
        number = 0
        chapters, others = _pages_of(book, posixpath.dirname(place))
        # What the book shows beside its chapters is told with the last one.
        beside = [("description of the book", line) for line in _texts(book, "description")]
        beside += [("page that is no chapter", line) for name in others for line in _lines_of(package, name)]
        kept: list[str] = []
        last: Record | None = None
        for name in chapters:
            path = f"{file.path}!/{name}"
            try:
                text, encoding = decode_page(read_member(package, name))
                heading, lines, left_out = _chapter(text)
            except UnreadableError as error:
                report(Problem(path, None, str(error)))
                continue
            if not lines:
                # It is a cover or a picture.
                beside += [(one.reason, one.text) for one in left_out]
                continue
            number += 1
            if last:
                yield last
            kept += [heading, *lines]
            last = Record(
                path=path,
                text="\n".join(lines),
                title=" ".join(dict.fromkeys(filter(None, (title, heading)))),
                byline=byline,
                source=source,
                date=day,
                encoding=encoding,
                body=True,
                places=Places("chapter", heading) if heading else NOWHERE,
                left_out=left_out,
            )
    if last is None:
        raise UnreadableError("the book holds no text")
    yield replace(last, left_out=last.left_out + tell_words(beside, "\n".join([title, *kept])))


def _lines_of(package: ZipFile, name: str) -> list[str]:
    try:
        heading, lines, left_out = _chapter(decode_page(read_member(package, name))[0])
    except UnreadableError:
        # A book may list pages that it does not hold.
        return []
    return [heading, *lines, *(one.text for one in left_out)]


def _pages_of(book: Any, folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the chapters' files, and those of the other pages: tables of contents, notes outside the order."""
    pages = {
        item.get("id"): posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        for item in _elements(book, "item")
        if item.get("media-type") in _PAGES
    }
    contents = {
        item.get("id") for item in _elements(book, "item") if "nav" in (item.get("properties") or "").split()
    }
    spine = [item.get("idref") for item in _elements(book, "itemref")]
    chapters = list(dict.fromkeys(pages[name] for name in spine if name in pages and name not in contents))
    return chapters, [page for page in dict.fromkeys(pages.values()) if page not in chapters]


def _chapter(text: str) -> tuple[str, list[str], tuple[LeftOut, ...]]:
    """Return a chapter's heading, its lines, and its words that stand in none of them."""
    tree, words = parse_markup(text)
    for element in tree.xpath(".//head"):
        # A chapter's <title> mostly repeats the book's.
        element.drop_tree()
    write_numbers(tree)
    write_pairs(tree)
    write_tables(tree)
    headings = tree.xpath("//h1 | //h2 | //h3")
    heading = " ".join(headings[0].text_content().split()) if headings else ""
    lines = page_lines(tree)
    left_out = tell_words(words, "\n".join(lines))
    if heading and lines and "".join(lines[0].split()) == "".join(heading.split()):
        lines = lines[1:]
    return heading, lines, left_out


def _elements(root: Any, name: str) -> list[Any]:
    found: list[Any] = root.xpath(f"//*[local-name() = '{name}']")
    return found


def _first(root: Any, name: str, attribute: str) -> str:
    for element in _elements(root, name):
        if value := element.get(attribute):
            return str(value)
    raise UnreadableError("it is no book: its list of contents is missing")


def _texts(root: Any, name: str) -> list[str]:
    return [text for element in _elements(root, name) if (text := (element.text or "").strip())]


def _text(root: Any, name: str) -> str:
    return next(iter(_texts(root, name)), "")
