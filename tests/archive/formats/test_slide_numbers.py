import io

import pytest
from pptx import Presentation
from pptx.oxml import parse_xml

from retrieval.archive.formats import read_records
from retrieval.archive.formats.slide_numbers import number_paragraphs
from retrieval.archive.records import SourceFile

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def frame(*paragraphs):
    """Return a shape whose paragraphs have these texts, levels and numberings: a type, with where it starts, or a bullet."""
    presentation = Presentation()
    shape = presentation.slides.add_slide(presentation.slide_layouts[1]).placeholders[1]
    for number, (text, level, written) in enumerate(paragraphs):
        paragraph = shape.text_frame.paragraphs[0] if not number else shape.text_frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
        if written:
            name, _, attributes = written.partition(" ")
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<a:{name} {A} {attributes}/>"))  # noqa: SLF001 - python-pptx writes no numbers
    return presentation, shape


def auto(kind, start=""):
    return f'buAutoNum type="{kind}"' + (f' startAt="{start}"' if start else "")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("arabicPeriod", ["1. 甲", "2. 乙"]),
        ("arabicParenR", ["1) 甲", "2) 乙"]),
        ("arabicParenBoth", ["(1) 甲", "(2) 乙"]),
        ("alphaUcPeriod", ["A. 甲", "B. 乙"]),
        ("romanLcParenBoth", ["(i) 甲", "(ii) 乙"]),
        ("circleNumWdBlackPlain", ["① 甲", "② 乙"]),
        ("ea1ChsPeriod", ["一、甲", "二、乙"]),
        ("ea1ChtPlain", ["一 甲", "二 乙"]),
        ("arabicDbPeriod", ["１. 甲", "２. 乙"]),
        ("thaiAlphaPeriod", ["1. 甲", "2. 乙"]),
    ],
)
def test_a_number_is_written_as_its_kind_says(kind, expected):
    """A kind that is not known here counts in digits: that it is the second is said all the same."""
    _, shape = frame(("甲", 0, auto(kind)), ("乙", 0, auto(kind)))
    assert list(number_paragraphs(shape)) == expected


def test_a_list_goes_on_over_deeper_items_and_ends_at_others():
    """An item of a deeper level does not end it; a paragraph without a number does, and one that is empty does not."""
    number = auto("arabicPeriod")
    _, shape = frame(
        ("甲", 0, number), ("子", 1, auto("alphaLcPeriod")), ("丑", 1, auto("alphaLcPeriod")), ("乙", 0, number),
        ("寅", 1, auto("alphaLcPeriod")), ("", 0, ""), ("丙", 0, number), ("说明", 0, "buNone"), ("丁", 0, number),
    )  # fmt: skip
    assert list(number_paragraphs(shape)) == [
        "1. 甲", "a. 子", "b. 丑", "2. 乙", "a. 寅", "", "3. 丙", "说明", "1. 丁",
    ]  # fmt: skip


def test_a_list_may_begin_anywhere_and_change_its_kind():
    _, shape = frame(
        ("甲", 0, auto("arabicPeriod", "5")),
        ("乙", 0, auto("arabicPeriod", "5")),
        ("丙", 0, auto("alphaLcPeriod")),
    )
    assert list(number_paragraphs(shape)) == ["5. 甲", "6. 乙", "a. 丙"]


def test_a_paragraph_is_numbered_as_its_place_is():
    """The place on the slide, that of its layout, that of the master: the nearest counts, and a bullet ends the search."""
    presentation, shape = frame(("甲", 0, ""), ("乙", 0, 'buChar char="•"'), ("丙", 0, ""))
    layout = presentation.slide_layouts[1].placeholders[1]
    style = layout._element.find(".//{*}lstStyle")  # noqa: SLF001 - python-pptx writes no styles of lists
    style.append(parse_xml(f'<a:lvl1pPr {A}><a:buAutoNum type="ea1ChsPeriod"/></a:lvl1pPr>'))
    assert list(number_paragraphs(shape)) == ["一、甲", "乙", "一、丙"]


def test_numbers_stand_in_the_text_of_a_slide():
    presentation, _ = frame(("排查隐患", 0, auto("ea1ChsPeriod")), ("转移群众", 0, auto("ea1ChsPeriod")))
    out = io.BytesIO()
    presentation.save(out)
    [record] = read_records(SourceFile("a.pptx", out.getvalue()), print)
    assert record.text.split("\n") == ["一、排查隐患", "二、转移群众"]
