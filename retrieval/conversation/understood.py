"""A question as the conversation makes it, and what was taken over into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import TRAILING
from retrieval.conversation.lexicon import ASKING
from retrieval.expressions import regex

if TYPE_CHECKING:
    from retrieval.conversation.turns import Shown

_MARKS = regex(f"[{TRAILING}]+$")
_PARTICLES = regex(r"(?:[吗呢吧啊呀嘛]|(?<![什怎多])么)+$")


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken over into a question.

    ``kind`` is a :data:`retrieval.chinese.names.NameKind`, ``topic`` (what the last question was about), ``question``
    (the last question itself) or ``answer`` (the last answer).
    """

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as the conversation makes it.

    Attributes:
        asked: as the user wrote it.
        question: in full; the same where it stands alone.
        carried: what was taken over; empty where it stands alone.
        favour: the id of the document that the last answer came from, or the empty string.
        close: the question is about what that document says, not about another like it.
        leave_out: sentences that were shown and are not wanted again.
        about: the last answer itself is asked about: its ``nth`` point, the answer before it (``back``), more
            ``detail``, its ``source``, who said it (``speaker``),
            or its ``reason``; empty for a question to the archive.
        number: for ``nth``: which one, from 1, or -1 for the last.
        others: the other ways to read it, likeliest first.
    """

    asked: str
    question: str
    carried: tuple[Carried, ...] = ()
    favour: str = ""
    close: bool = False
    leave_out: tuple[Shown, ...] = ()
    about: Literal["", "nth", "back", "detail", "source", "speaker", "reason"] = ""
    number: int = 0
    others: tuple[Understood, ...] = ()

    @property
    def line(self) -> str:
        """What is shown behind ``↪``: the question in full; empty where nothing was taken over."""
        return bare(self.question) if self.carried else ""

    def next(self) -> Understood:
        """Return the likeliest of the other ways to read it, this one the last of its others: they go round.

        >>> one = Understood("他呢？", "甲呢？", others=(Understood("他呢？", "乙呢？"),))
        >>> one.next().question, one.next().next().question
        ('乙呢？', '甲呢？')
        """
        if not self.others:
            return self
        first, *rest = self.others
        return replace(first, others=(*rest, replace(self, others=())))


def bare(question: str) -> str:
    """Return a question without the marks around it."""
    return _MARKS.sub("", question).strip()


def without_asking(question: str, instead: str = "") -> str:
    """Return a question as a statement: its question word gives way to the answer.

    >>> without_asking("谁主持了会议？", "刘吉"), without_asking("刘吉强调了什么？")
    ('刘吉主持了会议', '刘吉强调了')
    """
    folded = _PARTICLES.sub("", fold(bare(question)))
    asked = bare(question)[: len(folded)]
    match = re.search(ASKING, folded)
    if not match:
        return asked
    before, after = asked[: match.start()], asked[match.end() :]
    if len(instead) > 12 or instead in before + after:
        instead = ""
    return f"{before}{instead}{after}".strip("的，, ") if instead else f"{before} {after}".strip("的是，, ")
