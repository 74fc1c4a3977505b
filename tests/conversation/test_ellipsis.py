"""Whether a question has left out what it is about."""

from __future__ import annotations

import pytest

from retrieval.conversation.ellipsis import TIMES_FIRST, content, find_ellipsis, first_word, wants


@pytest.mark.parametrize(
    ("question", "head", "sure"),
    [
        ("在哪里开的", "开", True),
        ("什么时候首次登上赛场", "", True),
        ("创立宗旨是什么", "创立宗旨是", True),
        ("编号是多少", "编号是", True),
        ("制备过程是什么", "", False),
    ],
)
def test_what_is_left_out_is_known_by_the_verb_or_noun_that_stays(
    question: str, head: str, sure: bool
) -> None:
    """Where the question might be whole as well, that is said."""
    found = find_ellipsis(question)
    assert found is not None
    assert (found.kind, found.sure) == ("ellipsis", sure)
    assert not head or found.head == head


@pytest.mark.parametrize(
    "question", ["以色列将做什么", "曾炯是谁", "锣鼓经是什么", "印度总统是谁", "被蛇咬伤后怎么办"]
)
def test_a_name_that_opens_like_an_ellipsis_is_none(question: str) -> None:
    """以, 曾 and 被 open names and whole questions too."""
    assert find_ellipsis(question) is None


def test_a_question_word_alone_leaves_out_all() -> None:
    found = find_ellipsis("什么时候")
    assert found is not None
    assert (found.kind, found.word) == ("bare", "什么时候")


def test_words_are_read_as_the_dictionary_has_them() -> None:
    """The longest word that opens a text, what it speaks of, and whom it wants beside it."""
    assert (first_word("以色列将做什么"), first_word("曾炯是谁")) == ("以色列", "曾")
    assert content("刘吉强调了什么？") == "刘吉强调"
    assert (wants("强调"), wants("召开"), wants("原因")) == ("person", "meeting", "thing")


@pytest.mark.parametrize("time", ["昨晚", "当天", "次日", "后天", "上星期", "14日夜里", "11月14日半夜"])
def test_a_time_in_front_is_no_subject(time: str) -> None:
    """昨晚在哪里召开的 leaves out what was held, as 昨天在哪里召开的 does."""
    assert TIMES_FIRST.sub("", f"{time}在哪里召开的") == "在哪里召开的"


@pytest.mark.parametrize(
    ("common", "other"),
    [
        ("哪年建成的", "何年建成的"),
        ("哪年扩建", "何年扩建"),
        ("哪天闭馆", "周几闭馆"),
        ("哪天闭馆", "星期几闭馆"),
        ("是哪一天开放的", "是何日开放的"),
        ("为什么", "何以"),
        ("为什么", "点解"),
        ("在哪里", "在边度"),
        ("有多高", "有多厚"),
    ],
)
def test_what_asks_by_another_word_leaves_out_the_same(common: str, other: str) -> None:
    """何年建成的 lacks its subject as 哪年建成的 does."""
    one, two = find_ellipsis(common), find_ellipsis(other)
    assert one is not None
    assert two is not None
    assert (one.kind, one.sure) == (two.kind, two.sure)
