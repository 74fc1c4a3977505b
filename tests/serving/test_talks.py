"""Conversations by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.serving.talks import Talks

if TYPE_CHECKING:
    from retrieval import Answerer


def test_each_conversation_has_its_own_memory(answerer: Answerer) -> None:
    """A turn is meant in the conversation of its name only."""
    talks = Talks(answerer)
    talks.ask("a", "谁主持了会议？")
    assert talks.ask("b", "他强调了什么？").understood.line == ""
    assert talks.ask("a", "他强调了什么？").understood.line == "刘吉 强调了什么"


def test_a_conversation_is_over_after_a_silence(answerer: Answerer) -> None:
    """As long as the settings say; where no clock is given, never."""
    now = [0.0]
    talks = Talks(answerer, forget_after=60, clock=lambda: now[0])
    talks.ask("a", "谁主持了会议？")
    now[0] = 59
    assert talks.ask("a", "他强调了什么？").understood.line
    now[0] = 200
    assert talks.ask("a", "他强调了什么？").understood.line == ""
