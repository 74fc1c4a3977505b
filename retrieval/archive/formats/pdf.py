"""PDF: the text of all pages is one record, in reading order, and lines are joined to paragraphs again.

A PDF knows characters and their places, and no paragraphs; its headers and page numbers stand in the middle of
sentences. A page without text is a picture, which is read where the extra ``ocr`` is installed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.archive.accounting import tell_words
from retrieval.archive.formats.ocr import open_recognizer
from retrieval.archive.formats.paging import Page, following, given_title, join_pages, lines_of_picture
from retrieval.archive.formats.pdf_glyphs import Reserve, read_glyphs
from retrieval.archive.formats.pdf_notes import read_beside, read_over
from retrieval.archive.formats.vertical_layout import order_any_page
from retrieval.archive.limits import go_on
from retrieval.archive.records import Problem, Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfDocument, PdfPage

    from retrieval.archive.formats.page_layout import Line
    from retrieval.archive.records import SourceFile

_PASSWORD = 4
# A scanned page is drawn at 200 dots an inch, which is enough for body type; PDFium's default is 72.
_SCALE = 200 / 72
_DATE = re.compile(r"D:(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")


def read_records(file: SourceFile, report: Callable[[Problem], None]) -> Iterator[Record]:
    """Yield the file as one record; a page that cannot be read is reported."""
    # Imported here: only an archive with PDF files waits for it.
    from pypdfium2 import PdfDocument, PdfiumError  # noqa: PLC0415 - see above

    try:
        document = PdfDocument(file.data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            raise UnreadableError("it is under a password: save it without one") from None
        raise UnreadableError(f"it is no PDF, or damaged ({error})") from None
    pages: list[Page] = []
    beside: list[tuple[str, str]] = []
    reserve = Reserve(file.data)
    with document:
        # Before the first page is opened: else what is filled in stays unseen.
        document.init_forms()
        damaged: list[int] = []
        for number in range(len(document)):
            try:
                pages.append(
                    Page(number + 1, _read_page(document, number, reserve, beside, file.path, report))
                )
            except PdfiumError:
                damaged.append(number + 1)
            go_on()
        for first, last in following(damaged):
            # A file of a kilobyte may say that it has 100,000 pages.
            message = "this page is damaged" if first == last else f"the pages up to {last} are damaged"
            report(Problem(file.path, first, message))
        with suppress(PdfiumError, ValueError):
            beside += read_beside(document)
        properties = document.get_metadata_dict()
    text, places, left_out = join_pages(pages)
    if not text.strip():
        raise UnreadableError("it holds no text")
    made = _DATE.match(properties.get("CreationDate", ""))
    yield Record(
        path=file.path,
        text=text,
        title=given_title(properties.get("Title", "")),
        byline=properties.get("Author", "").strip(),
        created="-".join(made.groups()) if made else "",
        encoding="pdf",
        places=places,
        left_out=left_out + tell_words(beside, text),
    )


def _read_page(
    document: PdfDocument,
    number: int,
    reserve: Reserve,
    beside: list[tuple[str, str]],
    path: str,
    report: Callable[[Problem], None],
) -> list[Line]:
    """Return the lines of a page; ``beside`` takes the notes on it."""
    page = document[number]
    try:
        over = read_over(page, document)
        beside += over.notes
        drawn = read_glyphs(page, reserve, number)
        if not drawn and next(page.get_objects(max_depth=3), None) is not None:
            return _recognized(page, number, path, report) + order_any_page(over.glyphs)
        return order_any_page(drawn + over.glyphs)
    finally:
        page.close()


def _recognized(page: PdfPage, number: int, path: str, report: Callable[[Problem], None]) -> list[Line]:
    try:
        recognize = open_recognizer()
    except UnreadableError as error:
        report(Problem(path, number + 1, f"this page is a picture: {error}"))
        return []
    return lines_of_picture(recognize(page.render(scale=_SCALE).to_numpy()))
