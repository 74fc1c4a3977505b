"""Questions that the archive answers, found in the archive itself: for a greeting that keeps its word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answers import Found
from retrieval.chinese.names import find_names
from retrieval.chinese.sentences import split_sentences
from retrieval.chinese.vocabulary import SPEECH, alternatives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answering.answerer import Answerer
    from retrieval.values import Document

# Looking on would make the first user wait.
_DOCUMENTS, _TRIED, _PER_DOCUMENT = 60, 60, 12
_CLAUSE = re.compile(r"[^，。；：、？！,;:?!…\s“”‘’（）()《》【】]+")
# With fewer words a question could mean anything, with more nobody would type it.
_SHORTEST, _LONGEST = 4, 30
# What stands behind a name need not be what somebody did: 习近平总书记重要讲话精神.
_DID = re.compile(
    f"(?:{alternatives(({*SPEECH} - set('说讲称')) | set('主持 出席 参加 会见 担任 当选 率领 带领 率 设计 发明 创作 获得 赢得'.split()))})"
)
_NUMBER = re.compile(
    r"(?<![\d第年月.])(\d[\d,.]*[万亿]?)(?=公里|平方|米|册|人|名|个|家|座|元|吨|亩|件|项|场|所|张|辆|台|次)"
)
_EVENT = re.compile(r"([^\s，。！？]{4,24})(召开|举行|开幕|闭幕|成立|通车|开放|启动)")


def suggest_questions(answerer: Answerer, count: int = 3) -> list[str]:
    """Return questions that the answerer is sure of, each from another document if there are so many.

    A clause becomes a question by leaving out who or how many (市委书记刘吉主持会议 → 谁主持会议？); it is then
    asked, and suggested only if the answer says what was left out.
    """
    found: list[str] = []
    tried = 0
    # A small archive has to give more than one a document.
    room = count if answerer.index.statistics().documents < count else 1
    for document in answerer.index.latest(_DOCUMENTS):
        taken = 0
        for number, (question, left_out) in enumerate(_candidates(document, answerer)):
            tried += 1
            if tried > _TRIED or number >= _PER_DOCUMENT or taken == room:
                break
            answer = answerer.ask(question, limit=1)
            if not isinstance(answer, Found) or question in found:
                continue
            if left_out in (answer.quotes[0].exact_text or answer.quotes[0].text):
                found.append(question)
                taken += 1
        if len(found) >= count or tried > _TRIED:
            break
    return found[:count]


def _candidates(document: Document, answerer: Answerer) -> Iterator[tuple[str, str]]:
    """Yield questions, each with what was left out."""
    title, day = document.metadata.title, document.metadata.date_text
    if day and (event := _EVENT.fullmatch(title)):
        yield f"{event[1]}是什么时候{event[2]}的？", day
    for paragraph in document.paragraphs:
        text = paragraph.of(document.text)
        for sentence in split_sentences(text):
            for clause in _CLAUSE.finditer(text, sentence.start, sentence.end):
                yield from _ask_who(clause[0], answerer)
            yield from _ask_how_many(sentence.of(text))


def _ask_who(clause: str, answerer: Answerer) -> Iterator[tuple[str, str]]:
    persons = [name for name in find_names(clause, answerer.segment(clause)) if name.kind == "person"]
    if len(persons) == 1:
        # What stands before a name is an office, and gives the answer away.
        did = clause[persons[0].span.end :]
        if _DID.match(did) and _SHORTEST <= len(did) <= _LONGEST:
            yield f"谁{did}？", persons[0].span.of(clause)


def _ask_how_many(sentence: str) -> Iterator[tuple[str, str]]:
    for number in _NUMBER.finditer(sentence):
        clause = _CLAUSE.match(sentence, number.end())
        question = f"{sentence[: number.start()]}多少{clause[0] if clause else ''}？"
        if _SHORTEST < len(question) <= _LONGEST:
            yield question, number[1]
