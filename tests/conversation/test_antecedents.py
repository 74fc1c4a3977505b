"""What a pronoun or an ellipsis means."""

from __future__ import annotations

from talking import asked

from retrieval.conversation import (
    Mention,
    Shown,
    Turn,
    understand,
)
from retrieval.values import Span


def test_he_is_never_what_is_no_person() -> None:
    """他 takes a strange name that was asked about, before any name in the answer, and never a place."""
    answer = (Mention("上海", "place", "answer"), Mention("及灵实", "person", "sentence"))
    turn = asked("楼曾瑞的祖籍是哪里？", "楼曾瑞", kind="where", mentioned=answer)
    assert understand("他担任什么职位", [turn], now=0.0).line == "楼曾瑞 担任什么职位"
    turn = asked("克利希广场周围的景象如何？", "克利希广场", kind="how")
    assert understand("他司职什么位置", [turn], now=0.0).line == ""


def test_competing_readings_are_kept() -> None:
    """Where two persons may be meant, the nearer one is taken and the other is offered."""
    turn = Turn(
        "刘吉会见了谁？",
        "刘吉会见了谁？",
        kind="who",
        found=True,
        mentioned=(Mention("王濱", "person", "answer"), Mention("刘吉", "person", "question")),
        topic="刘吉",
        shown=(Shown("seed", Span(0, 9)),),
    )
    understood = understand("他说了什么", [turn], now=0.0)
    assert understood.question == "王濱 说了什么"
    assert [other.question for other in understood.others] == ["刘吉 说了什么"]
