"""The ways in which a question follows up what was said before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

FollowUpKind: TypeAlias = Literal[
    "person", "persons", "place", "time", "meeting", "thing",  # a pronoun stands for one of these
    "swap",  # 那温金荣呢？ the last question with one thing exchanged
    "more",  # 还有谁 the last question, what was shown left out
    "bare",  # 什么时候？ a question word alone: the last question goes on
    "ellipsis",  # 在哪里开的 something is left out
    "nth", "back", "detail", "source", "speaker",  # about the last answer itself
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class FollowUp:
    """How a question follows up what was said before it.

    ``FollowUp("person", word="他")`` says so of 他强调了什么.

    Attributes:
        kind: the way in which it does.
        word: the words that point back, as written (``他``, ``该公司``); empty where something is left out.
        start: where these words stand in the question.
        head: the noun behind a demonstrative (公司 of 该公司), the newcomer of a swap (温金荣), the verb or
            noun that says what an ellipsis leaves out (开), or a number for ``nth`` (``-1`` is the last).
        sure: whether something is surely left out. ``编号是多少`` may leave out what has the number, and follows
            up only where the last document speaks of one.
    """

    kind: FollowUpKind
    word: str = ""
    start: int = 0
    head: str = ""
    sure: bool = True
