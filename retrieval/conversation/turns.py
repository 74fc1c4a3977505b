"""What a conversation remembers of each question: enough to go on from it, small enough to keep for days."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

KEPT = 8
"""How many turns of a conversation are looked back at; older ones can be thrown away."""

SMALL_TALK = "small talk"
"""The kind of a turn that asked nothing: 谢谢 ends no subject, and nothing is taken over from it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name that was said: ``where`` is ``answer`` (its exact words), ``question``, ``sentence`` or ``title``.

    ``kind`` is a :data:`retrieval.chinese.names.NameKind`, or ``thing``.
    """

    text: str
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that was shown: its document, its place in ``Document.text``, and its exact words."""

    document: str
    sentence: Span
    exact: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what was answered.

    Attributes:
        asked: the question as the user wrote it.
        question: the question in full.
        kind: what it asked for, one of :data:`retrieval.question.patterns.KINDS`, or :data:`SMALL_TALK`.
        found: whether the archive answered.
        near: whether it did not, and what comes nearest was shown.
        mentioned: names that a later 他 or 那里 may mean, nearest first: those of the answer's exact words,
            then of the question, then of the sentence.
        carried: what was put into the question; empty where it stood alone.
        leans: whether anything was taken over from the talk: the question in full is not what was written.
        topic: what the question was about, as written there; empty where that is not clear.
        shown: the sentences that were answered, best first.
        left_out: sentences that were not wanted, because an earlier turn had shown them.
        confidence: how sure the answer was, 0 to 1.
        new: the question began a new subject: what was said before it is no longer meant.
        at: when it was asked, in seconds since 1970.
        together: how many of the sentences answer only together, as :class:`retrieval.answers.Found` says.
        remark: likewise.
        reason: why it was not found, as :class:`retrieval.answers.NotFound` says; empty where it was.
        unknown: likewise.
        others: likewise.
    """

    asked: str
    question: str
    kind: str = "what"
    found: bool = False
    near: bool = False
    mentioned: tuple[Mention, ...] = ()
    carried: str = ""
    leans: bool = False
    topic: str = ""
    shown: tuple[Shown, ...] = ()
    left_out: tuple[Shown, ...] = ()
    confidence: float = 0.0
    new: bool = True
    at: float = 0.0
    together: int = 1
    remark: str = ""
    reason: str = ""
    unknown: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def document(self) -> str:
        """The document that answered, or came nearest to an answer, or the empty string.

        A question whose answer is not sure enough is still about something: 他 after it means who stands there.
        """
        return self.shown[0].document if self.shown else ""

    @property
    def in_full(self) -> str:
        """The question in full where something was taken over into it, else the empty string.

        >>> Turn("他强调了什么？", "刘吉 强调了什么？", leans=True).in_full, Turn("谁主持会仪？", "谁主持会议？").in_full
        ('刘吉 强调了什么？', '')
        """
        return self.question if self.leans else ""

    @property
    def respelt(self) -> str:
        """The question as it was read where that differs from what was written by a slip, else the empty string.

        >>> Turn("谁主持会仪？", "谁主持会议？").respelt, Turn("谁？", "谁？").respelt
        ('谁主持会议？', '')
        """
        # Of a long question a turn keeps the beginning.
        return "" if self.leans or self.asked.startswith(self.question) else self.question

    @property
    def readings(self) -> list[str]:
        """How the question was read where that is not as it was written, each behind its mark; mostly none.

        >>> Turn("他强调了什么？", "刘吉 强调了什么？", leans=True).readings, Turn("谁主持会仪？", "谁主持会议？").readings
        (['↪ 刘吉 强调了什么？'], ['✎ 谁主持会议？'])
        """
        marks = (("↪", self.in_full), ("✎", self.respelt))
        return [f"{mark} {question}" for mark, question in marks if question]

    def to_json(self) -> str:
        """Return the turn as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @staticmethod
    def from_json(line: str) -> Turn:
        """Return the turn that a line of :meth:`to_json` holds.

        >>> Turn.from_json(Turn("谁？", "谁？").to_json()) == Turn("谁？", "谁？")
        True
        """
        fields: dict[str, Any] = json.loads(line)
        fields["mentioned"] = tuple(Mention(**name) for name in fields["mentioned"])
        for name in ("shown", "left_out"):
            fields[name] = tuple(
                Shown(shown["document"], Span(**shown["sentence"]), shown["exact"]) for shown in fields[name]
            )
        # Turns of earlier versions have no reasons.
        fields |= {name: tuple(fields.get(name, ())) for name in ("unknown", "others")}
        return Turn(**fields)


def still_meant(turns: Sequence[Turn], *, now: float, forget_after: float) -> tuple[Turn, ...]:
    """Return the turns that a new question may follow up, the last one first.

    Those are the last ones without a pause longer than ``forget_after`` seconds, back to where the subject
    began.
    """
    meant: list[Turn] = []
    later = now
    for turn in reversed(turns[-KEPT:]):
        if later - turn.at > forget_after:
            break
        later = turn.at
        if turn.kind == SMALL_TALK:
            continue
        meant.append(turn)
        if turn.new:
            break
    return tuple(meant)


def step_back(turns: Sequence[Turn], *, now: float, forget_after: float) -> Turn | None:
    """Return the turn whose answer stood before the one that was shown last, whatever it was about.

    Where no answer stood before it, it is that one. Looked into (详细说说) or shown again (上一个), an answer is the
    same: asked twice, 上一个 leads two answers back.
    """
    answered: list[Turn] = []
    later = now
    for turn in reversed(turns[-KEPT:]):
        if later - turn.at > forget_after:
            break
        later = turn.at
        if turn.shown:
            answered.append(turn)
    alike = [number for number, turn in enumerate(answered) if _is_same(turn, answered[0])]
    return answered[min(alike[-1] + 1, len(answered) - 1)] if alike else None


def _is_same(turn: Turn, other: Turn) -> bool:
    return turn.question == other.question and turn.document == other.document
