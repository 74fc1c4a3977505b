import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from ofd_files import NAMESPACE, SIZE, line, page

from retrieval.archive.formats.ofd_glyphs import box_of, count_shapes, number_of, read_glyphs
from retrieval.archive.formats.packages import parse_data
from retrieval.archive.formats.page_layout import order_page

POINT = 25.4 / 72
HEIGHT = 297.0


def drawn(objects, parts=None):
    content = etree.fromstring(f"<ofd:Content {NAMESPACE}>{objects}</ofd:Content>")
    return read_glyphs(content, parts or {}, HEIGHT)


def lefts(objects):
    """Return where characters begin, in millimetres from the left."""
    return [round(glyph.left * POINT, 2) for glyph in drawn(objects)]


def text(objects):
    return [one.text for one in order_page(drawn(objects))]


def test_a_character_stands_where_its_object_says():
    """Its place is counted from the upper left corner of the page, and its line lies 3.5 mm below the object's edge."""
    [glyph] = drawn(line("会", 20, 30))
    assert [round(measure * POINT, 2) for measure in glyph[1:]] == [20, 263.02, 24, 267.02]


@pytest.mark.parametrize(
    ("deltas", "places"),
    [
        ('DeltaX="g 3 5"', [20, 25, 30, 35]),
        ('DeltaX="5 g 2 4"', [20, 25, 29, 33]),
        ('DeltaX="4 5 6"', [20, 24, 29, 35]),
        ('DeltaX="5"', [20, 25, 30, 35]),
        ('DeltaX="g 999999999 5"', [20, 25, 30, 35]),
        ('DeltaX="g"', [20, 24, 28, 32]),
        ("", [20, 24, 28, 32]),
        # What moves nothing is drawn over the one before it.
        ('DeltaX="x nan 1e999 4"', [20, 20, 20, 20]),
    ],
)
def test_how_far_characters_stand_apart(deltas, places):
    """One by one, or as a step that is repeated; the last step goes on, and what is no number moves nothing."""
    assert lefts(line("甲乙丙丁", deltas=deltas)) == places


def test_steps_down_make_a_column():
    glyphs = drawn(line("甲乙", deltas='DeltaY="5"'))
    assert glyphs[0].left == glyphs[1].left
    assert round((glyphs[0].bottom - glyphs[1].bottom) * POINT, 2) == 5


def test_an_object_may_be_stretched_and_turned():
    """A size of one that is drawn four times as large is the size of four; what is turned reads from its foot up."""
    [glyph] = drawn(line("甲", 0, 0, 'CTM="4 0 0 4 30 10"'))
    assert round(glyph.left * POINT, 2) == 30
    assert round((glyph.right - glyph.left) * POINT, 2) == 4 * SIZE
    upright = drawn(line("甲乙", 50, 50, 'CTM="0 -1 1 0 0 0"'))
    assert upright[1].bottom > upright[0].bottom
    assert math.isclose(upright[0].left, upright[1].left)


def test_characters_may_be_turned_where_they_stand():
    upright, turned = (drawn(line("甲", 50, 50, attributes))[0] for attributes in ("", 'CharDirection="90"'))
    assert turned != upright
    assert round((turned.right - turned.left) * POINT, 2) == SIZE


def test_a_column_that_is_read_down_needs_no_steps():
    glyphs = drawn(line("甲乙", attributes='ReadDirection="90"', deltas=""))
    assert round((glyphs[0].bottom - glyphs[1].bottom) * POINT, 2) == SIZE


def test_latin_letters_keep_their_words():
    """Each is as wide as the step to the next one, and a blank between words is one."""
    assert text(line("all 2026 files", deltas='DeltaX="2 0.9 0.9 1.1 g 4 2 1.1 1.2 0.9 0.9 1.8"')) == [
        "all 2026 files"
    ]


def test_what_is_hidden_is_not_drawn():
    assert text(line("甲") + line("乙", top=40, attributes='Visible="false"')) == ["甲"]


def test_what_xml_was_laid_out_with_is_no_text():
    assert text(line("\n      会议召开\n    ", deltas='DeltaX="g 3 4"')) == ["会议召开"]


def test_a_part_that_draws_itself_ends():
    unit = etree.fromstring(
        f'<ofd:Unit {NAMESPACE}>{line("甲")}<ofd:CompositeObject ResourceID="7" Boundary="9 9 9 9"/></ofd:Unit>'
    )
    assert 1 < len(drawn('<ofd:CompositeObject ResourceID="7" Boundary="0 0 9 9"/>', {"7": unit})) < 20


def test_boxes_and_numbers_that_are_none_are_nothing():
    assert box_of("0 0 210 297") == (0, 0, 210, 297)
    assert box_of("10 x 5") == (10, 0, 5, 0)
    assert box_of(None) == (0, 0, 0, 0)
    assert [number_of(word) for word in ("4.5", "", None, "nan", "-inf", "1e300", "甲")] == [
        4.5,
        0,
        0,
        0,
        0,
        0,
        0,
    ]


@given(
    st.lists(st.tuples(st.text("甲乙丙a1", min_size=1, max_size=12), st.integers(0, 150), st.integers(0, 40)), max_size=14),
    st.text("g 0123456789.-", max_size=12),
)  # fmt: skip
def test_any_page_can_be_drawn(objects, deltas):
    """Whatever steps a file claims, each character has a place that is a number, and is drawn once at least."""
    glyphs = drawn(
        "".join(line(said, left, row * 7, deltas=f'DeltaX="{deltas}"') for said, left, row in objects)
    )
    assert all(math.isfinite(measure) for glyph in glyphs for measure in glyph[1:])
    assert {glyph.text for glyph in glyphs} == set("".join(said for said, _, _ in objects))


def test_signs_without_characters_are_counted():
    """A program may write the numbers of signs in its font alone, or beside a character that stands for none."""
    shapes = (
        "<ofd:CGTransform CodePosition='0' GlyphCount='3'><ofd:Glyphs>12 34 56</ofd:Glyphs></ofd:CGTransform>"
    )
    objects = "".join(
        f"<ofd:TextObject>{shapes}<ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>"
        for text in ("", "\ufffd\ufffd", "\ue001", "会议召")
    )
    content = parse_data(page(objects).encode(), "Content.xml")
    assert count_shapes(content) == 9
