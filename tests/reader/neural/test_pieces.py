from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.reader.neural.pieces import UNKNOWN, Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

# What texts are made of, rare and odd characters with it.
TEXTS = st.text(
    st.one_of(st.sampled_from("市委书记刘吉主持会议0123年abc，。“”  \n"), st.characters()), max_size=60
)
IDEOGRAPH = re.compile("[\u3400-\u9fff]")


def stretches_of(pieces: Pieces, text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each piece's number, and where it begins and ends in a text."""
    for number, start in zip(*pieces.cut(text), strict=True):
        yield number, start, start + (len(pieces.texts[number]) if number > UNKNOWN else 1)


@given(text=TEXTS)
def test_pieces_cover_the_text(pieces: Pieces, text: str) -> None:
    """Side by side, they leave out white space and nothing else, and each is the text at its place."""
    text = fold(text)
    at = 0
    for number, start, end in stretches_of(pieces, text):
        assert not text[at:start].strip()
        assert number == UNKNOWN or pieces.texts[number] == text[start:end]
        at = end
    assert not text[at:].strip()


@given(text=TEXTS)
def test_a_piece_is_of_one_kind_of_characters(pieces: Pieces, text: str) -> None:
    """None crosses from ideographs to digits, letters or marks: an answer would end inside it."""
    for _, start, end in stretches_of(pieces, fold(text)):
        kinds = {
            "ideograph" if IDEOGRAPH.match(letter) else "digit" if letter.isdigit() else "letter"
            for letter in fold(text)[start:end]
        }
        assert len(kinds) == 1
        assert end - start == 1 or fold(text)[start:end].isalnum()


def test_the_likeliest_pieces_are_taken() -> None:
    """Two likely pieces are taken before three, and before an unlikely one with an unlikely rest."""
    pieces = Pieces(["", "", "", "", "会", "议", "会议", "室", "会议室"], [0, 0, 0, 0, -5, -5, -6, -4, -12])
    numbers, starts = pieces.cut("会议室 会")
    assert [pieces.texts[number] for number in numbers] == ["会议", "室", "会"]
    assert starts == [0, 2, 4]


@pytest.mark.parametrize("text", ["", " \n\u3000", "\x00\x01\x02\x03", "\U0001f600", "\ud800"])
def test_odd_characters_are_unknown_and_no_more(pieces: Pieces, text: str) -> None:
    """What stands for no text (beginning, end) is not found in one that holds the very characters."""
    assert all(number == UNKNOWN for number in pieces.cut(text)[0])
