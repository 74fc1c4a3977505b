import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import containers, stretches
from retrieval.archive.containers import read_stream
from retrieval.archive.reading import read_source
from retrieval.archive.stretches import cut_lines, cut_text
from retrieval.errors import UnreadableError


@pytest.fixture
def small(monkeypatch):
    """Let what is long be so at a few bytes."""
    monkeypatch.setattr(stretches, "_LONGEST", 600)
    monkeypatch.setattr(stretches, "_FROM", 150)
    monkeypatch.setattr(stretches, "_BLOCK", 64)
    monkeypatch.setattr(stretches, "_PIECE", 64)
    monkeypatch.setattr(stretches, "LONGEST_LINE", 2000)
    monkeypatch.setattr(containers, "LONG_TEXT", 1000)


LINES = st.lists(
    st.one_of(
        st.sampled_from(["", "第三章 防汛", "## 二", "  第十二回 夜渡"]), st.text("甲乙。？ ", max_size=120)
    ),
    max_size=80,
)


@settings(deadline=None)
@given(lines=LINES, encoding=st.sampled_from(["utf-8", "gb18030", "big5"]), read=st.integers(0, 2000))
def test_stretches_are_the_text(lines, encoding, read):
    """Put together they are the file, each knows its first line, none ends inside a line, and none is longer than a bound."""
    data = "\n".join(lines).encode(encoding)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "_LONGEST", 600)
        patch.setattr(stretches, "_FROM", 150)
        patch.setattr(stretches, "_BLOCK", 64)
        parts = list(
            cut_text(data[:read], io.BytesIO(data[read:]), lambda *_: pytest.fail("none is too long"))
        )
    assert b"".join(part for _, part in parts) == data
    at = 0
    for line, part in parts:
        assert line == data[:at].count(b"\n") + 1
        assert at == 0 or data[at - 1 : at] == b"\n"
        at += len(part)
    assert all(len(part) <= 600 + 480 for _, part in parts)


def test_a_text_is_cut_before_a_chapter_where_one_is_near(small):
    """In each encoding, and however the heading is set in; else at a blank line."""
    for encoding in ("utf-8", "gb18030", "big5"):
        for heading in ("第二章 渡江", "\u3000\u3000第一百二十三回 渡江", "## 渡江"):
            text = "甲乙丙\n" * 30 + "\n" + "甲乙丙\n" * 3 + heading + "\n" + "甲乙丙\n" * 200
            stretches = [
                part.decode(encoding) for _, part in cut_text(b"", io.BytesIO(text.encode(encoding)), print)
            ]
            assert stretches[1].startswith(heading)
            plain = text.replace(heading, "甲")
            stretches = [
                part.decode(encoding) for _, part in cut_text(b"", io.BytesIO(plain.encode(encoding)), print)
            ]
            assert stretches[0].endswith("\n\n")


def test_a_line_without_end_is_told_and_the_rest_goes_on(small):
    """A text of one line, such as a file of data that is called so, takes no memory without bound."""
    told = []
    data = b"a\n" + b"x" * 5000 + b"\nend\n"
    parts = list(cut_text(b"", io.BytesIO(data), lambda line, message: told.append((line, message))))
    assert parts[-1][1] == b"end\n"
    assert [line for line, _ in told] == [2]
    told.clear()
    assert list(cut_lines(io.BytesIO(data), lambda line, message: told.append((line, message))))[-1] == (
        3,
        b"end\n",
    )
    assert [line for line, _ in told] == [2]


def test_long_text_in_utf_16_is_named(small):
    """Its ends of lines are others: it is not cut to garbage."""
    with pytest.raises(UnreadableError, match="save it as UTF-8"):
        list(cut_text(b"", io.BytesIO("甲\n".encode("utf-16")), print))


@pytest.mark.parametrize("name", ["志.txt", "志.txt.gz", "志.md"])
def test_each_quote_of_a_long_text_leads_back_to_its_place(name, small):
    """The documents are called by the line that they begin with, hold every line once, and say their chapter."""
    chapters = ("一", "二", "三", "四", "五", "六", "七", "八")
    lines = []
    for chapter in chapters:
        lines += [
            f"第{chapter}章 防汛",
            "",
            *(f"{chapter}章第{number}次会议在江城召开。" for number in range(8)),
            "",
        ]
    data = "\n".join(lines).encode()
    data = gzip.compress(data) if name.endswith(".gz") else data
    problems = []
    found = [
        document
        for source in read_stream(name, io.BytesIO(data), len(data), problems.append)
        for _, document in read_source(source, problems.append)
    ]
    assert problems == []
    assert len(found) > 2
    for document in found[1:]:
        number = document.origin.record
        assert document.id.endswith(f"#{number}")
        assert document.text.split("\n")[0].strip() in lines[number - 1 : number + 2]
    said = "".join(paragraph.of(document.text) for document in found for paragraph in document.paragraphs)
    for line in lines:
        assert not line.endswith("召开。") or said.count(line) == 1
    assert name.endswith(".md") or any("章 防汛" in document.metadata.title for document in found[1:])
