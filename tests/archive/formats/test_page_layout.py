from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats.page_layout import Glyph, order_page

SIZE = 10.0


def line(text, left, bottom, *, apart=0.0):
    """Return a line of characters, each as wide as it is high and so far from the next one."""
    step = SIZE + apart
    return [
        Glyph(letter, left + number * step, bottom, left + number * step + SIZE, bottom + SIZE * 1.4)
        for number, letter in enumerate(text)
    ]


def texts(*lines):
    return [one.text for one in order_page([glyph for some in lines for glyph in some])]


LEFT = ["大桥全长三千二百米，", "主跨四百八十米，由市", "桥梁公司承建，项目负", "责人为韩立新。"]
RIGHT = ["青石镇本周举办茶文化", "节，开幕式由镇长马国", "梁主持，参展茶企四十", "二家。"]


def test_columns_are_read_one_after_the_other():
    """Whatever the order in which they are drawn: line by line across both columns."""
    drawn = []
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        drawn += [line(left, 50, 700 - 15 * number), line(right, 170, 700 - 15 * number)]
    assert texts(*drawn) == [*LEFT, *RIGHT]


def test_columns_may_stand_at_different_heights():
    drawn = [line(text, 50, 700 - 15 * number) for number, text in enumerate(LEFT)]
    drawn += [line(text, 170, 693 - 15 * number) for number, text in enumerate(RIGHT)]
    assert texts(*drawn) == [*LEFT, *RIGHT]


def test_a_headline_over_both_columns_stands_before_them():
    drawn = [line("临江县今年十件大事一览与点评综述文章", 60, 730)]
    for number, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        drawn += [line(left, 50, 700 - 15 * number), line(right, 170, 700 - 15 * number)]
    assert texts(*drawn)[0] == "临江县今年十件大事一览与点评综述文章"
    assert texts(*drawn)[1:] == [*LEFT, *RIGHT]


def test_rows_of_a_table_stay_rows():
    """Short cells under each other are no column of text."""
    rows = [("水利局", "罗敏", "8101"), ("交通局", "何立", "8102"), ("气象局", "孟香", "8103")]
    drawn = [
        line(cell, 50 + 100 * column, 700 - 15 * number)
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    assert texts(*drawn) == ["水利局 罗敏 8101", "交通局 何立 8102", "气象局 孟香 8103"]


def test_letter_spaced_text_has_no_spaces():
    """A title is set with a blank behind each character; between two words there is a wider one."""
    assert texts(line("关于停水的通知", 50, 700, apart=9)) == ["关于停水的通知"]
    assert texts(line("关于停水的通知", 50, 700, apart=5)) == ["关于停水的通知"]


def test_latin_words_keep_their_spaces():
    glyphs = []
    at = 50.0
    for letter in "Linjiang Daily 2026":
        if letter != " ":
            glyphs.append(Glyph(letter, at, 700, at + 5, 714))
        at += 5
    assert texts(glyphs) == ["Linjiang Daily 2026"]


@given(
    st.lists(
        st.tuples(st.text("甲乙丙a1", min_size=1, max_size=12), st.integers(0, 400), st.integers(0, 40)),
        max_size=14,
    )
)
def test_no_character_is_lost(drawn):
    """However a page is set, each of its characters stands in a line, as often as it is drawn."""
    glyphs = [glyph for text, left, row in drawn for glyph in line(text, left, row * 18.0)]
    said = "".join(one.text for one in order_page(glyphs)).replace(" ", "")
    assert sorted(said) == sorted(glyph.text for glyph in glyphs)
