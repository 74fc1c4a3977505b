from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.reader.neural.inputs import (
    LONGEST,
    LONGEST_QUESTION,
    LONGEST_SENTENCE,
    MARKS,
    ROLES,
    Marker,
    encode_candidate,
    encode_question,
)
from retrieval.reader.neural.pieces import END, START, UNKNOWN

if TYPE_CHECKING:
    from retrieval.reader.neural.pieces import Pieces

TEXTS = st.text(st.one_of(st.sampled_from("市委書記刘吉主持会议0123年，。 "), st.characters()), max_size=150)


@given(sentence=TEXTS)
def test_offsets_lead_back_into_the_sentence(pieces: Pieces, sentence: str) -> None:
    """Of the sentence as it is written, traditional or not: folding keeps each character in its place."""
    encoded = encode_candidate(pieces, "", "", "", sentence)
    assert len(encoded.sentence) == len(encoded.starts) == len(encoded.ends) <= LONGEST_SENTENCE
    for number, start, end in zip(encoded.sentence, encoded.starts, encoded.ends, strict=True):
        assert 0 <= start < end <= len(sentence)
        assert number == UNKNOWN or fold(sentence[start:end]) == pieces.texts[number]


@given(question=TEXTS, title=TEXTS, year=st.text(max_size=8), before=TEXTS, sentence=TEXTS)
def test_a_row_is_never_longer_than_the_encoder(
    pieces: Pieces, question: str, title: str, year: str, before: str, sentence: str
) -> None:
    """Whatever the texts are, each place has its piece, role and mark, and the sentence stands last."""
    candidate = encode_candidate(pieces, title, year, before, sentence)
    row = Marker(pieces, encode_question(pieces, question)).join(candidate)
    assert len(row.pieces) == len(row.roles) == len(row.marks) <= LONGEST
    assert tuple(row.pieces[row.sentence :]) == candidate.sentence
    assert (row.pieces[0], row.pieces.count(END)) == (START, 2)
    assert row.roles == sorted(row.roles)
    assert set(row.roles[row.sentence :]) <= {ROLES.index("sentence")}


def test_of_a_long_question_the_end_is_kept(pieces: Pieces) -> None:
    """Chinese asks at the end."""
    numbers = encode_question(pieces, "听说前几天开了一个会，" * 20 + "那么究竟是谁主持的")
    assert len(numbers) == LONGEST_QUESTION
    assert "".join(pieces.texts[number] for number in numbers).endswith("谁主持的")


def test_the_year_is_told_once(pieces: Pieces) -> None:
    """A headline that names it does not have it twice, and a long headline does not push it out."""
    told = pieces.cut("2021")[0]
    assert encode_candidate(pieces, "两会", "2021", "", "").title[-len(told) :] == tuple(told)
    assert encode_candidate(pieces, "很长的标题，" * 20, "2021", "", "").title[-len(told) :] == tuple(told)
    once = encode_candidate(pieces, "2021年两会", "2021", "", "").title
    assert "".join(pieces.texts[number] for number in once) == "2021年两会"


def test_marks_tell_what_question_and_candidate_share(pieces: Pieces) -> None:
    """Of the question: inside the sentence, around it, nowhere; of the sentence: the question's own, or none of it."""
    question = encode_question(pieces, "谁主持会议")
    candidate = encode_candidate(pieces, "会议", "", "", "刘吉主持。")
    row = Marker(pieces, question).join(candidate)
    marks = dict(zip((pieces.texts[number] for number in question), row.marks[1:], strict=False))
    assert {text: MARKS[mark] for text, mark in marks.items()} == {
        "谁": "nowhere", "主持": "inside", "会议": "around",
    }  # fmt: skip
    marked = zip(
        (pieces.texts[number] for number in candidate.sentence), row.marks[row.sentence :], strict=True
    )
    assert {text: MARKS[mark] for text, mark in marked} == {
        "刘": "none", "吉": "none", "主持": "own", "。": "none",
    }  # fmt: skip
