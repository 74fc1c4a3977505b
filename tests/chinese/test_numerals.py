"""Whole numbers in Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.numerals import CHINESE, read_numeral, write_numeral


@given(st.integers(0, 9999))
def test_what_is_written_is_read(number: int) -> None:
    """In Chinese and in Arabic digits: each number comes back."""
    assert read_numeral(write_numeral(number)) == number
    assert read_numeral(str(number)) == number
    assert set(write_numeral(number)) <= set(CHINESE)


@given(st.text(alphabet=CHINESE + "12年", max_size=8))
def test_any_text_is_a_number_or_none(text: str) -> None:
    """No text raises."""
    number = read_numeral(text)
    assert number is None or number >= 0


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("两", 2), ("十", 10), ("元", 1), ("廿", 20), ("廿三", 23), ("卅一", 31), ("二○○八", 2008), ("２０", 20),
        ("一百二", 120), ("一百零二", 102), ("一百○二", 102), ("两千五", 2500), ("一百二十", 120), ("三十", 30), ("十五", 15), ("两百", 200), ("一百零五", 105), ("一千零十", 1010), ("二零二二", 2022),
        ("", None), ("十十", None), ("百千", None), ("元元", None), ("廿十", None), ("一二十", None), ("²", None), ("3.5", None), ("第三", None), ("-1", None),
    ],
)  # fmt: skip
def test_numerals_as_people_write_them(text: str, number: int | None) -> None:
    """What is no numeral is none."""
    assert read_numeral(text) == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_number_that_is_too_large_is_refused(number: int) -> None:
    """The caller must know."""
    with pytest.raises(ValueError, match=str(number)):
        write_numeral(number)
