"""What a conversation remembers, and for how long."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from talking import LIUJI

from retrieval.conversation import (
    Mention,
    Shown,
    Turn,
    understand,
)
from retrieval.values import Span


def test_a_pause_ends_a_conversation() -> None:
    """After the time that the setting gives, what was said is not meant any more."""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=59.0).line == ""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=60.0).line == "刘吉 强调了什么"


def test_a_new_subject_ends_the_old_one() -> None:
    """A pronoun never reaches behind the question that began the subject."""
    other = Turn("票价是多少？", "票价是多少？", found=True, topic="票价", shown=(Shown("x", Span(0, 1)),))
    assert "刘吉" not in understand("他强调了什么？", [LIUJI, other], now=0.0).question


@given(st.text(max_size=20), st.lists(st.tuples(st.text(max_size=9), st.integers(0, 99)), max_size=3))
def test_a_turn_outlives_a_restart(text: str, shown: list[tuple[str, int]]) -> None:
    """A turn read back from its line is the turn."""
    turn = Turn(
        text,
        text,
        mentioned=(Mention(text, "person", "answer"),),
        shown=tuple(Shown(name, Span(start, start + 2), text) for name, start in shown),
        left_out=tuple(Shown(name, Span(start, start + 1)) for name, start in shown),
        at=1.5,
    )
    assert Turn.from_json(turn.to_json()) == turn


@given(st.text(min_size=1), st.data())
def test_one_changed_character_or_a_cut_takes_nothing_over(asked: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(asked) - 1))
    slip = asked[:at] + data.draw(st.characters()) + asked[at + 1 :]
    assert Turn(asked, slip[: data.draw(st.integers(1, len(asked)))]).in_full == ""
    assert Turn(asked, "刘吉 " + asked, leans=True).in_full == "刘吉 " + asked
    assert Turn(asked, asked).respelt == ""
