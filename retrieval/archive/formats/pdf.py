"""PDF: PDFium reads the text of all pages into one record, and lines are joined to paragraphs again.

A PDF knows lines and no paragraphs, and its headers and page numbers stand in the middle of sentences. A page without
text is a picture, which is read where the extra ``ocr`` is installed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from retrieval.archive.formats.ocr import open_recognizer
from retrieval.archive.records import Problem, Record
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pypdfium2 import PdfDocument, PdfPage

    from retrieval.archive.records import SourceFile

_PASSWORD = 4
# A scanned page is drawn at 200 dots an inch, which is enough for body type; PDFium's default is 72.
_SCALE = 200 / 72
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?[0-9０-９ivxIVX]{1,4}\s*(?:页|頁)?(?:\s*[/／共]\s*[0-9]{1,4}\s*页?)?[-—–·•\s]*"
)
_DATE = re.compile(r"D:(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
# Narrower than the end of a sentence is elsewhere: a line that is nearly full may end in 》 or 】 inside its sentence.
_END = re.compile("[。！？…；：”’」』）!?.:]$")
_INDENT = re.compile("^(?:\u3000| {2})")
# A line ends a paragraph where it is shorter than this share of the page's long lines.
_FULL = 0.85
# Programs write such a title where nobody gave one.
_NO_TITLE = re.compile(
    r"(?i)untitled|无标题|microsoft word|\.(?:docx?|wps|indd|qxd|pdf|xlsx?|pptx?)\b|^[0-9A-Za-z_.\-]*$"
)


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
    with document:
        pages = []
        for number in range(len(document)):
            try:
                pages.append(_lines(document, number, file.path, report))
            except PdfiumError as error:
                report(Problem(file.path, number + 1, f"this page is damaged ({error})"))
        properties = document.get_metadata_dict()
    text = "\n".join(_paragraphs(_without_margins(pages)))
    if not text.strip():
        raise UnreadableError("it holds no text")
    title = properties.get("Title", "").strip()
    made = _DATE.match(properties.get("CreationDate", ""))
    yield Record(
        path=file.path,
        text=text,
        title="" if _NO_TITLE.search(title) else title,
        byline=properties.get("Author", "").strip(),
        created="-".join(made.groups()) if made else "",
        encoding="pdf",
    )


def _lines(document: PdfDocument, number: int, path: str, report: Callable[[Problem], None]) -> list[str]:
    with_text = document[number]
    try:
        textpage = with_text.get_textpage()
        # PDFium writes U+FFFE for a hyphen that broke a word at the end of a line.
        text = textpage.get_text_range().replace("\ufffe", "")
        textpage.close()
        lines = [line.rstrip() for line in text.splitlines() if line.strip()]
        if not lines and next(with_text.get_objects(max_depth=3), None) is not None:
            lines = _recognized(with_text, number, path, report)
        return lines
    finally:
        with_text.close()


def _recognized(page: PdfPage, number: int, path: str, report: Callable[[Problem], None]) -> list[str]:
    try:
        recognize = open_recognizer()
    except UnreadableError as error:
        report(Problem(path, number + 1, f"this page is a picture: {error}"))
        return []
    return recognize(page.render(scale=_SCALE).to_numpy())


def _without_margins(pages: list[list[str]]) -> list[list[str]]:
    """Remove page numbers, and headers that most pages repeat, from the first and last lines of pages."""
    ends = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    repeated = {line for line, count in ends.items() if count >= 3 and count * 2 > len(pages)}
    for page in pages:
        for at in (0, -1):
            while page and (page[at].strip() in repeated or _PAGE_NUMBER.fullmatch(page[at])):
                page.pop(at)
    return pages


def _paragraphs(pages: list[list[str]]) -> Iterator[str]:
    """Join the lines that the width of the page broke; a short line ends a paragraph, and an indented one begins the next."""
    lines = [line for page in pages for line in page]
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    paragraph = ""
    for line in lines:
        if paragraph and not _INDENT.match(line):
            ascii_words = paragraph[-1].isascii() and line[0].isascii()
            paragraph += (" " if ascii_words else "") + line.strip()
        else:
            if paragraph:
                yield paragraph
            paragraph = line.strip()
        # A line of full width may end with a full stop by chance; only an indented next line shows that it ends a paragraph.
        if len(line) < _FULL * width or (len(line) < width and _END.search(line)):
            yield paragraph
            paragraph = ""
    if paragraph:
        yield paragraph
