"""PDF: the text of all pages is one record, in reading order, and lines are joined to paragraphs again.

A PDF knows characters and their places, and no paragraphs; its headers and page numbers stand in the middle of
sentences. A page without text is a picture, which is read where the extra ``ocr`` is installed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.formats.columns import write_columns
from retrieval.archive.formats.ocr import open_recognizer
from retrieval.archive.formats.pdf_glyphs import read_glyphs
from retrieval.archive.formats.pdf_layout import Line, order_page
from retrieval.archive.limits import go_on
from retrieval.archive.records import Problem, Record
from retrieval.chinese.numerals import CHINESE
from retrieval.errors import UnreadableError
from retrieval.values import LeftOut, Places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pypdfium2 import PdfDocument, PdfPage

    from retrieval.archive.records import SourceFile

_PASSWORD = 4
# A scanned page is drawn at 200 dots an inch, which is enough for body type; PDFium's default is 72.
_SCALE = 200 / 72
_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?[0-9０-９ivxIVX]{1,4}\s*(?:页|頁)?(?:\s*[/／共]\s*[0-9]{1,4}\s*页?)?[-—–·•\s]*"
)
_DIGITS = re.compile("[0-9０-９]+")
_NUMERALS = re.compile(f"第[{CHINESE}]+[页頁]")
# Headers and footers are the first and last lines of pages: so many of them at most.
_MARGIN_LINES = 2
_DATE = re.compile(r"D:(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
# Narrower than the end of a sentence is elsewhere: a line that is nearly full may end in 》 or 】 inside its sentence.
_END = re.compile("[。！？…；：”’」』）!?.:]$")
# Prose that ends in the middle of a sentence, which a headline at the foot of a page is not.
_RUNS_ON = re.compile(r"[，。；：、].*[㐀-鿿，、（“]$")
# Programs write such a title where nobody gave one.
_NO_TITLE = re.compile(
    r"(?i)untitled|无标题|microsoft word|\.(?:docx?|wps|indd|qxd|pdf|xlsx?|pptx?)\b|^[0-9A-Za-z_.\-]*$"
)


class _Page(NamedTuple):
    """A page's number, from 1, and its lines."""

    number: int
    lines: list[Line]


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
    pages: list[_Page] = []
    with document:
        damaged: list[int] = []
        for number in range(len(document)):
            try:
                pages.append(_Page(number + 1, _read_page(document, number, file, report)))
            except PdfiumError:
                damaged.append(number + 1)
            go_on()
        for first, last in _runs(damaged):
            # A file of a kilobyte may say that it has 100,000 pages.
            message = "this page is damaged" if first == last else f"the pages up to {last} are damaged"
            report(Problem(file.path, first, message))
        properties = document.get_metadata_dict()
    left_out = _take_margins(pages)
    paragraphs = _with_tables(list(_paragraphs(pages)))
    text = "\n".join(paragraph for _, paragraph in paragraphs)
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
        places=Places("page", "", tuple(_marks(paragraphs))),
        left_out=left_out,
    )


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Give the first and the last of numbers that follow one another: 2, 3, 4, 9 are 2 to 4, and 9."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
            yield numbers[first], number
            first = place + 1


def _read_page(
    document: PdfDocument, number: int, file: SourceFile, report: Callable[[Problem], None]
) -> list[Line]:
    page = document[number]
    try:
        lines = order_page(read_glyphs(page, file.data, number))
        if not lines and next(page.get_objects(max_depth=3), None) is not None:
            lines = _recognized(page, number, file.path, report)
        return lines
    finally:
        page.close()


def _recognized(page: PdfPage, number: int, path: str, report: Callable[[Problem], None]) -> list[Line]:
    try:
        recognize = open_recognizer()
    except UnreadableError as error:
        report(Problem(path, number + 1, f"this page is a picture: {error}"))
        return []
    texts = recognize(page.render(scale=_SCALE).to_numpy())
    # What is recognized has no exact places. A line is full where it is as long as the long ones.
    lengths = sorted(map(len, texts))
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    return [Line(text, full=len(text) >= 0.85 * width, filled=len(text) >= width) for text in texts]


def _take_margins(pages: list[_Page]) -> tuple[LeftOut, ...]:
    """Take page numbers, headers and footers off the pages, and return them.

    A header stands at one height on several pages, and differs there by numbers alone: 第1页, 第2页.
    """
    seen: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for page in pages:
        for line in {*page.lines[:_MARGIN_LINES], *page.lines[-_MARGIN_LINES:]}:
            for height in _heights(line):
                seen[_without_numbers(line.text), height].add(page.number)
    taken: list[str] = []

    def is_margin(line: Line) -> bool:
        if _PAGE_NUMBER.fullmatch(line.text):
            return True
        plain = _without_numbers(line.text)
        on = max(len(seen.get((plain, height), ())) for height in _heights(line))
        # Two pages are enough where the number of the page stands in it.
        return on >= 3 or (on >= 2 and on == len(pages) and plain != line.text and len(plain) < 60)

    for page in pages:
        for at in (0, -1):
            found = page.lines[:_MARGIN_LINES] if at == 0 else page.lines[: -_MARGIN_LINES - 1 : -1]
            margins = list(takewhile(is_margin, found))
            taken += [line.text for line in margins]
            for _ in margins[: len(page.lines)]:
                page.lines.pop(at)
    return tuple(LeftOut("page header or footer", text) for text in taken)


def _heights(line: Line) -> tuple[int, int]:
    """Return a line's height in steps of four points, the two nearest ones: it may stand on the border of two."""
    return round(line.bottom / 4), int(line.bottom // 4)


def _without_numbers(text: str) -> str:
    return _NUMERALS.sub("第#页", _DIGITS.sub("#", text.strip()))


def _paragraphs(pages: Sequence[_Page]) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """Join the lines that the width of the page broke; yield each paragraph with the pages that its stretches stand on.

    A short line ends a paragraph, and an indented one begins the next.
    """
    paragraph, places = "", list[tuple[int, int]]()
    for number, lines in pages:
        for place, line in enumerate(lines):
            written = line.text.strip()
            if paragraph and (line.indented or line.apart):
                yield places, paragraph
                paragraph, places = "", []
            if not places or places[-1][1] != number:
                places.append((len(paragraph), number))
            if paragraph and paragraph[-1].isascii() and written[:1].isascii():
                paragraph += " "
            paragraph += written
            if place == len(lines) - 1 and _RUNS_ON.search(paragraph):
                # The page ends, and the sentence goes on overleaf.
                continue
            # A line of full width may end with a full stop by chance; only an indented next line shows that it ends
            # a paragraph.
            if not line.full or (not line.filled and _END.search(written)):
                yield places, paragraph
                paragraph, places = "", []
    if paragraph:
        yield places, paragraph


def _with_tables(
    paragraphs: list[tuple[list[tuple[int, int]], str]],
) -> list[tuple[list[tuple[int, int]], str]]:
    """Write rows of tables, which are paragraphs of a line each, with their heads."""
    texts = [paragraph for _, paragraph in paragraphs]
    return [
        paragraphs[number] if text == texts[number] else ([(0, paragraphs[number][0][0][1])], text)
        for number, text in write_columns(texts)
    ]


def _marks(paragraphs: Sequence[tuple[list[tuple[int, int]], str]]) -> Iterator[tuple[int, str]]:
    at, last = 0, 0
    for places, paragraph in paragraphs:
        for start, number in places:
            if number != last:
                yield at + start, str(number)
                last = number
        at += len(paragraph) + 1
