"""A follow-up is put in full, and nothing else is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talking import LIUJI, SPEECH, asked

from retrieval.conversation import (
    Shown,
    Turn,
    Understood,
    find_follow_up,
    understand,
)
from retrieval.values import Span

WHOLE = (
    "谁主持了会议？",
    "刘吉强调了什么？",
    "锣鼓经是什么？",
    "王天成指控谁抄袭了他的文章？",
    "写《虫，眼球系列》这本书的作者当时年龄多大？",
    "以聚族而居这种方式形成的村落称为什么村？",
    "造成香港楼市交投量大幅下滑的原因是什么？",
    "在哪一年武漢大學歡慶百年校慶?",
    "1985年的時候，當時的美國總統是誰?",
    "共和党研究委员会将俄罗斯列为什么",
    "叙利亚这个国家的恐怖主义人数约下降了多少？",
    "其他国家有多少病例？",
    "因此事件受伤的三名记者是谁？",
    "拜占庭在文學方面，小說則主要翻譯那裡的故事?",
    "方舱医院",
    "明天天气怎么样",
    "会议是谁主持的？",
    "那温金荣强调了什么",
    "以色列将集中精力做什么",
    "曾炯是什么地方人？",
    "和弓的制式是怎样的？",
    "约旦首相是谁？",
    "该雅芳河最终注入什么地方？",
    "由母親和舅父作為家長的是哪一民族?",
    "為甚麼潮州農民十分珍惜耕地?",
    "被流放的塞雷茨创立了什么党派？",
    "什么时候发生了自杀式袭击",
    "背景辐射由自然界的哪一气体产生？",
    "那个部门从两名嫌疑人处查获了相关证物",
)


@pytest.mark.parametrize("question", WHOLE)
def test_a_whole_question_is_never_changed(question: str) -> None:
    """A question that names what it is about is asked as it was written, whatever was said before."""
    assert understand(question, [LIUJI, SPEECH], now=0.0) == Understood(question, question)


@pytest.mark.parametrize(
    ("question", "turns", "expected"),
    [
        ("他强调了什么？", [LIUJI], "刘吉 强调了什么？"),
        ("他強調了什麼？", [LIUJI], "刘吉 強調了什麼？"),
        ("那温金荣呢？", [LIUJI, SPEECH], "温金荣 强调了什么？"),
        ("那张建国呢", [LIUJI, SPEECH], "张建国 强调了什么？"),
        ("那张伟呢", [LIUJI, SPEECH], "张伟 强调了什么？"),
        ("那段祺瑞呢？", [LIUJI, SPEECH], "段祺瑞 强调了什么？"),
        ("强调了什么", [LIUJI], "刘吉 强调了什么"),
        ("会上部署了什么工作", [LIUJI], "会议 部署了什么工作"),
        ("在哪里开的", [LIUJI], "会议 在哪里开的"),
        ("什么时候？", [LIUJI], "会议 什么时候？"),
        ("谁说的", [LIUJI], "谁主持了会议 谁说的"),
        ("为什么", [LIUJI], "刘吉主持了会议 为什么"),
        ("换成2021年的", [LIUJI], "2021年 谁主持了会议"),
        ("还有谁？", [LIUJI], "谁主持了会议？"),
    ],
)
def test_what_is_left_out_is_taken_over(question: str, turns: list[Turn], expected: str) -> None:
    """The pronoun or the gap is filled by its kind, from the exact words before the last question."""
    understood = understand(question, turns, now=0.0)
    assert understood.question == expected
    assert understood.line == expected.rstrip("？")
    assert understood.carried
    assert understood.favour == "seed"


def test_a_noun_that_was_not_spoken_of_is_not_pointed_at() -> None:
    """该乐队 leans only where a 乐队 was spoken of."""
    turn = asked("票价是多少？", "票价")
    assert understand("该乐队成立于哪年", [turn], now=0.0, speaks_of=lambda *_: False).line == ""
    assert (
        understand("该乐队成立于哪年", [turn], now=0.0, speaks_of=lambda *_: True).line
        == "票价 乐队成立于哪年"
    )


def test_a_pasted_text_stands_alone() -> None:
    """What is longer than any question leans on nothing, whatever it holds."""
    assert understand("他强调了什么？" * 99, [LIUJI], now=0.0).line == ""


def test_questions_that_say_nothing_do_not_pile_up() -> None:
    """However many bare questions follow one another, each goes on from the last that said something."""
    when = Turn("什么时候？", "会议 什么时候？", found=True, topic="会议", shown=LIUJI.shown, new=False)
    turns = [LIUJI, when, when]
    assert understand("谁说的", turns, now=0.0).question == "谁主持了会议 谁说的"
    assert understand("为什么", turns, now=0.0).question == "刘吉主持了会议 为什么"
    assert understand("换成2021年的", turns, now=0.0).question == "2021年 谁主持了会议"
    assert understand("还有谁？", turns, now=0.0).question == "谁主持了会议？"


@given(st.text(max_size=40))
def test_nothing_said_before_changes_nothing(question: str) -> None:
    """The first question of a conversation stands alone, whatever it is."""
    assert understand(question, [], now=0.0) == Understood(question, question)


@given(st.text(alphabet="他她那这该会上什么谁还有第二点呢为在刘吉2021年？ ，《", max_size=16))
def test_any_words_can_be_understood(question: str) -> None:
    """No question breaks the understanding, and one that is not changed carries nothing."""
    understood = understand(question, [LIUJI, SPEECH], now=0.0)
    assert understood.asked == question
    if not understood.carried:
        assert understood == Understood(question, question)


def test_an_unsure_gap_needs_the_last_document() -> None:
    """编号是多少 leans only where the last document speaks of an 编号."""
    turn = Turn("巴沟站在哪？", "巴沟站在哪？", found=True, topic="巴沟站", shown=(Shown("x", Span(0, 9)),))
    follow_up = find_follow_up("车站编号是多少")
    assert follow_up is not None
    assert not follow_up.sure
    assert understand("车站编号是多少", [turn], now=0.0, speaks_of=lambda *_: False).line == ""
    assert (
        understand("车站编号是多少", [turn], now=0.0, speaks_of=lambda *_: True).line
        == "巴沟站 车站编号是多少"
    )
