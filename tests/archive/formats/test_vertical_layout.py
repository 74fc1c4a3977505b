import pytest
from hypothesis import given
from hypothesis import strategies as st
from ofd_files import SIZE, line, page, write_ofd

from retrieval.archive.formats import read_records
from retrieval.archive.formats.page_layout import Glyph
from retrieval.archive.formats.vertical_layout import is_vertical, order_any_page
from retrieval.archive.records import SourceFile

COLUMNS = ["民国二十三年春江城大水", "堤岸溃决田庐漂没无算", "知县罗敏开仓赈济灾民"]


def column(text, left):
    """Return an object of text that runs downwards, as programs write one."""
    return line(text, left, 20, deltas=f'DeltaX="g {len(text) - 1} 0" DeltaY="g {len(text) - 1} {SIZE}"')


def downwards(texts, size=10.0, step=16.0):
    return [
        Glyph(letter, 500 - step * x, 700 - size * y, 500 - step * x + size, 710 - size * y)
        for x, text in enumerate(texts)
        for y, letter in enumerate(text)
    ]


def test_a_page_of_columns_is_read_from_right_to_left():
    """Read as lines it would give every first character, then every second."""
    data = write_ofd(page("".join(column(text, 150 - 8 * number) for number, text in enumerate(COLUMNS))))
    [record] = read_records(SourceFile("a.ofd", data), print)
    assert "".join(record.text.split()) == "".join(COLUMNS)


@given(st.lists(st.text("江城大水堤岸知县，。", min_size=8, max_size=20), min_size=2, max_size=6))
def test_columns_keep_every_character_in_its_order(texts):
    glyphs = downwards(texts)
    if is_vertical(glyphs):
        assert "".join("".join(one.text for one in order_any_page(glyphs)).split()) == "".join(texts)


@pytest.mark.parametrize(
    "texts", [["江城大水堤岸溃决", "田庐漂没无算", "知县开仓赈济"], ["江城", "大水"] * 12, ["江"] * 30]
)
def test_lines_are_no_columns(texts):
    """However short they are: a list of names, or of single characters below one another, is read line by line."""
    glyphs = [
        Glyph(letter, 100 + 10 * x, 700 - 14 * y, 110 + 10 * x, 710 - 14 * y)
        for y, text in enumerate(texts)
        for x, letter in enumerate(text)
    ]
    shown = [one.text for one in order_any_page(glyphs)]
    assert "".join(shown) == "".join(texts)
