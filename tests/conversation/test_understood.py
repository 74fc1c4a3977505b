"""A question as the conversation makes it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.conversation.understood import Carried, Understood, bare, without_asking


@given(st.lists(st.text("甲乙丙丁", min_size=1, max_size=3), min_size=1, max_size=4, unique=True))
def test_the_ways_to_read_a_question_go_round(readings: list[str]) -> None:
    """Each is met once before the first comes back."""
    first, *others = [Understood("他呢？", reading) for reading in readings]
    one = Understood("他呢？", first.question, others=tuple(others))
    met = []
    for _ in readings:
        met.append(one.question)
        one = one.next()
    assert met == readings
    assert one.question == readings[0]


def test_only_what_was_taken_over_is_shown() -> None:
    assert Understood("他呢？", "刘吉呢？", (Carried("刘吉", "person"),)).line == "刘吉呢"
    assert Understood("谁？", "谁？").line == ""


def test_a_question_becomes_a_statement_by_its_answer() -> None:
    """Without one, its question word is left out; marks around it go."""
    assert without_asking("谁主持了会议？", "刘吉") == "刘吉主持了会议"
    assert without_asking("刘吉强调了什么？") == "刘吉强调了"
    assert bare(" 谁主持了会议？！") == "谁主持了会议"
