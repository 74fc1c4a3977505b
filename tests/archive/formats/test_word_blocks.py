import pytest
from docx.oxml import parse_xml

from retrieval.archive.formats.word_blocks import read_blocks

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(*inner):
    return f"<w:p>{''.join(inner)}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"


def lines_of(body, notes=None):
    element = parse_xml(f"<w:body {SPACES}>{body}</w:body>")
    return [
        line
        for block in read_blocks(element, notes or {}, lambda _: "")
        for line in block.lines
        if line.strip()
    ]


WIDE = '<w:gridSpan w:val="2"/>'
HIGH, BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
BOX = f"<w:txbxContent>{paragraph(run('框中的字'))}</w:txbxContent>"
CASES = {
    "what was inserted is text, what was deleted is none": (
        paragraph(run("站长由"), f"<w:ins>{run('沈月英')}</w:ins>", "<w:del><w:r><w:delText>何立</w:delText></w:r></w:del>", run("担任。")),
        ["站长由沈月英担任。"],
    ),
    "what was moved stands where it is now": (
        paragraph(f"<w:moveFrom>{run('甲')}</w:moveFrom>", run("乙"), f"<w:moveTo>{run('甲')}</w:moveTo>"),
        ["乙甲"],
    ),
    "a content control in a paragraph, and one around paragraphs": (
        paragraph(run("经理："), f"<w:sdt><w:sdtContent>{run('高志远')}</w:sdtContent></w:sdt>")
        + f"<w:sdt><w:sdtContent>{paragraph(run('工期一年。'))}</w:sdtContent></w:sdt>",
        ["经理：高志远", "工期一年。"],
    ),
    "a text box stands once, though it is written twice": (
        paragraph(
            run("正文"),
            f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        ),
        ["正文", "框中的字"],
    ),
    "a box of an older Word": (paragraph(f"<w:r><w:pict><v:textbox>{BOX}</v:textbox></w:pict></w:r>"), ["框中的字"]),
    "a link, a field and its instruction": (
        paragraph(
            f"<w:hyperlink>{run('网站')}</w:hyperlink>", "<w:r><w:instrText>PAGE</w:instrText></w:r>",
            f"<w:fldSimple>{run('第三页')}</w:fldSimple>",
        ),
        ["网站第三页"],
    ),
    "pronunciation above a character": (
        paragraph(f"<w:r><w:ruby><w:rt>{run('shěn')}</w:rt><w:rubyBase>{run('沈')}</w:rubyBase></w:ruby></w:r>"),
        ["沈"],
    ),
    "cells over several rows and columns": (
        (
            f"<w:tbl><w:tr>{cell('部门')}{cell('值班员', WIDE)}</w:tr>"
            f"<w:tr>{cell('城事部', HIGH)}{cell('文澍')}{cell('8101')}</w:tr>"
            f"<w:tr>{cell('', BELOW)}{cell('荀一鸣')}{cell('8102')}</w:tr></w:tbl>"
        ),
        ["部门：城事部；值班员：文澍；值班员：8101", "部门：城事部；值班员：荀一鸣；值班员：8102"],
    ),
    "a table that frames a page": (
        (f"<w:tbl><w:tr><w:tc><w:tbl><w:tr>{cell('姓名')}{cell('电话')}</w:tr><w:tr>{cell('罗敏')}{cell('8101')}</w:tr></w:tbl>"
        f"{paragraph(run('正文。'))}</w:tc></w:tr></w:tbl>"),
        ["姓名：罗敏；电话：8101", "正文。"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_a_reader_sees_is_read(name):
    """All that Word shows in a document's body is a line, in its order, and nothing that it does not show is."""
    body, lines = CASES[name]
    assert lines_of(body) == lines


def test_a_note_follows_its_paragraph():
    body = paragraph(run("水价见注"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + paragraph(run("下文。"))
    assert lines_of(body, {("footnoteReference", "2"): ["每立方米二元八角。"]}) == [
        "水价见注",
        "每立方米二元八角。",
        "下文。",
    ]
