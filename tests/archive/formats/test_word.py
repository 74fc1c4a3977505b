import io
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from pages import write_zip

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def read_one(data):
    [record] = read_records(SourceFile("a.docx", data), print)
    return record


def written(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_paragraphs_and_tables_come_in_order():
    document = Document()
    document.core_properties.author = "陈立"
    document.add_heading("防汛通报", 0)
    document.add_paragraph("水位如下。")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [*table.rows[0].cells, *table.rows[1].cells], ["站点", "水位", "江城站", "23.5"], strict=True
    ):
        cell.text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    document.add_paragraph("请各地值守。")
    record = read_one(written(document))
    assert (record.title, record.byline) == ("防汛通报", "陈立")
    assert record.text.split("\n") == ["水位如下。", "站点 水位", "江城站：23.5", "请各地值守。"]


def test_a_file_is_not_as_old_as_the_template():
    """python-docx leaves its template's day in what it writes; any other day is the file's own."""
    document = Document()
    document.add_paragraph("水位如下。")
    assert read_one(written(document)).created == ""
    document.core_properties.created = datetime(2013, 12, 23, 8, tzinfo=UTC)
    assert read_one(written(document)).created == "2013-12-23"


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "damaged"),
        (b"PK\x03\x04 cut", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ole", "password"),
        (write_zip({"a.txt": "no Word"}), "no Word file"),
        (write_zip({"word/document.xml": bytes(64 << 20)}), "bomb"),
    ],
)
def test_what_is_no_word_file_is_named(data, word):
    with pytest.raises(UnreadableError, match=word):
        read_one(data)


def test_an_empty_document_is_named():
    with pytest.raises(UnreadableError, match="no text"):
        read_one(written(Document()))


def test_what_word_shows_beside_the_text_is_told():
    """Headers, comments and deleted text are no sentences of the document, and each is named as left out."""
    document = Document()
    run = document.add_paragraph("会议召开。").add_run("")
    document.add_comment(run, "此处待核。", author="陈立")
    document.sections[0].header.paragraphs[0].text = "内部资料"
    deleted = parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>何立</w:delText></w:r></w:del>")
    document.paragraphs[0]._p.append(deleted)  # noqa: SLF001 - python-docx writes no tracked changes
    record = read_one(written(document))
    assert record.text == "会议召开。"
    assert {(one.reason, one.text) for one in record.left_out} == {
        ("comment", "此处待核。"),
        ("page header or footer", "内部资料"),
        ("deleted under tracked changes", "何立"),
    }
