"""The last question once more."""

from __future__ import annotations

from talking import LIUJI

from retrieval import Answerer, Found
from retrieval.conversation import (
    converse,
    understand,
)


def test_what_was_shown_is_left_out_of_the_rest() -> None:
    """还有谁 asks the same again, without the sentence that was shown."""
    assert understand("还有谁？", [LIUJI], now=0.0).leave_out == LIUJI.shown[:1]


def test_more_shows_something_else(answerer: Answerer) -> None:
    """还有呢 never shows again what was shown, however often it is asked."""
    reply = converse(answerer, "刘吉强调了什么？", now=0.0)
    turns = [reply.turn]
    seen = set()
    for _ in range(3):
        assert isinstance(reply.answer, Found)
        assert reply.answer.quotes[0].text not in seen
        seen.add(reply.answer.quotes[0].text)
        reply = converse(answerer, "还有呢", turns, now=1.0)
        turns.append(reply.turn)
