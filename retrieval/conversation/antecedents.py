"""What a pronoun or an ellipsis may mean, by its kind, and how that joins the question."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from retrieval.chinese.folding import fold
from retrieval.chinese.names import kind_of
from retrieval.chinese.vocabulary import OFFICES, alternatives
from retrieval.conversation.ellipsis import wants
from retrieval.conversation.mentions import may_be_person
from retrieval.conversation.understood import Carried, without_asking
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.conversation.follow_up import FollowUp
    from retrieval.conversation.turns import Turn
    from retrieval.conversation.understood import Understood

_MOST_READINGS = 3
_HAVE_OFFICES = ("place", "organisation")
# What has a title in marks: 这部小说, 该片; but no 书记 and no 片区.
_WORKS = regex("书(?!记)|片(?!区)|剧|歌|曲|诗|小说|电影|影片|电视|专辑|文章|节目|动画|漫画|游戏|杂志|著作")

# Who holds one holds it in a place or a body: 市长是谁 after a meeting lacks nothing that the meeting has. A band and a
# magazine have their 队长 and 主编 too, and what they are called tells no kind.
_OFFICE = alternatives(OFFICES - {"站长", "队长", "组长", "班长", "主编"})
_ASKS_FOR_OFFICE = regex(
    rf"(?:{_OFFICE})(?:又|现在|目前)?(?:是|叫)?(?:谁|哪位|什么名字)|(?:谁|哪位)是(?:{_OFFICE})"
)

_Named: TypeAlias = list[tuple[str, str]]  # a text and its kind, likeliest first


def find_antecedents(alone: Understood, follow_up: FollowUp, meant: Sequence[Turn]) -> list[Carried]:
    """Return what a pronoun or an ellipsis may mean, likeliest first."""
    last = meant[0]
    topic = [(last.topic, "topic")] if last.topic else []
    if follow_up.kind == "ellipsis" and _ASKS_FOR_OFFICE.search(fold(alone.asked)):
        return [Carried(text, kind) for text, kind in topic if kind_of(text) in _HAVE_OFFICES]
    match wants(follow_up.head) if follow_up.kind == "ellipsis" else follow_up.kind:
        case "persons":
            found = (
                _group(last)
                + _named(meant, "organisation", "answer question")
                + _person(follow_up, meant, topic)
            )
        case "person":
            found = _person(follow_up, meant, topic)
        case "place" | "time" | "meeting" as kind:
            found = _named(meant, kind, "answer question sentence title")[:1] + topic
        case _:
            found = _thing(follow_up, meant, topic)
    # What the question says itself adds nothing: 还有谁出席了会议 after 谁主持了会议.
    unique: dict[str, str] = {}
    for text, named in found:
        if text and text not in alone.asked:
            unique.setdefault(text, named)
    few = list(unique.items())[:_MOST_READINGS]
    if not few and follow_up.kind != "person":
        # 他 never means what is no person; anything that was asked about may have been left out.
        earlier = [(turn.topic, "topic") for turn in meant if turn.topic and turn.topic not in alone.asked]
        few = [*earlier, (without_asking(last.question), "question")][:1]
    return [Carried(text, named) for text, named in few]


def _named(meant: Sequence[Turn], kind: str, where: str) -> _Named:
    """Return the names of a kind, those of the last answer before those of earlier ones."""
    mentions = [mention for turn in meant for mention in turn.mentioned if mention.kind == kind]
    return [(mention.text, kind) for mention in mentions if mention.where in where.split()]


def _group(last: Turn) -> _Named:
    """Return the persons of the last answer together, where they are several: 他们."""
    group = [m.text for m in last.mentioned if m.kind == "person" and m.where == "answer"]
    return [("、".join(group), "person")] if len(group) > 1 else []


def _person(follow_up: FollowUp, meant: Sequence[Turn], topic: _Named) -> _Named:
    """Return whom 他 or a missing subject may mean: whom the last question was about, and who answered it."""
    last = meant[0]
    spoken_of = topic if may_be_person(last.topic, last.mentioned) else []
    asked = _named(meant[:1], "person", "question")
    # 市长沈怀远 is what was asked about, and 沈怀远 who is meant.
    asked.sort(key=lambda named: named[0] not in last.topic)
    answered = _named(meant[:1], "person", "answer")
    # 徐陵得到了谁的赏识 names a man and asks for one, 徐陵在哪一年 asks for none: then its subject stays the subject.
    subject = asked + spoken_of if asked and asked[0][0] in last.topic else spoken_of + asked
    named = answered + subject if last.kind == "who" else subject + answered
    named += _named(meant[1:], "person", "answer question")
    if named:
        # 他 has its person; what lacks a person (年龄是多少) may be said of the topic too.
        return named + (topic if follow_up.kind == "ellipsis" else [])
    return _named(meant[:1], "person", "sentence") + (topic if follow_up.kind == "ellipsis" else [])


def _thing(follow_up: FollowUp, meant: Sequence[Turn], topic: _Named) -> _Named:
    """Return what 它, 该公司 or a missing noun may mean."""
    if follow_up.kind == "thing" and follow_up.head:
        # 该公司 means what is called a 公司, or else a thing of its kind; 这部小说 a title in marks.
        said = [m for turn in meant for m in turn.mentioned if m.where != "title"]
        noun = fold(follow_up.head)
        kind = next((kind for size in (3, 2, 1) if (kind := kind_of(f"某某{noun[:size]}"))), None)
        if _WORKS.match(noun):
            kind = "document"
        called = [m for m in said if fold(m.text).endswith((noun[:2], noun[:3], noun[:4]))]
        alike = [m for m in said if kind and m.kind == kind]
        topical = topic if kind in (None, kind_of(meant[0].topic)) else []
        return [(m.text, m.kind) for m in called] + topical + [(m.text, m.kind) for m in alike] + topic
    answered = [
        m
        for m in meant[0].mentioned
        if m.where == "answer" and m.kind not in {"time", "person"} and not re.search("[0-9]", m.text)
    ]
    titled = [m for m in meant[0].mentioned if m.where == "title"] if follow_up.kind == "ellipsis" else []
    return topic + [(mention.text, mention.kind) for mention in (*titled, *answered)]


def join(alone: Understood, follow_up: FollowUp, carried: Carried) -> Understood:
    """Return the question with what is taken over in the place of its pronoun, or in front of it."""
    asked = alone.asked
    if follow_up.word == "当地":
        # 当地居民 would be 云渡市 居民.
        return replace(alone, question=f"{carried.text} {asked.strip()}", carried=(carried,))
    before, after = asked[: follow_up.start], asked[follow_up.start + len(follow_up.word) :]
    # 该公司 keeps its noun where the name does not end in it: only the words that point back make room.
    noun = next(
        (follow_up.head[:size] for size in (4, 3, 2) if carried.text.endswith(follow_up.head[:size])), ""
    )
    if follow_up.kind == "thing" and noun:
        after = after.removeprefix(noun)
    question = f"{before}{carried.text} {after}" if follow_up.word else f"{carried.text} {asked.lstrip()}"
    return replace(alone, question=question.strip(), carried=(carried,))
