import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats import read_records
from retrieval.archive.formats.ocr import open_recognizer, order_lines
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError


def test_without_the_extra_a_picture_names_it(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "rapidocr", None)
    open_recognizer.cache_clear()
    with pytest.raises(UnreadableError, match=r"wendang\[ocr\]"):
        list(read_records(SourceFile("a.png", b""), print))


def test_rows_are_read_from_left_to_right():
    """Two boxes of one row are one line, though one of them stands a little higher."""
    found = [((50, 0, 90, 10), "右"), ((0, 2, 40, 12), "左"), ((0, 20, 90, 30), "下")]
    assert order_lines(found) == ["左 右", "下"]


@given(st.permutations(range(6)))
def test_columns_are_read_from_right_to_left(order):
    """Vertical columns are read as they were written, in whatever order they were found."""
    found = [((100 - 20 * number, 0, 110 - 20 * number, 200), str(number)) for number in order]
    assert order_lines(found) == list("012345")


@pytest.mark.slow
def test_a_scan_is_read():
    """The extra's own models read a drawn page."""
    pytest.importorskip("rapidocr")
    image = pytest.importorskip("PIL.Image")
    draw = pytest.importorskip("PIL.ImageDraw")
    fonts = pytest.importorskip("PIL.ImageFont")
    try:
        font = fonts.truetype("NotoSansCJK-Regular.ttc", 40, index=2)
    except OSError:
        pytest.skip("a Chinese font is not installed")
    open_recognizer.cache_clear()
    page = image.new("RGB", (900, 300), "white")
    draw.Draw(page).text((40, 40), "全市防汛工作会议昨日召开", font=font, fill="black")
    columns = image.new("RGB", (400, 700), "white")
    for number, text in enumerate(["會議由市長主持召開", "副市長通報了情況"]):
        for place, character in enumerate(text):
            draw.Draw(columns).text((300 - 120 * number, 40 + 60 * place), character, font=font, fill="black")
    for picture, text in (
        (page, "全市防汛工作会议昨日召开"),
        (columns, "會議由市長主持召開\n副市長通報了情況"),
    ):
        stream = io.BytesIO()
        picture.save(stream, "PNG")
        [record] = read_records(SourceFile("a.png", stream.getvalue()), print)
        assert record.text == text
