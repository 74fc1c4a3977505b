import pypdf
import pytest
from pages import write_pdf

from retrieval.archive.formats import pdf_glyphs, read_records
from retrieval.archive.records import SourceFile

PAGE = ["北渠泵站更新改造工程昨日开工，工程指挥长由水利局", "副局长方敏担任。"]


def read_text(data):
    [record] = read_records(SourceFile("a.pdf", data), print)
    return record.text


def test_both_libraries_see_the_same_text(monkeypatch):
    """Where PDFium drops the characters of a font that nobody has, pypdf reads the page."""
    data = write_pdf(PAGE, ["第二页的文字。"])
    seen = read_text(data)
    monkeypatch.setattr(pdf_glyphs, "_pdfium_glyphs", lambda *_: iter(()))
    assert read_text(data) == seen
    assert "方敏担任。" in seen


@pytest.mark.parametrize("damage", [b"", b"%PDF-1.4 nothing"])
def test_a_page_that_neither_reads_has_no_characters(damage):
    """Pypdf is asked of bytes that PDFium could read, and may fail all the same."""
    assert pdf_glyphs.Reserve(damage).read_glyphs(0) == []


def test_the_second_library_opens_a_file_once(monkeypatch):
    """A file of a thousand pages that PDFium cannot read is not opened a thousand times."""
    opened = []
    reader = pypdf.PdfReader
    monkeypatch.setattr(pypdf, "PdfReader", lambda stream: opened.append(stream) or reader(stream))
    monkeypatch.setattr(pdf_glyphs, "_pdfium_glyphs", lambda *_: iter(()))
    assert "第二页" in read_text(write_pdf(PAGE, ["第二页的文字。"], ["第三页的文字。"]))
    assert len(opened) == 1
