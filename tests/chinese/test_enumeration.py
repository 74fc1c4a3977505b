"""How items are numbered."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.enumeration import MARK, SECTION, item_number
from retrieval.chinese.numerals import write_numeral


@given(st.integers(1, 99), st.sampled_from(("{}、", "({})", "（{}）", "{}.", "第{},", "第{}，")))
def test_a_mark_tells_its_number_in_either_writing(number: int, mark: str) -> None:
    """十一、 is the eleventh item as 11、 is: a list does not end after the tenth."""
    for written in (str(number), write_numeral(number)):
        assert item_number(f"{mark.format(written)}加强管理") == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("①加强管理", 1), ("⑫加强管理", 12), ("⑴加强管理", 1), ("㈡加强管理", 2), ("⒊加强管理", 3),
        ("３．加强管理", 3), ("廿一、加强管理", 21), ("十一是加强管理", 11), ("其七,加强管理", 7), ("其二是管理", 2), ("第三：管理", 3),
        ("加强管理", None), ("2.5万人参加", None), ("３.５万人参加", None), ("第三产业增长", None), ("第一次会议", None), ("其他事项", None),
        ("2022年", None), ("8:30开会", None), ("", None),
    ],
)  # fmt: skip
def test_what_is_numbered_and_what_is_not(text: str, number: int | None) -> None:
    """A sum, an ordinal and a year number no item."""
    assert item_number(text) == number


@given(st.text(alphabet="0129０一二十廿百〇()（）、.．①㈠第其是条", max_size=8))
def test_any_text_has_a_number_or_none(text: str) -> None:
    """No text raises, and what begins with a mark has a number where the mark writes one."""
    number = item_number(text)
    assert number is None or number >= 0


@pytest.mark.parametrize("text", ["第一百零三条", "第103条", "第三章", "第十節", "第廿一條"])
def test_sections_are_known_in_either_script(text: str) -> None:
    """A law of more than a hundred articles is numbered to its end."""
    assert re.fullmatch(SECTION, text)
    assert not re.match(MARK, text)
