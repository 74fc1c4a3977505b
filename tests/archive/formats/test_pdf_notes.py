import pytest
from structures import pages_of_pdf, write_objects

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile


def read_one(data):
    [record] = read_records(SourceFile("a.pdf", data), print)
    return record


def form(value, *, box="200 700 400 716", kind="/FT/Tx", more=""):
    """Return a PDF with a label and a field beside it."""
    stream = "BT /F 11 Tf 1 0 0 1 100 704 Tm (Applicant name) Tj 1 0 0 1 100 660 Tm (End of form.) Tj ET"
    text = "<feff" + value.encode("utf-16-be").hex() + ">"
    return write_objects(
        [
            "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R]>>>>",
            "<</Type/Pages/Kids[3 0 R]/Count 1>>",
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R/Annots[6 0 R]>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            f"<</Type/Annot/Subtype/Widget{kind}/T(name)/V{text}{more}/Rect[{box}]>>",
        ]
    )


def test_what_is_filled_in_stands_beside_its_label():
    """PDFium keeps a form apart from the page: a filled form would be served empty."""
    text = read_one(form("罗敏")).text
    assert text.replace(" ", "").startswith("Applicantname罗敏")


def test_a_long_value_is_read_line_by_line():
    value = "第一行的内容\r第二行的内容"
    text = read_one(form(value, box="200 600 400 690")).text
    assert text.index("第一行的内容") < text.index("第二行的内容")


@pytest.mark.parametrize(("kind", "reason"), [("comment", "comment"), ("heading", "heading of the outline")])
def test_notes_and_outlines_are_told(kind, reason):
    record = read_one(pages_of_pdf([("paragraph", "Some words"), (kind, "Checked")])[1])
    assert "Checked" not in record.text
    assert [(one.reason, one.text) for one in record.left_out] == [(reason, "Checked")]


def test_a_box_that_is_written_over_a_page_is_text():
    assert "Approved" in read_one(pages_of_pdf([("box", "Approved")])[1]).text


def test_a_box_for_a_tick_says_nothing():
    assert "Yes" not in read_one(form("Yes", kind="/FT/Btn", more="/AS/Yes")).text
