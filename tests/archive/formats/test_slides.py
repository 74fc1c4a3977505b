import io
import sys

import pytest
from pptx import Presentation
from pptx.util import Inches

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def slides():
    """Return a presentation of two slides: a title with a box, and a table with notes of the speaker."""
    presentation = Presentation()
    first = presentation.slides.add_slide(presentation.slide_layouts[1])
    first.shapes.title.text = "防汛工作汇报"
    first.placeholders[1].text = "全市堤防巡查由副市长吴江负责。"
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    table = second.shapes.add_table(2, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    for (row, column), text in {(0, 0): "站点", (0, 1): "水位", (1, 0): "江城站", (1, 1): "23.5"}.items():
        table.cell(row, column).text = text
    second.notes_slide.notes_text_frame.text = "此处说明水位。"
    stream = io.BytesIO()
    presentation.save(stream)
    return stream.getvalue()


def test_slides_are_read_in_their_order():
    """Boxes, tables and the speaker's notes are read, and each line knows its slide."""
    [record] = read_records(SourceFile("a.pptx", slides()), print)
    assert record.title == "防汛工作汇报"
    assert record.text.split("\n") == [
        "防汛工作汇报",
        "全市堤防巡查由副市长吴江负责。",
        "站点：江城站；水位：23.5",
        "此处说明水位。",
    ]
    assert [record.places.find(record.text.index(word)).at for word in ("吴江", "23.5", "此处")] == [
        "1",
        "2",
        "2",
    ]


def test_without_the_extra_it_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(UnreadableError, match=r"wendang\[slides\]"):
        list(read_records(SourceFile("a.pptx", slides()), print))


def test_what_is_damaged_is_named():
    with pytest.raises(UnreadableError, match="damaged"):
        list(read_records(SourceFile("a.pptx", b"PK\x03\x04"), print))
