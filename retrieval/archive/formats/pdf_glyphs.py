"""The characters of a PDF page and their places, as PDFium sees them, or pypdf where PDFium sees none.

PDFium leaves out a character that has no width: one that is drawn by itself in a font that is not in the file, where the
system has none to stand in. Such files are made by offices' programs, and read well where the font is installed.
"""

from __future__ import annotations

import ctypes
import io
from functools import cached_property
from typing import TYPE_CHECKING, Any

from retrieval.archive.formats.page_layout import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfPage

# PDFium writes U+FFFE for a hyphen that broke a word at the end of a line.
_NOTHING = frozenset({"\0", "\ufffe", "\uffff", "\r", "\n"})


class Reserve:
    """The same file as pypdf sees it; it is opened for the first page that needs it, and for no other again."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _pages(self) -> Any:
        import pypdf  # noqa: PLC0415 - only files that PDFium cannot read wait for it

        return pypdf.PdfReader(io.BytesIO(self._data)).pages

    def read_glyphs(self, number: int) -> list[Glyph]:
        """Return the characters of a page, counted from 0; none where it cannot be read."""
        glyphs: list[Glyph] = []

        def visit(text: str, _matrix: Any, place: Any, _font: Any, size: float) -> None:
            left, bottom = float(place[4]), float(place[5])
            size = max(size * abs(float(place[3]) or 1.0), 1.0)
            for letter in text.strip("\r\n"):
                right = left + (size / 2 if letter.isascii() else size)
                if letter not in _NOTHING:
                    glyphs.append(Glyph(letter, left, bottom, right, bottom + size))
                left = right

        try:
            self._pages[number].extract_text(visitor_text=visit)
        except Exception:  # noqa: BLE001 - it raises whatever it likes, and what PDFium saw is better than nothing
            return []
        return glyphs


def read_glyphs(page: PdfPage, reserve: Reserve, number: int) -> list[Glyph]:
    """Return the characters of a page in the order in which they are drawn; ``number`` counts pages from 0."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only an archive with PDF files waits for it

    glyphs = list(_pdfium_glyphs(page, pdfium))
    # Each object of text shows a character at least.
    if len(glyphs) * 2 < sum(1 for _ in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3)):
        return reserve.read_glyphs(number) or glyphs
    return glyphs


def _pdfium_glyphs(page: PdfPage, pdfium: Any) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    box = pdfium.FS_RECTF()
    reference = ctypes.byref(box)
    raw = textpage.raw
    high = ""
    try:
        for place in range(textpage.count_chars()):
            text = chr(pdfium.FPDFText_GetUnicode(raw, place))
            # PDFium puts spaces and ends of lines of its own where it thinks that they belong.
            if text in _NOTHING or pdfium.FPDFText_IsGenerated(raw, place) == 1:
                continue
            if "\ud800" <= text < "\udc00":
                high = text
                continue
            if high:
                text, high = (high + text).encode("utf-16", "surrogatepass").decode("utf-16", "replace"), ""
            if pdfium.FPDFText_GetLooseCharBox(raw, place, reference):
                yield Glyph(text, box.left, box.bottom, box.right, box.top)
    finally:
        textpage.close()
