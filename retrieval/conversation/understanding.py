"""Earlier turns + a new question → the question in full, and what was taken over.

What is taken over joins the question, in front of it or in the place of its pronoun. The question's own
words stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

from retrieval.conversation.gate import ASKING, content, find_lean, wants
from retrieval.conversation.turns import still_meant
from retrieval.folding import fold
from retrieval.names import kind_of
from retrieval.passages import bigram_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.conversation.gate import Lean
    from retrieval.conversation.turns import Shown, Turn

FORGET_AFTER = 1800.0
"""After how many seconds without a question a conversation is over."""

_MOST_READINGS = 3
# 2021年呢 and 还有呢 look beyond the document that answered.
_MOVES_ON = ("swap", "more")


@dataclass(frozen=True, slots=True)
class Carried:
    """What was taken over into a question.

    ``kind`` is a :data:`retrieval.names.NameKind`, ``topic`` (what the last question was about), ``question``
    (the last question itself) or ``answer`` (the last answer). ``because`` is what in the new question
    asked for it (``他``, ``那…呢``); it is empty where something was left out.
    """

    text: str
    kind: str
    because: str = ""


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
        return _bare(self.question) if self.carried else ""


def understand(
    question: str,
    turns: Sequence[Turn],
    *,
    now: float,
    forget_after: float = FORGET_AFTER,
    speaks_of: Callable[[str, str], bool] | None = None,
) -> Understood:
    """Put a question in full.

    Args:
        question: as the user wrote it.
        turns: the conversation so far, oldest first.
        now: when it is asked, in seconds since 1970.
        forget_after: after how many seconds without a question the conversation is over.
        speaks_of: says whether a document (its id) speaks of what a question asks; a gap that is not sure is
            filled only then.

    >>> turn = Turn("谁主持了会议？", "谁主持了会议？", mentioned=(Mention("刘吉", "person", "answer"),))
    ... # doctest: +SKIP
    >>> understand("他强调了什么？", [turn], now=0.0).question  # doctest: +SKIP
    '刘吉 强调了什么？'
    """
    alone = Understood(question, question)
    meant = still_meant(turns, now=now, forget_after=forget_after)
    lean = find_lean(question) if meant else None
    if lean is None:
        return alone
    last = meant[0]
    if not lean.sure and (
        speaks_of is None
        or not last.document
        or _names_any(question, last)
        or not speaks_of(last.document, question)
    ):
        return alone
    match lean.kind:
        case "nth" | "back" | "detail" | "source" | "speaker":
            return _about_the_answer(alone, lean, meant)
        case "more":
            readings = [_more(alone, lean, last)]
        case "swap":
            readings = [_swapped(alone, lean, last)]
        case "bare":
            readings = _continued(alone, last)
        case _:
            readings = [_joined(alone, lean, carried) for carried in _antecedents(alone, lean, meant)]
    if not readings:
        return alone
    close = lean.kind not in _MOVES_ON or (lean.kind == "swap" and _is_there(lean, last, speaks_of))
    readings = [replace(reading, favour=last.document, close=close) for reading in readings]
    return replace(readings[0], others=tuple(readings[1:]))


def _is_there(lean: Lean, last: Turn, speaks_of: Callable[[str, str], bool] | None) -> bool:
    """Say whether the last document speaks of the newcomer: 那温金荣呢 stays there, 2021年呢 does not."""
    timed = kind_of(lean.head) == "time"
    return not timed and bool(last.document) and speaks_of is not None and speaks_of(last.document, lean.head)


def _names_any(question: str, turn: Turn) -> bool:
    """Say whether a question names something that was named before: then it is no gap."""
    names = (turn.topic, *(mention.text for mention in turn.mentioned if mention.where == "question"))
    asked = set(bigram_terms(content(question)))
    # A part of the name is enough: 塞雷茨 after 塞雷茨·卡马.
    return any(asked.intersection(bigram_terms(name)) for name in names)


# --- about the last answer ----------------------------------------------------------------------------


def _about_the_answer(alone: Understood, lean: Lean, meant: Sequence[Turn]) -> Understood:
    about = cast('Literal["nth", "back", "detail", "source", "speaker"]', lean.kind)
    back = about == "back"
    answered = [turn for turn in meant if turn.shown]
    if len(answered) <= back:
        return alone
    turn = answered[1] if back else answered[0]
    return replace(
        alone,
        question=f"{_bare(turn.question)} {alone.asked.strip()}",
        carried=(Carried(_bare(turn.question), "answer", lean.word),),
        favour=turn.document,
        about=about,
        number=int(lean.head or 0),
    )


# --- the last question once more ----------------------------------------------------------------------


def _more(alone: Understood, lean: Lean, last: Turn) -> Understood:
    """还有谁: the last question, without what was shown."""
    shown = last.shown[:1] if last.found else ()
    asks = re.search(ASKING, fold(lean.word))
    kept = last.question
    # 还有谁 after 刘吉强调了什么 asks who else: what was asked for gives way to the new question word.
    if asks and not re.search(asks[0], fold(last.question)) and asks[0] not in {"吗", "呢", "么"}:
        kept = f"{_without_asking(last.question)} {alone.asked.strip()}"
    return replace(
        alone,
        question=kept,
        carried=(Carried(_bare(last.question), "question", lean.word),),
        leave_out=(*last.left_out, *shown),
    )


def _swapped(alone: Understood, lean: Lean, last: Turn) -> Understood:
    """那温金荣呢: the last question with a new name in the place of its like."""
    newcomer = lean.head
    kind = kind_of(newcomer) or "thing"
    old = _like(newcomer, kind, last)
    if old and old in last.question:
        question = last.question.replace(old, newcomer, 1)
        taken = " ".join(part for part in _bare(last.question).split(old, 1) if part.strip())
    else:
        taken = (
            _without_asking(last.question)
            if kind == "person" and last.kind == "who"
            else _bare(last.question)
        )
        question = f"{newcomer} {taken}"
    return replace(alone, question=question, carried=(Carried(taken.strip(), "question", "呢"),))


def _like(newcomer: str, kind: str, last: Turn) -> str:
    """Return what in the last question the newcomer takes the place of, or the empty string."""
    for mention in last.mentioned:
        if mention.kind == kind and mention.text != newcomer and mention.text in last.question:
            return mention.text
    # What was put into the last question itself gives way first: 那贺兰山呢 after 蒙德清 表示了什么.
    return "" if kind == "time" else last.carried or last.topic


def _continued(alone: Understood, last: Turn) -> list[Understood]:
    """什么时候？ alone: what was asked and answered becomes what is asked about."""
    asked = fold(alone.asked)
    answered = next((mention.text for mention in last.mentioned if mention.where == "answer"), "")
    whole = Carried(_without_asking(last.question, answered), "question")
    topic = Carried(last.topic, "topic")
    if _WHY.search(asked):
        return [replace(_put_before(alone, whole), about="reason")]
    # The sentence that answered has spoken: 刘吉主持 would only bring it back when the time is asked for.
    order = (topic, whole) if _WHEN_OR_WHERE.search(asked) else (whole, topic)
    return [_put_before(alone, carried) for carried in order if carried.text]


def _put_before(alone: Understood, carried: Carried) -> Understood:
    return replace(alone, question=f"{carried.text} {alone.asked.strip()}", carried=(carried,))


# --- names that join ----------------------------------------------------------------------------------


_Named: TypeAlias = list[tuple[str, str]]  # a text and its kind, likeliest first


def _antecedents(alone: Understood, lean: Lean, meant: Sequence[Turn]) -> list[Carried]:
    """Return what a pronoun or a gap may mean, likeliest first."""
    last = meant[0]
    topic = [(last.topic, "topic")] if last.topic else []
    match wants(lean.head) if lean.kind == "gap" else lean.kind:
        case "persons":
            found = (
                _group(last) + _named(meant, "organisation", "answer question") + _person(lean, meant, topic)
            )
        case "person":
            found = _person(lean, meant, topic)
        case "place" | "time" | "meeting" as kind:
            found = _named(meant, kind, "answer question sentence")[:1] + topic
        case _:
            found = _thing(lean, meant, topic)
    earlier = [(turn.topic, "topic") for turn in meant if turn.topic]
    unique: dict[str, str] = {}
    for text, named in found + earlier + [(_without_asking(last.question), "question")]:
        # What the question says itself adds nothing: 还有谁出席了会议 after 谁主持了会议.
        if text and text not in alone.asked:
            unique.setdefault(text, named)
    few = list(unique.items())[: max(1, min(len(found), _MOST_READINGS))]
    return [Carried(text, named, lean.word) for text, named in few]


def _named(meant: Sequence[Turn], kind: str, where: str) -> _Named:
    """Return the names of a kind, those of the last answer before those of earlier ones."""
    mentions = [mention for turn in meant for mention in turn.mentioned if mention.kind == kind]
    return [(mention.text, kind) for mention in mentions if mention.where in where.split()]


def _group(last: Turn) -> _Named:
    group = [m.text for m in last.mentioned if m.kind == "person" and m.where == "answer"]
    return [("、".join(group), "person")] if len(group) > 1 else []


def _person(lean: Lean, meant: Sequence[Turn], topic: _Named) -> _Named:
    named = _named(meant, "person", "answer question")
    if named:
        # 他 has its person; what lacks a person (年龄是多少) may be said of the topic too.
        return named + (topic if lean.kind == "gap" else [])
    last = meant[0]
    said = _named(meant[:1], "person", "sentence")
    # A topic that is known to be no person (会议) stands back behind the sentence's persons.
    known = any(mention.text == last.topic for mention in last.mentioned)
    return said + topic if known else topic + said


def _thing(lean: Lean, meant: Sequence[Turn], topic: _Named) -> _Named:
    if lean.kind == "thing" and lean.head:
        # 该公司 means what is called a 公司.
        named = [
            (m.text, m.kind) for turn in meant for m in turn.mentioned if fold(m.text).endswith(lean.head[:2])
        ]
        return named + topic
    answered = [m for m in meant[0].mentioned if m.where == "answer" and m.kind not in {"time", "person"}]
    titled = [m for m in meant[0].mentioned if m.where == "title"] if lean.kind == "gap" else []
    return topic + [(mention.text, mention.kind) for mention in (*titled, *answered)]


def _joined(alone: Understood, lean: Lean, carried: Carried) -> Understood:
    asked = alone.asked
    before, after = asked[: lean.start], asked[lean.start + len(lean.word) :]
    # 该公司 keeps its noun where the name does not end in it: only the words that point back make room.
    noun = next((lean.head[:size] for size in (4, 3, 2) if carried.text.endswith(lean.head[:size])), "")
    if lean.kind == "thing" and noun:
        after = after.removeprefix(noun)
    question = f"{before}{carried.text} {after}" if lean.word else f"{carried.text} {asked.lstrip()}"
    return replace(alone, question=question.strip(), carried=(carried,))


# --- the words of a question --------------------------------------------------------------------------

_MARKS = re.compile(r"[\s？?。！!，,；;…]+$")
_WHEN_OR_WHERE = re.compile("时候|时间|何时|哪[年天月日里儿]|几[年月日号点]|何地|何处|地方|地点|多久")
_WHY = re.compile("为什么|为何|为啥|怎么会|何故")
_PARTICLES = re.compile(r"(?:[吗呢吧啊呀嘛]|(?<![什怎多])么)+$")


def _bare(question: str) -> str:
    return _MARKS.sub("", question).strip()


def _without_asking(question: str, instead: str = "") -> str:
    """Return a question as a statement: its question word gives way to the answer."""
    folded = _PARTICLES.sub("", fold(_bare(question)))
    bare = _bare(question)[: len(folded)]
    match = re.search(ASKING, folded)
    if not match:
        return bare
    before, after = bare[: match.start()], bare[match.end() :]
    if len(instead) > 12 or instead in before + after:
        instead = ""
    return f"{before}{instead}{after}".strip("的，, ") if instead else f"{before} {after}".strip("的是，, ")
