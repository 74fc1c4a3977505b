import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.formats.decoding import decode
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
    """Text encodes back to the very bytes; what cannot is an error, never a replacement character."""
    try:
        text, encoding = decode(data)
    except UnreadableError:
        return
    again = text.encode("big5hkscs" if encoding == "big5" else encoding)
    assert again.decode("big5hkscs" if encoding == "big5" else encoding) == text
    assert "\ufffd" not in text or "\ufffd".encode() in data or "utf-16" in encoding or encoding == "gb18030"


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 8,
        b"\x89PNG\r\n\x1a\n" + bytes(400),
        SIMPLIFIED.encode()[:-1] + b"\xff\xfe" + "中".encode(),
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
