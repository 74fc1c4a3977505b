"""How a question leans on what was said before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

LeanKind: TypeAlias = Literal[
    "person", "persons", "place", "time", "meeting", "thing",  # a pronoun stands for one of these
    "swap",  # 那温金荣呢？ the last question with one thing exchanged
    "more",  # 还有谁 the last question, what was shown left out
    "bare",  # 什么时候？ a question word alone: the last question goes on
    "gap",  # 在哪里开的 something is left out
    "nth", "back", "detail", "source", "speaker",  # about the last answer itself
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lean:
    """How a question leans.

    Attributes:
        kind: which way.
        word: the words that lean, as written (``他``, ``该公司``); empty for what is left out.
        start: where they stand in the question.
        head: the noun behind a demonstrative (公司 of 该公司), the newcomer of a swap (温金荣), the verb or
            noun of a gap that says what kind is missing (开), or a number for ``nth`` (``-1`` is the last).
        sure: a gap that is not sure (``编号是多少`` may leave out what it is the number of) leans only where
            the last document speaks of the same.
    """

    kind: LeanKind
    word: str = ""
    start: int = 0
    head: str = ""
    sure: bool = True
