"""Questions about the last answer itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval import Answerer, Found, NotFound
from retrieval.conversation import (
    Shown,
    Turn,
    converse,
)
from retrieval.values import Span


def test_an_answer_can_be_looked_into(answerer: Answerer) -> None:
    """第二点 is the paragraph's second sentence from the answer on; 原文 the whole paragraph; 上一个 goes back."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    two = converse(answerer, "温金荣强调了什么？", [one.turn], now=1.0)
    assert isinstance(two.answer, Found)
    first = two.answer.quotes[0]
    turns = [one.turn, two.turn]
    second = converse(answerer, "第二点呢", turns, now=2.0)
    assert isinstance(second.answer, Found)
    assert second.answer.quotes[0].text.startswith("要快处置")
    turns.append(second.turn)
    third = converse(answerer, "第三点呢", turns, now=2.5)
    assert isinstance(third.answer, Found)
    assert third.answer.quotes[0].text.startswith("要主动防")
    source = converse(answerer, "原文", turns, now=3.0)
    assert isinstance(source.answer, Found)
    assert source.answer.quotes[0].text == first.passage.text
    assert source.answer.quotes[0].exact_text == first.text
    back = converse(answerer, "上一个", turns[:2], now=3.0)
    assert isinstance(back.answer, Found)
    assert isinstance(one.answer, Found)
    assert back.answer.quotes[0].text == one.answer.quotes[0].text


@pytest.mark.parametrize("question", ["上一个", "详细说说", "原文", "第二点呢", "谁说的"])
def test_a_near_miss_that_is_looked_into_is_no_answer(answerer: Answerer, question: str) -> None:
    """What the archive does not say is not said, either, by asking for it again, in full or by its place."""
    sure = converse(answerer, "温金荣强调了什么？", now=0.0)
    assert isinstance(sure.answer, Found)
    missed = replace(sure.turn, found=False)
    turns = [missed, replace(missed, new=False)]
    for now in (1.0, 2.0):
        reply = converse(answerer, question, turns, now=now)
        assert isinstance(reply.answer, NotFound)
        assert reply.answer.nearest
        assert not reply.turn.found
        turns.append(reply.turn)


def test_who_said_it_is_looked_up_where_it_stands(answerer: Answerer) -> None:
    """谁强调的 is answered by the sentence before that names the speaker, and he is meant by what follows."""
    one = converse(answerer, "要持续强化几项核心能力建设？", now=0.0)
    two = converse(answerer, "这是谁强调的？", [one.turn], now=1.0)
    assert isinstance(two.answer, Found)
    assert two.answer.quotes[0].exact_text == "温金荣"
    assert two.answer.quotes[0].text.startswith("温金荣强调")
    three = converse(answerer, "那刘吉呢？", [one.turn, two.turn], now=2.0)
    assert three.understood.line == "刘吉 强调了什么"


def test_an_answer_that_left_the_archive_is_no_answer(answerer: Answerer) -> None:
    """第二点 of a sentence that is gone is asked as written, and breaks nothing."""
    gone = Turn("谁？", "谁？", found=True, shown=(Shown("gone", Span(0, 3)),))
    assert converse(answerer, "第二点呢", [gone], now=0.0).understood.line == ""


def test_more_is_told_from_the_answer_on(answerer: Answerer) -> None:
    """What follows in the paragraph, and where it ends in the next one; what stood before comes last."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    more = converse(answerer, "详细说说", [one.turn], now=1.0)
    assert isinstance(more.answer, Found)
    assert more.answer.together == 2
    assert more.answer.quotes[0].text.startswith("刘吉强调,要认真学习")
    assert more.answer.quotes[-1].text.startswith("11月14日下午")


def test_another_subject_does_not_hide_the_answer_before(answerer: Answerer) -> None:
    """上一个 steps back over a question that began anew."""
    one = converse(answerer, "谁主持了会议？", now=0.0)
    two = converse(answerer, "核酸检测怎么做", [one.turn], now=1.0)
    turns = [one.turn, replace(two.turn, new=True)]
    back = converse(answerer, "上一个", turns, now=2.0)
    assert isinstance(back.answer, Found)
    assert back.answer.quotes[0].exact_text == "刘吉"


@pytest.mark.parametrize("question", ["上一个", "详细说说", "回到上一个问题", "再详细一点"])
def test_before_anything_was_asked_there_is_nothing_to_look_into(answerer: Answerer, question: str) -> None:
    """It is said so, and not searched for."""
    reply = converse(answerer, question, now=0.0)
    assert isinstance(reply.answer, NotFound)
    assert reply.answer.reason == "nothing before"
    later = converse(answerer, "他是谁", [reply.turn], now=1.0)
    assert later.understood.line == ""
