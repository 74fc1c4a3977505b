"""Earlier turns + a follow-up → the question in full, and what was taken over.

What is taken over joins the question, in front of it or in the place of its pronoun. The question's own
words stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from retrieval.chinese.folding import fold
from retrieval.chinese.names import kind_of
from retrieval.chinese.terms import bigram_terms
from retrieval.conversation.antecedents import find_antecedents, join
from retrieval.conversation.detection import find_follow_up
from retrieval.conversation.ellipsis import content
from retrieval.conversation.repeating import continued, more, swapped
from retrieval.conversation.turns import step_back, still_meant
from retrieval.conversation.understood import Carried, Understood, bare
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.conversation.follow_up import FollowUp
    from retrieval.conversation.turns import Turn

FORGET_AFTER = 1800.0
"""After how many seconds without a question a conversation is over."""

# What is longer is a pasted text, and follows nothing up.
_LONGEST = 200
# A noun that begins with one of these is a part of most names of its kind (该站, 该国) and needs no earlier mention;
# nor does a noun that may be said of anything.
_CLASSES = "国市县省州区镇村校院站馆队片剧书歌船车桥河岛山湖党社团报刊厂店楼寺庙城路线机舰种属科族教会节奖赛案法军派人物鱼鸟蛇虫"
_ANYTHING = regex("事[情件]|作品|问题|地[方区]|情况|现象|[方做]法|措施|活动|东西|文章|机构|组织")
_SAYS_NOTHING = ("bare", "more", "nth", "back", "detail", "source", "speaker")
# 2021年呢 and 还有呢 look beyond the document that answered.
_MOVES_ON = ("swap", "more")


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
        speaks_of: says whether a document (its id) speaks of what a question asks; an ellipsis that is not sure
            is filled only then.

    >>> turn = Turn("谁主持了会议？", "谁主持了会议？", mentioned=(Mention("刘吉", "person", "answer"),))
    ... # doctest: +SKIP
    >>> understand("他强调了什么？", [turn], now=0.0).question  # doctest: +SKIP
    '刘吉 强调了什么？'
    """
    alone = Understood(question, question)
    meant = still_meant(turns, now=now, forget_after=forget_after)
    earlier = step_back(turns, now=now, forget_after=forget_after)
    follow_up = find_follow_up(question) if meant and len(question) <= _LONGEST else None
    if follow_up is None:
        return alone
    last = meant[0]
    if not follow_up.sure and (
        speaks_of is None
        or not last.document
        or (follow_up.head and follow_up.head in fold(last.question))
        or _names_any(question, last)
        or not speaks_of(last.document, question)
    ):
        return alone
    if follow_up.kind == "thing" and not _is_known(follow_up.head, last, speaks_of):
        return alone
    match follow_up.kind:
        case "nth" | "back" | "detail" | "source" | "speaker":
            return _about_the_answer(alone, follow_up, meant, earlier)
        case "more":
            readings = [more(alone, follow_up, meant)]
        case "swap":
            readings = [swapped(alone, follow_up, _said_last(meant))]
        case "bare":
            readings = continued(alone, _said_last(meant))
        case _:
            readings = [
                join(alone, follow_up, carried) for carried in find_antecedents(alone, follow_up, meant)
            ]
    if not readings:
        return alone
    close = follow_up.kind not in _MOVES_ON or (
        follow_up.kind == "swap" and _is_there(follow_up, last, speaks_of)
    )
    readings = [replace(reading, favour=last.document, close=close) for reading in readings]
    return replace(readings[0], others=tuple(readings[1:]))


def _said_last(meant: Sequence[Turn]) -> Turn:
    """Return the last turn whose question said something of its own.

    为什么 after 什么时候 asks why the meeting was held, and not why when.
    """
    for turn in meant:
        # 谁说的, once it is answered, stands for 温金荣 强调了什么, and 第二点 for the question before it.
        follow_up = find_follow_up(turn.asked) if turn.question.endswith(turn.asked.strip()) else None
        if follow_up is None or follow_up.kind not in _SAYS_NOTHING:
            return turn
    return meant[0]


def _is_there(follow_up: FollowUp, last: Turn, speaks_of: Callable[[str, str], bool] | None) -> bool:
    """Say whether the last document speaks of the newcomer: 那温金荣呢 stays there, 2021年呢 does not."""
    timed = kind_of(follow_up.head) == "time"
    return (
        not timed
        and bool(last.document)
        and speaks_of is not None
        and speaks_of(last.document, follow_up.head)
    )


def _is_known(head: str, last: Turn, speaks_of: Callable[[str, str], bool] | None) -> bool:
    """Say whether the noun behind a demonstrative can be what was spoken of: 该乐队 after 票价 cannot."""
    noun = fold(head[:2])
    if (
        len(noun) < 2
        or noun[0] in _CLASSES
        or _ANYTHING.match(noun)
        or speaks_of is None
        or not last.document
    ):
        return True
    return noun in fold(last.question) or speaks_of(last.document, noun)


def _names_any(question: str, turn: Turn) -> bool:
    """Say whether a question names something that was named before: then it has left out nothing."""
    names = (turn.topic, *(mention.text for mention in turn.mentioned if mention.where == "question"))
    asked = set(bigram_terms(content(question)))
    # A part of the name is enough: 塞雷茨 after 塞雷茨·卡马.
    return any(asked.intersection(bigram_terms(name)) for name in names)


# --- about the last answer ----------------------------------------------------------------------------


def _about_the_answer(
    alone: Understood, follow_up: FollowUp, meant: Sequence[Turn], earlier: Turn | None
) -> Understood:
    """Return a question about the last answer (上一个: the ``earlier`` one), and which question that answered."""
    back = follow_up.kind == "back"
    answered = [earlier] if earlier and back else [turn for turn in meant if turn.shown]
    if not answered:
        return alone
    turn = answered[0]
    said = bare(turn.question if back else _said_last(answered).question)
    return replace(
        alone,
        question=f"{said} {alone.asked.strip()}",
        carried=(Carried(said, "answer"),),
        favour=turn.document,
        about=cast('Literal["nth", "back", "detail", "source", "speaker"]', follow_up.kind),
        number=int(follow_up.head or 0),
    )
