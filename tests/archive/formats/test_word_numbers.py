import io

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile

SPACES = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def level(number, text, format="decimal", inner="", start=1):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/>{inner}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def pattern(id, *levels):
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def a_list(id, pattern, *overrides):
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{pattern}"/>{"".join(overrides)}</w:num>'


def restart(number, start):
    return f'<w:lvlOverride w:ilvl="{number}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def number(id=None, at=None):
    """Return what says of which list a paragraph is, and on which level."""
    shown = ("" if at is None else f'<w:ilvl w:val="{at}"/>') + (
        "" if id is None else f'<w:numId w:val="{id}"/>'
    )
    return f"<w:numPr>{shown}</w:numPr>"


def properties(inner):
    return parse_xml(f"<w:pPr {SPACES}>{inner}</w:pPr>")


def style(id, inner, based=""):
    above = f'<w:basedOn w:val="{based}"/>' if based else ""
    return f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/>{above}<w:pPr>{inner}</w:pPr></w:style>'


def write(lists, paragraphs, styles=()):
    """Return a Word file: ``paragraphs`` are pairs of properties and text."""
    document = Document()
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    for child in parse_xml(f"<w:numbering {SPACES}>{''.join(lists)}</w:numbering>"):
        root.append(child)
    for child in parse_xml(f"<w:styles {SPACES}>{''.join(styles)}</w:styles>"):
        document.styles.element.append(child)
    for inner, text in paragraphs:
        paragraph = document.add_paragraph(text)._p  # noqa: SLF001 - python-docx writes no numbers
        if paragraph.pPr is not None:
            paragraph.remove(paragraph.pPr)
        paragraph.insert(0, properties(inner))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def lines_of(*args, **named):
    [record] = read_records(SourceFile("a.docx", write(*args, **named)), print)
    return record.text.split("\n")


LAW = pattern(
    7,
    level(0, "第%1章", "chineseCountingThousand"),
    level(1, "第%2条", "chineseCountingThousand", '<w:lvlRestart w:val="0"/>'),
    level(2, "（%3）", "chineseCounting", '<w:suff w:val="nothing"/>'),
)
OUTLINE = pattern(3, level(0, "%1"), level(1, "%1.%2"), level(2, "%3)", "lowerLetter"))
LINKED = pattern(
    3, level(0, "%1、", "japaneseCounting", '<w:pStyle w:val="One"/>'), level(1, "%1.%2", inner='<w:pStyle w:val="Two"/><w:isLgl/>')
)  # fmt: skip
CASES = {
    "a law, whose articles count on over its chapters": (
        ([LAW, a_list(1, 7)], [(number(1, at), text) for at, text in (
            (0, "总则"), (1, "为了加强管理。"), (1, "许可证由水利局发放。"), (2, "采砂；"), (2, "运砂。"), (0, "罚则"), (1, "处以罚款。"), (2, "较轻的；"),
        )]),
        ["第一章 总则", "第一条 为了加强管理。", "第二条 许可证由水利局发放。", "（一）采砂；", "（二）运砂。", "第二章 罚则", "第三条 处以罚款。", "（一）较轻的；"],
    ),
    "a level below begins anew": (
        ([OUTLINE, a_list(1, 3)], [(number(1, at), "甲") for at in (0, 1, 2, 2, 1, 2, 0, 1)]),
        ["1 甲", "1.1 甲", "a) 甲", "b) 甲", "1.2 甲", "a) 甲", "2 甲", "2.1 甲"],
    ),
    "a level above that no paragraph had": (([OUTLINE, a_list(1, 3)], [(number(1, 1), "甲"), (number(1, 0), "乙")]), ["1.1 甲", "1 乙"]),
    "what stands between goes on with the list": (
        ([OUTLINE, a_list(1, 3)], [(number(1), "甲"), ("", "说明。"), (number(0), "不编号。"), (number(1), "乙")]),
        ["1 甲", "说明。", "不编号。", "2 乙"],
    ),
    "another list after one pattern goes on, unless it says where it begins": (
        ([OUTLINE, a_list(1, 3), a_list(2, 3), a_list(4, 3, restart(0, 5))],
         [(number(id), "甲") for id in (1, 2, 4, 4, 1)]),
        ["1 甲", "2 甲", "5 甲", "6 甲", "7 甲"],
    ),
    "two patterns are counted apart": (
        ([OUTLINE, pattern(4, level(0, "%1.", start=3)), a_list(1, 3), a_list(2, 4)], [(number(id), "甲") for id in (1, 2, 1, 2)]),
        ["1 甲", "3. 甲", "2 甲", "4. 甲"],
    ),
    "a level that a list writes in its own way": (
        ([OUTLINE, a_list(1, 3, f'<w:lvlOverride w:ilvl="0">{level(0, "附件%1：")}</w:lvlOverride>')], [(number(1), "名单")]),
        ["附件1：名单"],
    ),
    "numbers by style, by its link, and through what it is based on": (
        ([LINKED, a_list(1, 3)], [(f'<w:pStyle w:val="{one}"/>', "甲") for one in ("One", "Two", "Mine", "None", "One")],
         [style("One", number(1)), style("Two", number(1), "One"), style("Mine", "", "Two"), style("None", number(0), "One")]),
        ["一、甲", "1.1 甲", "1.2 甲", "甲", "二、甲"],
    ),
    "a style that says its level, and a paragraph that says another": (
        ([OUTLINE, a_list(1, 3)], [('<w:pStyle w:val="Two"/>', "甲"), ('<w:pStyle w:val="Two"/>' + number(at=0), "乙")],
         [style("Two", number(1, 1))]),
        ["1.1 甲", "1 乙"],
    ),
    "a list that stands for a style of lists": (
        ([OUTLINE, pattern(9, '<w:numStyleLink w:val="Mine"/>'), a_list(1, 3), a_list(2, 9)], [(number(2), "甲"), (number(1), "乙")],
         [style("Mine", number(1))]),
        ["1 甲", "2 乙"],
    ),
    "bullets and levels without text are no numbers": (
        ([pattern(1, level(0, "•", "bullet"), level(1, "")), a_list(1, 1)], [(number(1, 0), "甲"), (number(1, 1), "乙")]), ["甲", "乙"],
    ),
    "a format of one's own": (
        ([pattern(1, '<w:lvl w:ilvl="0"><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
          '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="No.%1"/></w:lvl>'),
          a_list(1, 1)], [(number(1), "甲")]),
        ["No.000 甲"],
    ),
    "a paragraph that was deleted under tracked changes counts for none": (
        ([OUTLINE, a_list(1, 3)], [(number(1), "甲"), (number(1) + '<w:rPr><w:del w:id="1"/></w:rPr>', "乙"), (number(1), "丙")]),
        ["1 甲", "乙", "2 丙"],
    ),
    "what a list had before it was changed is past": (
        ([OUTLINE, a_list(1, 3)], [(f"<w:pPrChange><w:pPr>{number(1)}</w:pPr></w:pPrChange>", "甲")]), ["甲"],
    ),
    "an indent of blanks stands behind the number": (([LAW, a_list(1, 7)], [(number(1, 1), "　　许可证。")]), ["第一条 许可证。"]),
    "lists and levels that are nowhere": (([OUTLINE, a_list(1, 3)], [(number(8), "甲"), (number(1, 8), "乙")]), ["甲", "乙"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_shows_its_number(name):
    """What Word writes before a paragraph stands in its text, as the page shows it."""
    given, lines = CASES[name]
    assert lines_of(*given) == lines


def test_styles_that_stand_on_each_other_end_somewhere():
    """A damaged file has two styles that are based on each other, and is read."""
    styles = [style("One", "", "Two"), style("Two", "", "One")]
    assert lines_of([OUTLINE, a_list(1, 3)], [('<w:pStyle w:val="One"/>', "甲")], styles) == ["甲"]


def test_no_number_is_longer_than_word_writes():
    """A text of a megabyte before each of many paragraphs would be a bomb."""
    [line] = lines_of([pattern(1, level(0, "长" * 10_000)), a_list(1, 1)], [(number(1), "甲")])
    assert len(line) < 300


def test_rows_of_a_table_are_counted():
    """A first column that nobody filled in and Word numbers, as forms have it."""
    document = Document()
    for child in parse_xml(f"<w:numbering {SPACES}>{OUTLINE}{a_list(77, 3)}</w:numbering>"):
        document.part.numbering_part.element.append(child)
    table = document.add_table(3, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells],
        ["序号", "姓名", "", "罗敏", "", "何立"],
        strict=True,
    ):
        cell.text = text
    for row in table.rows[1:]:
        paragraph = row.cells[0].paragraphs[0]._p  # noqa: SLF001 - see above
        paragraph.insert(0, properties(number(77, 0)))
    stream = io.BytesIO()
    document.save(stream)
    [record] = read_records(SourceFile("a.docx", stream.getvalue()), print)
    assert record.text.split("\n") == ["序号：1；姓名：罗敏", "序号：2；姓名：何立"]


def test_the_lists_of_python_docx_are_numbered():
    """Its template numbers by style: ``List Number`` counts, and ``List Bullet`` has dots."""
    document = Document()
    for name, text in (("List Number", "甲"), ("List Bullet", "乙"), ("List Number", "丙")):
        document.add_paragraph(text, style=name)
    stream = io.BytesIO()
    document.save(stream)
    [record] = read_records(SourceFile("a.docx", stream.getvalue()), print)
    assert record.text.split("\n") == ["1. 甲", "乙", "2. 丙"]


def test_a_numbered_heading_is_no_title():
    """第一章 总则 is the heading of a chapter, and begins the text where the document has no title of its own."""
    data = write(
        [LAW, a_list(1, 7)], [('<w:pStyle w:val="Heading1"/>' + number(1, 0), "总则"), (number(1, 1), "甲。")]
    )
    [record] = read_records(SourceFile("a.docx", data), print)
    assert (record.title, record.text.split("\n")) == ("", ["第一章 总则", "第一条 甲。"])
