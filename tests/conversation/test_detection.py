"""Which questions are follow-ups, and of which kind."""

from __future__ import annotations

import pytest

from retrieval.conversation import (
    find_follow_up,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("他强调了什么？", "person"),
        ("她是哪里人", "person"),
        ("他們說了什麼？", "persons"),
        ("那里有什么", "place"),
        ("当时有多少人", "time"),
        ("会上还部署了什么", "meeting"),
        ("该公司的总部在哪里", "thing"),
        ("这次会议的主题是什么", "meeting"),
        ("对此有什么看法", "thing"),
        ("上述措施何时实施", "thing"),
        ("其作者是谁", "thing"),
        ("那温金荣呢？", "swap"),
        ("那张建国呢？", "swap"),
        ("那张照片是谁拍的", "thing"),
        ("那张图呢", "thing"),
        ("那张很大的图是谁画的", "thing"),
        ("那段历史是谁写的", "thing"),
        ("2021年呢", "swap"),
        ("换成2021年的", "swap"),
        ("那里呢", "place"),
        ("那边呢", "place"),
        ("还有谁？", "more"),
        ("还有呢", "more"),
        ("下一个", "more"),
        ("什么时候？", "bare"),
        ("为什么", "bare"),
        ("谁", "bare"),
        ("在哪里开的", "ellipsis"),
        ("强调了什么", "ellipsis"),
        ("有多少人参加", "ellipsis"),
        ("原因是什么", "ellipsis"),
        ("还有谁参加了会见", "ellipsis"),
        ("什么时候首次登上中超赛场", "ellipsis"),
        ("在哪一年获得了金钟奖男主角奖", "ellipsis"),
        ("性格有什么特点", "ellipsis"),
        ("什么段位", "ellipsis"),
        ("谁谴责了这起袭击", "thing"),
        ("你喜欢他吗", "person"),
        ("他强调了啥", "person"),
        ("里面谁最强", "thing"),
        ("第二点呢", "nth"),
        ("第十一条呢", "nth"),
        ("最后一点是什么", "nth"),
        ("上一个", "back"),
        ("详细说说", "detail"),
        ("能说得具体一点吗", "detail"),
        ("原文", "source"),
        ("哪里说的", "source"),
        ("这是谁说的？", "speaker"),
        ("谁强调的", "speaker"),
        ("谁呼吁的", "speaker"),
        ("谁证实的", "speaker"),
        ("这话是谁补充的", "speaker"),
    ],
)
def test_each_way_of_leaning_is_known(question: str, kind: str) -> None:
    """Every kind of follow-up passes the gate under its own name."""
    follow_up = find_follow_up(question)
    assert follow_up is not None
    assert follow_up.kind == kind
