"""How a question that goes on from others was taken: what is shown of it, and kept as what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval import Turn


def in_full(turn: Turn) -> str:
    """Return the question in full where something was taken over into it, else the empty string.

    >>> from retrieval import Turn
    >>> in_full(Turn("他强调了什么？", "刘吉 强调了什么？", leans=True)), in_full(Turn("谁主持会仪？", "谁主持会议？"))
    ('刘吉 强调了什么？', '')
    """
    return turn.question if turn.leans else ""


def respelt(turn: Turn) -> str:
    """Return the question as it was read where that differs from what was written by a slip, else nothing.

    >>> from retrieval import Turn
    >>> respelt(Turn("谁主持会仪？", "谁主持会议？")), respelt(Turn("谁？", "谁？"))
    ('谁主持会议？', '')
    """
    # Of a long question a turn keeps the beginning.
    return "" if turn.leans or turn.asked.startswith(turn.question) else turn.question
