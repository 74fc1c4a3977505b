"""What lies over the pages of a PDF: filled fields and written boxes, as characters in their places; notes, as words.

PDFium keeps them apart from a page's text. What a person filled in stands beside its label again, and a note is told.
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.formats.page_layout import Glyph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pypdfium2 import PdfDocument, PdfPage

# The size of type in a box that is higher, in points; and how much higher than its type a line is.
_TYPE, _LEADING = 11.0, 1.2
# A page of a damaged file may claim any number of notes. Of a note the library writes nothing into a buffer that is too small.
_MOST = 10_000
# Fields of a form by PDFium's numbers: what is typed or chosen. What is ticked says its own name and nothing that is shown.
_TYPED, _CHOSEN = 6, (4, 5)


class Over(NamedTuple):
    """What lies over a page: characters, and notes with the reason why they are told and not read."""

    glyphs: list[Glyph]
    notes: list[tuple[str, str]]


def read_over(page: PdfPage, document: PdfDocument) -> Over:
    """Return what lies over a page of a document whose forms are open (``PdfDocument.init_forms``)."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only an archive with PDF files waits for it

    found = Over([], [])
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        try:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            if kind == pdfium.FPDF_ANNOT_WIDGET and document.formenv is not None:
                if value := _value(annotation, document.formenv.raw, pdfium):
                    found.glyphs.extend(_placed(value, annotation, pdfium))
            elif kind not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP):
                words = _contents(annotation, pdfium)
                if kind == pdfium.FPDF_ANNOT_FREETEXT:
                    found.glyphs.extend(_placed(words, annotation, pdfium))
                elif words.strip():
                    found.notes.append(("comment", " ".join(words.split())))
        finally:
            pdfium.FPDFPage_CloseAnnot(annotation)
    return found


def read_beside(document: PdfDocument) -> Iterator[tuple[str, str]]:
    """Yield what a document holds beside its pages: the headings of its outline, and the names of what is attached."""
    for item in document.get_toc():
        yield "heading of the outline", " ".join(item.get_title().split())
    for number in range(min(document.count_attachments(), _MOST)):
        yield "attached file", document.get_attachment(number).get_name()


def _value(annotation: Any, form: Any, pdfium: Any) -> str:
    if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) not in (_TYPED, *_CHOSEN):
        return ""
    return _string(lambda *at: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, *at), pdfium)


def _contents(annotation: Any, pdfium: Any) -> str:
    return _string(lambda *at: pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", *at), pdfium)


def _string(get: Any, pdfium: Any) -> str:
    """Return what a function of PDFium writes into a buffer: it says how many bytes it needs, and writes UTF-16."""
    length = get(None, 0)
    buffer = ctypes.create_string_buffer(max(length, 2))
    get(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def _placed(words: str, annotation: Any, pdfium: Any) -> Iterator[Glyph]:
    """Yield the characters of a box where a program would draw them: line below line, from its upper left corner."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
        return
    left, right = sorted((box.left, box.right))
    low, high = sorted((box.bottom, box.top))
    size = max(min(_TYPE, (high - low) / _LEADING), 1.0)
    # A single line stands in the middle of its field.
    lines = words.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    top = high if len(lines) > 1 or high - low > 2 * _LEADING * size else (high + low + size) / 2
    for line in lines:
        at = left
        for letter in line:
            width = size / 2 if letter.isascii() else size
            if at + width > max(right, left + width):
                at, top = left, top - _LEADING * size
            yield Glyph(letter, at, top - size, at + width, top)
            at += width
        top -= _LEADING * size
