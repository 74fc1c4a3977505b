"""The last question once more: with another name in it, without what was shown, or with a question behind it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.names import kind_of
from retrieval.conversation.lexicon import ASKING, RELATIONAL
from retrieval.conversation.understood import Carried, bare, without_asking
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.conversation.follow_up import FollowUp
    from retrieval.conversation.turns import Turn
    from retrieval.conversation.understood import Understood

_ASKS = regex(rf"(?:是|叫做?|为|有|在|位于)?(?:{ASKING}).*$")
_WHEN_OR_WHERE = regex(
    "时候|时间|何[时年月日地处方]|哪[年天月日里儿]|几[年月日号点]|(?:周|星期)几|边度|多咱|地方|地点|多久"
)
_WHY = regex("为什么|为甚么|为何|为啥|为嘛|怎么会|[何缘因]故|[缘因]何|何以|点解")


def more(alone: Understood, follow_up: FollowUp, meant: Sequence[Turn]) -> Understood:
    """Return the last question that asked the same, without what was shown: 还有谁 asks 谁 again."""
    asks = re.search(ASKING, fold(follow_up.word))
    word = asks[0] if asks and asks[0] not in {"吗", "呢", "么"} else ""
    last = next((turn for turn in meant if word in fold(turn.question)), meant[0])
    kept = last.question
    # 还有谁 after 刘吉强调了什么 asks who else: what was asked for gives way to the new question word.
    if word not in fold(last.question):
        kept = f"{without_asking(last.question)} {alone.asked.strip()}"
    return replace(
        alone,
        question=kept,
        carried=(Carried(bare(last.question), "question"),),
        leave_out=(*last.left_out, *(last.shown[:1] if last.found or last.near else ())),
    )


def swapped(alone: Understood, follow_up: FollowUp, last: Turn) -> Understood:
    """Return the last question with a new name in the place of its like: 那温金荣呢."""
    newcomer = follow_up.head
    kind = kind_of(newcomer) or "thing"
    attribute = next((size for size in (4, 3, 2) if fold(newcomer[-size:]) in RELATIONAL), 0)
    old = _asked_of(last, newcomer) if attribute else _like(newcomer, kind, last)
    if attribute and len(newcomer) > attribute:
        # 联合国秘书长 brings along whose: of the last question only what it asks remains.
        taken = _ASKS.search(bare(last.question))
        asks = taken[0] if taken else ""
        return replace(alone, question=f"{newcomer}{asks}", carried=(Carried(asks, "question"),))
    if old and old in last.question:
        question = last.question.replace(old, newcomer, 1)
        taken_over = " ".join(part for part in bare(last.question).split(old, 1) if part.strip())
    elif attribute and last.topic:
        # 人口呢 after 绿河市在哪里 asks for its 人口, and no more where it is.
        return replace(alone, question=f"{last.topic} {newcomer}", carried=(Carried(last.topic, "topic"),))
    else:
        who = kind == "person" and last.kind == "who"
        taken_over = without_asking(last.question) if who else bare(last.question)
        question = f"{newcomer} {taken_over}"
    return replace(alone, question=question, carried=(Carried(taken_over.strip(), "question"),))


def _asked_of(last: Turn, newcomer: str) -> str:
    """Return the noun that the last question asked for (面积), which another takes the place of (人口呢)."""
    folded = fold(last.question)
    nouns = [
        noun for noun in RELATIONAL if noun in folded and noun != fold(newcomer) and noun not in last.carried
    ]
    noun = max(nouns, key=len, default="")
    start = folded.find(noun)
    return last.question[start : start + len(noun)]


def _like(newcomer: str, kind: str, last: Turn) -> str:
    """Return what in the last question the newcomer takes the place of, or the empty string."""
    for mention in last.mentioned:
        if mention.kind == kind and mention.text != newcomer and mention.text in last.question:
            return mention.text
    # What was put into the last question itself gives way first: 那贺兰山呢 after 蒙德清 表示了什么.
    return "" if kind == "time" else last.carried or last.topic


def continued(alone: Understood, last: Turn) -> list[Understood]:
    """Return what a question word alone asks (什么时候？): what was asked and answered becomes what is asked about."""
    asked = fold(alone.asked)
    answered = next((mention.text for mention in last.mentioned if mention.where == "answer"), "")
    whole = Carried(without_asking(last.question, answered), "question")
    topic = Carried(last.topic, "topic")
    if _WHY.search(asked):
        return [replace(_put_before(alone, whole), about="reason")]
    # The sentence that answered has spoken: 刘吉主持 would only bring it back when the time is asked for.
    order = (topic, whole) if _WHEN_OR_WHERE.search(asked) else (whole, topic)
    return [_put_before(alone, carried) for carried in order if carried.text]


def _put_before(alone: Understood, carried: Carried) -> Understood:
    """Return the question with what is taken over in front of it."""
    return replace(alone, question=f"{carried.text} {alone.asked.strip()}", carried=(carried,))
