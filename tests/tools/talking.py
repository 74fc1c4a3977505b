"""Turns of a conversation about the seed, for tests."""

from __future__ import annotations

from typing import Any

from retrieval.conversation import (
    Mention,
    Shown,
    Turn,
)
from retrieval.values import Span

LIUJI = Turn(
    "谁主持了会议？",
    "谁主持了会议？",
    kind="who",
    found=True,
    mentioned=(
        Mention("刘吉", "person", "answer"),
        Mention("会议", "meeting", "question"),
        Mention("温金荣", "person", "sentence"),
    ),
    topic="会议",
    shown=(Shown("seed", Span(40, 80), "刘吉"), Shown("seed", Span(0, 40))),
)


SPEECH = Turn(
    "他强调了什么？",
    "刘吉 强调了什么？",
    found=True,
    mentioned=(Mention("刘吉", "person", "question"),),
    topic="刘吉",
    shown=(Shown("seed", Span(90, 120)),),
    new=False,
)


def asked(question: str, topic: str, **given: Any) -> Turn:
    return Turn(question, question, found=True, topic=topic, shown=(Shown("x", Span(0, 9)),), **given)
