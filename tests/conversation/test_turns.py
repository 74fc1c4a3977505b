"""What a conversation remembers, and for how long."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from talking import LIUJI

from retrieval.conversation import (
    SMALL_TALK,
    Mention,
    Shown,
    Turn,
    understand,
)
from retrieval.conversation.turns import step_back
from retrieval.values import Span


def test_a_pause_ends_a_conversation() -> None:
    """After the time that the setting gives, what was said is not meant any more."""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=59.0).line == ""
    assert understand("他强调了什么？", [LIUJI], now=60.0, forget_after=60.0).line == "刘吉 强调了什么"


def test_a_new_subject_ends_the_old_one() -> None:
    """A pronoun never reaches behind the question that began the subject."""
    other = Turn("票价是多少？", "票价是多少？", found=True, topic="票价", shown=(Shown("x", Span(0, 1)),))
    assert "刘吉" not in understand("他强调了什么？", [LIUJI, other], now=0.0).question


def test_small_talk_is_as_if_it_had_not_been_said() -> None:
    """他 means the same before 谢谢 and after it, and the pause is counted from the last word."""
    thanks = Turn("谢谢", "谢谢", SMALL_TALK, at=50.0)
    assert understand("他强调了什么？", [LIUJI, thanks], now=99.0).line == "刘吉 强调了什么"
    assert (
        understand("他强调了什么？", [LIUJI, thanks], now=99.0, forget_after=49.0).question
        == "他强调了什么？"
    )


def test_stepping_back_goes_through_all_answers() -> None:
    """Whatever they were about; an answer that was shown again or looked into counts once, and the oldest stays."""
    one, two, three = (
        Turn(f"{n}？", f"{n}？", found=True, shown=(Shown(f"{n}", Span(0, 1)),), at=float(n))
        for n in (1, 2, 3)
    )
    turns = [one, two, three]
    seen = []
    for now in (4.0, 5.0, 6.0, 7.0):
        back = step_back(turns, now=now, forget_after=9.0)
        assert back is not None
        seen.append(back.question)
        turns.append(replace(back, asked="上一个", at=now))
    assert seen == ["2？", "1？", "1？", "1？"]
    assert step_back([Turn("谁？", "谁？")], now=0.0, forget_after=9.0) is None
    assert step_back([one], now=99.0, forget_after=9.0) is None


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
