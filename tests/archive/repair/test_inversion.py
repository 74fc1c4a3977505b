"""The search for the bytes of broken characters; ``test_repair.py`` breaks characters at random."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.inversion import invert


@pytest.mark.parametrize(
    ("text", "start", "sound"),
    [
        # Two pinyin name the two missing bytes.
        ("惠州日?qǐng)?bào)", 3, "報"),
        # Every byte behind the break is shifted by one, until an ASCII character stands in a second byte's place.
        ("交替?zhèn)髯g", 2, "傳譯"),
    ],
)
def test_the_bytes_of_a_break_are_found(text: str, start: int, sound: str) -> None:
    """Pinyin and the bytes that are left tell the characters that stood there."""
    assert invert(text, start, len(text), text[:start]) == (len(text), sound, 0)


def test_a_whole_text_is_read_as_it_is() -> None:
    """Where nothing is broken the search reads what stands there, and ends soon."""
    end, text, lost = invert("会议在北京召开，市长出席。", 0, 13)
    assert (text, lost) == ("会议在北京召开，市长出席。"[:end], 0)
