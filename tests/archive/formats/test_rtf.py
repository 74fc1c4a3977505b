import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

HEAD = rb"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}"


def escaped(text):
    """Return a text as Word writes it on Chinese Windows: bytes of GBK in hexadecimal."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode("gbk"))


def numbered(text):
    """Return a text as other programs write it: code points, and a question mark for who knows none."""
    return b"".join(b"\\u%d?" % ord(letter) for letter in text)


def read_one(data, name="a.rtf"):
    [record] = read_records(SourceFile(name, data), print)
    return record.text


@pytest.mark.parametrize("write", [escaped, numbered])
def test_chinese_is_read_in_either_writing(write):
    data = HEAD + rb"\pard " + write("供水站站长由沈月英担任。") + rb"\par " + write("任期三年。") + rb"\par}"
    assert read_one(data).split() == ["供水站站长由沈月英担任。", "任期三年。"]


def test_rows_of_a_table_say_their_heads():
    cells = [["线路", "末班车"], ["16路", "22:30"]]
    rows = b"".join(
        rb"\trowd\cellx2000\cellx4000\intbl "
        + b"".join(escaped(cell) + rb"\cell " for cell in row)
        + rb"\row "
        for row in cells
    )
    assert "线路：16路；末班车：22:30" in read_one(HEAD + rows + rb"\pard " + escaped("以上。") + rb"\par}")


def test_rich_text_under_the_name_of_word_is_read():
    """Many programs save Rich Text as .doc."""
    assert read_one(HEAD + escaped("会议召开。") + b"}", "a.doc").strip() == "会议召开。"


def test_what_is_no_rich_text_is_named():
    with pytest.raises(UnreadableError, match="no Rich Text"):
        read_one(b"plain")


def test_what_stands_beside_the_text_is_read_or_told():
    """Notes, boxes and objects are text, old programs' numbers stand before their paragraphs, headers and comments are told."""
    groups = {
        b"header": rb"{\header %s\par}", b"footer": rb"{\footerf %s\par}", b"note": rb"{\footnote %s}", b"box": rb"{\shp{\*\shpinst{\shptxt %s\par}}}",
        b"object": rb"{\object{\result %s}}", b"comment": rb"{\*\annotation %s}",
    }  # fmt: skip
    made = b"".join(group % escaped(f"这是{name.decode()}") for name, group in groups.items())
    info = rb"{\info{\title " + escaped("防汛预案") + rb"}{\author " + escaped("罗敏") + b"}}"
    data = HEAD + info + made + rb"\pard {\pntext\f0 3.\tab}" + escaped("转移群众。") + rb"\par}"
    [record] = read_records(SourceFile("a.rtf", data), print)
    assert record.text.split("\n")[0].split() == ["3.", "转移群众。"]
    assert [line for line in record.text.split("\n")[1:] if line] == ["这是note", "这是box", "这是object"]
    assert (record.title, record.byline) == ("防汛预案", "罗敏")
    assert [(one.reason, one.text) for one in record.left_out] == [
        ("page header or footer", "这是header"),
        ("page header or footer", "这是footer"),
        ("comment", "这是comment"),
    ]
