import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats.decoding import UNREAD, decode
from retrieval.errors import UnreadableError

SIMPLIFIED = "惠州市委书记刘吉主持会议并讲话，市长温金荣出席会议。"
TRADITIONAL = "惠州市委書記劉吉主持會議並講話，市長溫金榮出席會議。"


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        (SIMPLIFIED, "utf-8", "utf-8"),
        (SIMPLIFIED, "utf-8-sig", "utf-8-sig"),
        (SIMPLIFIED, "utf-16", "utf-16"),
        (SIMPLIFIED + "\n", "utf-16-le", "utf-16-le"),
        (SIMPLIFIED + "\n", "utf-16-be", "utf-16-be"),
        (SIMPLIFIED, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
    ],
)
def test_each_encoding_is_told_by_evidence(text, encoding, named):
    """The encodings of Chinese files come back as they were written, named."""
    assert decode(text.encode(encoding)) == (text, named)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_utf8_comes_back_as_it_is(text):
    """Whatever is valid UTF-8 is read as UTF-8, a leading byte order mark aside."""
    decoded, encoding = decode(text.encode())
    assert decoded == text.removeprefix("\ufeff")
    assert encoding in ("utf-8", "utf-8-sig")


@given(st.binary())
def test_bytes_are_read_exactly_or_refused(data):
    """Text encodes back to the very bytes, or how many could not be read is said, or it is refused."""
    try:
        text, encoding = decode(data)
    except UnreadableError:
        return
    if UNREAD.search(encoding) or " and " in encoding:
        return
    again = text.encode("big5hkscs" if encoding == "big5" else encoding)
    assert again.decode("big5hkscs" if encoding == "big5" else encoding) == text
    assert "\ufffd" not in text or "\ufffd".encode() in data or "utf-16" in encoding or encoding == "gb18030"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(400),
        "Müller größe änderte".encode("latin-1") * 9,
    ],
)
def test_binary_and_broken_files_are_refused(data):
    """What is no text in any of the encodings is refused in one line."""
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_stray_nul_does_not_cost_the_text():
    """One NUL byte in a text leaves it readable."""
    assert decode(("会议召开。" * 30 + "\0" + "完。").encode())[0].count("\0") == 1


def test_a_nul_in_a_short_text_is_no_reason_to_lose_it():
    """However short the text is."""
    assert decode("会议\0召开。".encode())[0] == "会议\0召开。"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xc4"])
def test_a_bad_byte_costs_itself(encoding, bad):
    """Wherever it stands: all other lines are read as they were written, and the loss is said."""
    lines = [TRADITIONAL, "採石場負責人是賀大山，年產石料二十萬方。", "礦區食堂由賀小山承包。"]
    data = [line.encode(encoding) for line in lines]
    middle = len(lines[1].encode(encoding)[: len("採石場負責人是".encode(encoding))])
    data[1] = data[1][:middle] + bad + b"\n" + data[1][middle:]
    text, named = decode(b"\n".join(data))
    assert [lines[0], lines[2]] == [text.split("\n")[0], text.split("\n")[-1]]
    assert text.count("\ufffd") == 1
    assert UNREAD.search(named)["count"] == "1"


@pytest.mark.parametrize(
    "pair", [("utf-8", "gb18030"), ("gb18030", "utf-8"), ("utf-8", "big5"), ("big5", "utf-8")]
)
def test_two_encodings_in_a_file(pair):
    """Each line is read in its own."""
    lines = [TRADITIONAL, "檔案室主任是蘇廣文，副主任是林若蘭。"]
    text, named = decode(b"\n".join(line.encode(one) for line, one in zip(lines, pair, strict=True)))
    assert text.split("\n") == lines
    assert set(named.split(" and ")) == set(pair)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("芹菜\n菠菜\n茄子\n韭菜\n莴笋\n豌豆\n苋菜\n荸荠", "gb18030"),
        ("瓷砖\n釉料", "gb18030"),
        ("蘿蔔\n菠菜\n茄子", "big5"),
        ("张三\n李四", "gb18030"),
    ],
)
def test_a_short_list_of_uncommon_words_is_read(text, encoding):
    """A few words show their encoding by the rows of the tables that they stand in."""
    assert decode(text.encode(encoding)) == (text, encoding)


@pytest.mark.parametrize("declared", ["", "gb18030", "big5hkscs"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5", "utf-16"])
def test_evidence_is_stronger_than_a_declaration(declared, encoding):
    """A page that says of itself what it is not is read as what it is."""
    assert decode(TRADITIONAL.encode(encoding), declared)[0] == TRADITIONAL


def test_hz_is_read():
    """An encoding of news groups, in seven bits."""
    assert decode(SIMPLIFIED.encode("hz")) == (SIMPLIFIED, "hz")
