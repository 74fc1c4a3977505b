"""Other words for what a question says."""

from __future__ import annotations

import pytest

from retrieval.chinese.folding import fold
from retrieval.data import shipped
from retrieval.question.other_words import find_other_words


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("雨湖隧道多长", "全长"),
        ("修隧道花了多少钱", "总投资"),
        ("图书馆星期一不开门", "周一"),
        ("图书馆星期一不开门", "闭馆"),
        ("沉船死了多少人", "遇难人数"),
        ("who总干事", "世卫组织"),
        ("北约秘书长", "北大西洋公约组织"),
        ("神十三乘组都有谁", "神舟十三号"),
    ],
)
def test_what_is_asked_in_talk_is_written_otherwise(asked: str, written: str) -> None:
    """A question is given the words that documents write for the same."""
    assert written in find_other_words(asked)


@pytest.mark.parametrize("asked", ["谁主持会议", "wholesale价格", "神舟十三号乘组", "精神一直在"])
def test_what_is_no_such_piece_adds_nothing(asked: str) -> None:
    """Latin pieces are whole words, and a full name is given no second time."""
    assert not {"世界卫生组织", "神舟十三号", "神舟一号"} & {*find_other_words(asked)}


def test_a_longer_piece_goes_before_a_shorter_one() -> None:
    """暖气费 is a price, and says nothing of heating itself."""
    assert find_other_words("暖气费") == ("供热价格", "热费")


def test_the_table_is_sound() -> None:
    """Each piece stands once, is folded as questions are, and is no word of its own line."""
    lines = [
        line.split("\t")
        for line in shipped("other_words.tsv").read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert all(len(line) == 2 for line in lines)
    pieces = [piece for piece, _ in lines]
    assert len(pieces) == len(set(pieces))
    for piece, written in lines:
        words = written.split(" ")
        assert all(word == fold(word) and word for word in (piece, *words))
        assert piece not in words
        assert len(words) == len(set(words))
