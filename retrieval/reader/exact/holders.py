"""Who holds the office that a question asks for, and which of a stretch's words are the person.

``市长叫什么`` is answered by the name behind the office (市长温金荣宣布) or before it (梁静姝为青枫中学校长), and never by the
body that stands beside it (市卫生健康委员会|主任柳承欢).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.chinese.names import find_names
from retrieval.chinese.outlines import words_in
from retrieval.chinese.vocabulary import (
    COUNTRIES,
    DOUBLE_SURNAMES,
    NAME_BORDERS,
    OFFICES,
    SPEECH,
    SURNAMES,
    TITLES,
    alternatives,
)
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex
from retrieval.question.patterns import ASKS_BEFORE, find_office_asked
from retrieval.reader.exact.edges import whole_name
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answers import Question
    from retrieval.values import Passage

_MORE_OFFICES = rf"(?:[、兼]\w{{0,14}}(?:{alternatives(OFFICES | TITLES)}))*"
_BETWEEN = r"(?:[ :：]|是|为|由)?"
_SURNAME = f"(?:{alternatives(DOUBLE_SURNAMES)}|[{''.join(sorted(SURNAMES - NAME_BORDERS))}])"
_ACTS = alternatives(
    {*SPEECH, *"主持 出席 会见 参加 率 带领 担任 前往 检查 致辞 在 到 与 和".split()} - {"称", "讲"}
)
# Where the segmenter cut a name, it is known by what stands on both its sides: 市长|闻人杰|宣布, 任命|梁静姝|为.
_BEHIND = regex(rf"{_SURNAME}[\u3400-\u9fff]{{1,2}}?(?=$|[,，。、;；:：(（!！\s]|{_ACTS}|[兼出接转调升继]任)")
_APPOINTED = regex(
    rf"(?:^|[,，;；:：\s]|任命|聘任|提名|选举|推选|宣布|决定|同意|[由让])(?P<name>{_SURNAME}[\u3400-\u9fff]{{1,2}}?(?:[、和与及]{_SURNAME}[\u3400-\u9fff]{{1,2}}?)*)"
    r"(?:(?:当选|[出接就担调转升改兼续连复履]任|任|为|是)|(?P<former>的|不再担任))"
)
# 副院长由令狐达和司马秋兼任: all of them hold it.
_OTHER_HOLDERS = regex(
    rf"(?:[、和与及]{_SURNAME}[\u3400-\u9fff]{{1,2}}?(?=$|[,，。;；、和与及]|[兼担出接]任))+(?<!任)"
)
# 县长由蒋一鸣换为田甜: who is named behind it holds the office now.
_CHANGED_TO = regex(
    rf"(?P<before>{_SURNAME}[\u3400-\u9fff]{{1,2}}?)(?:换|改|调整|变更|更换)(?:为|成)(?P<name>[\u3400-\u9fff]{{2,4}}?)(?=$|[,，。、;；(（\s]|{_ACTS})"
)
_FORMER = regex("(?:[前原]任?|上一?任)[^,，。;；:：]{0,8}$")
_SEVERAL = regex("[、和与及]")
# The segmenter joins what follows to a name that it does not know: 孔特|与.
_JOINED = regex("(?<=..)[与及等将已]$")
# 新任财政局长 names the body 财政.
_NO_BODY = regex("请问|[现新前原上]一?任|现在|目前|以前|之前|原来|的|是|谁|那个?|这个?|咱们?|我们|你们")
_REST, _SHORT = regex(r"[\u3400-\u9fff](?=[,，。、;；:：!！\s])"), 2
_ENDS_NAME = ("verb", "particle", "adjective", "number", "time")
# How far an office stands behind the name of who is appointed to it, within one clause.
_REACH = 24
# 央行行长 is no 德国央行行长, and rather some 银行行长.
_FOREIGN = 0.25
_MAY_HOLD = 0.5
_CLAUSE_END = regex("[,，。;；!！?？]")


@dataclass(frozen=True, slots=True)
class _Held:
    """A name beside an office; ``of`` stands before the office (桐溪市财政局), and ``former`` says that it was given up."""

    name: Span
    of: str
    former: bool = False


def find_holder(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return the name of who holds the office that a question asks for, or None where a sentence does not tell one.

    Of several holders of such an office it is the one whose body the question names most of: 财政局长是谁 is answered
    by 章砚秋 in ``章砚秋为市财政局局长,鲁维桢为市气象局局长``.
    """
    told = _told(question, passage, sentence)
    best = {one.name for one, share in told if share == max(share for _, share in told)}
    if len(best) != 1:
        return None
    name, text = best.pop(), passage.folded
    if others := _OTHER_HOLDERS.match(text, name.end, sentence.end):
        return Span(name.start, others.end())
    if joined := _JOINED.search(text, name.start, name.end):
        return Span(name.start, joined.start())
    # 妃 of 邵宸|妃 is a part of the name.
    rest = _REST.match(text, name.end, sentence.end) if len(name) == _SHORT else None
    return Span(name.start, rest.end()) if rest else name


def share_of_body(question: Question, passage: Passage, sentence: Span) -> float | None:
    """Return how much of the body that a question names stands before the office in a sentence, from 0 to 1.

    None where a sentence names no holder of such an office; a half where either says nothing of a body; and -1 where it
    tells only who gave the office up, and it is asked who holds it.
    """
    told = _told(question, passage, sentence)
    if told:
        return max(share for _, share in told)
    asked = find_office_asked(question.text)
    return -1.0 if asked and any(_holders(asked.office, passage, sentence)) else None


def names_holder(question: Question, passage: Passage) -> bool:
    """Say whether a passage names who holds the office that a question asks for, in a body that it may mean."""
    shares = (share_of_body(question, passage, sentence) for sentence in passage.sentences)
    return any(share is not None and share >= _MAY_HOLD for share in shares)


def _told(question: Question, passage: Passage, sentence: Span) -> list[tuple[_Held, float]]:
    """Return who holds the office that is asked for, or held it where that is asked, each with the share of the body."""
    asked = find_office_asked(question.text)
    if asked is None:
        return []
    former, text = bool(ASKS_BEFORE.search(question.text)), passage.folded
    held = [
        one for one in _holders(asked.office, passage, sentence) if one.name.of(text) not in question.text
    ]
    of_time = [one for one in held if one.former is former]
    if not of_time and former:
        # An older report names as the holder who was one before.
        return [(one, 0.0) for one in held]
    body = set(_NO_BODY.sub("", asked.of))
    return [(one, _share(body, one.of, question.text) if body and one.of else 0.5) for one in of_time]


def _share(body: set[str], of: str, asked: str) -> float:
    """Return how much of a body that is asked for stands before an office; of a foreign country that nobody asked of, little."""
    if any(country in of and country not in asked for country in COUNTRIES):
        return _FOREIGN
    return sum(letter in of for letter in body) / len(body)


def _holders(office: str, passage: Passage, sentence: Span) -> Iterator[_Held]:
    """Yield who holds an office of such a name, as far as a sentence says it."""
    text, end = passage.folded, sentence.end
    behind = re.compile(rf"(?<!副){re.escape(office)}{_MORE_OFFICES}{_BETWEEN}")
    persons = {one.start: one for one in find_persons(passage, sentence)}
    for found in behind.finditer(text, sentence.start, end):
        before = text[max(sentence.start, found.start() - _REACH) : found.start()]
        of = _CLAUSE_END.split(before)[-1]
        if followed := _CHANGED_TO.match(text, found.end(), end):
            yield _Held(Span(*followed.span("before")), of, former=True)
            yield _Held(Span(*followed.span("name")), of)
        elif name := persons.get(found.end()):
            yield _Held(whole_name(passage, name), of, bool(_FORMER.search(of)))
        elif strange := _BEHIND.match(text, found.end(), end):
            yield _Held(Span(*strange.span()), of)
    for found in _APPOINTED.finditer(text, sentence.start, end):
        clause = _CLAUSE_END.split(text[found.end() : min(end, found.end() + _REACH)])[0]
        of, held, _ = clause.partition(office)
        if held and not of.endswith("副"):
            yield _Held(Span(*found.span("name")), of, bool(found["former"]))


def find_persons(passage: Passage, sentence: Span) -> list[Span]:
    """Return the persons that a sentence names, as spans of the passage's text."""
    text, at = sentence.of(passage.folded), sentence.start
    words = [word.shifted(-at) for word in words_in(passage, sentence) if word.end <= sentence.end]
    return [one.span.shifted(at) for one in find_names(text, words) if one.kind == "person"]


def person_alone(question: Question, passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 顾延平 for 市轨道交通集团总经理顾延平, 闻人杰 for 闻人杰宣布开通: who is asked for is one name."""
    text = passage.folded
    if _SEVERAL.search(span.of(text)):
        return span
    met = [one for one in find_persons(passage, sentence) if _meet(one, span)]
    if len(met) != 1 or met[0].of(text) in question.text:
        return span
    # 麦卡锡 behind 尤金 and 妃 behind 邵宸 belong to the name, 宣布 and 分管 do not.
    behind = next((word for word in words_in(passage, sentence) if word.start >= met[0].end), None)
    goes_on = behind and behind.start < span.end and word_kind(behind.of(text)) not in _ENDS_NAME
    return span if goes_on else met[0]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
