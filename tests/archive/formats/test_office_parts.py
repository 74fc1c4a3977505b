import io
import zipfile

import pytest
from structures import drawn_sheet, sheet, slides, word

from retrieval.archive.formats import read_records
from retrieval.archive.formats.office_parts import find_parts, read_boxes, read_diagram
from retrieval.archive.formats.packages import open_package, parse_data
from retrieval.archive.records import SourceFile


def parts_of(made):
    with open_package(made[1]) as package:
        return find_parts(package)


@pytest.mark.parametrize(
    ("write", "kind", "reason"),
    [
        (sheet, "comment", "comment"),
        (sheet, "header", "page header or footer"),
        (drawn_sheet, "chart", "words of a chart"),
        (drawn_sheet, "caption", "words of a chart"),
        (drawn_sheet, "picture", "words of a picture"),
        (slides, "picture", "words of a picture"),
        (slides, "chart", "words of a chart"),
        (word, "picture", "words of a picture"),
        (word, "chart", "words of a picture"),
        (word, "reading", "reading above a character"),
    ],
)
def test_what_stands_beside_the_text_is_found(write, kind, reason):
    assert (reason, "各月雨量") in parts_of(write([(kind, "各月雨量")]))


def test_codes_of_a_header_are_no_words():
    """&P stands for the page's number, and &"宋体"&12 for a font."""
    found = parts_of(sheet([("header", '&"宋体,加粗"&12汛情通报 第&P页')]))
    assert [words for reason, words in found if reason == "page header or footer"] == ["汛情通报 第 页"]


def test_boxes_over_a_sheet_are_a_text():
    """They hold notes that are asked for as cells are."""
    name, data = drawn_sheet([("box", "值班电话8101")])
    with open_package(data) as package:
        assert read_boxes(package) == ["值班电话8101"]
    assert [record.text for record in read_records(SourceFile(name, data), print)][-1] == "值班电话8101"


def test_notes_and_boxes_of_open_document_are_read():
    out = io.BytesIO()
    content = (
        '<office:document xmlns:office="o" xmlns:text="t" xmlns:draw="d"><office:annotation><text:p>此处</text:p><text:p>待核</text:p>'
        "</office:annotation><draw:text-box><text:p>汛期<text:span>值班</text:span></text:p></draw:text-box></office:document>"
    )
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("content.xml", content)
    with open_package(out.getvalue()) as package:
        assert find_parts(package) == [("comment", "此处 待核")]
        assert read_boxes(package) == ["汛期值班"]


def test_a_diagram_says_what_its_boxes_say():
    """Points between boxes, which only join them, say nothing."""
    a = "http://schemas.openxmlformats.org/drawingml/2006/main"
    written = "".join(
        f'<dgm:pt type="{kind}"><dgm:t><a:p xmlns:a="{a}"><a:r><a:t>{words}</a:t></a:r></a:p></dgm:t></dgm:pt>'
        for kind, words in (("node", "排查"), ("parTrans", "无"), ("node", "转移"))
    )
    assert list(read_diagram(parse_data(f'<dgm:m xmlns:dgm="d">{written}</dgm:m>'.encode(), "data"))) == [
        "排查",
        "转移",
    ]
