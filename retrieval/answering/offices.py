"""Who somebody is: the office that stands beside a name.

``温金荣是谁`` asks for no other person: a newspaper says it in passing, in front of the name (市委副书记、市长温金荣)
or behind it (温金荣任惠州市市长). Sentences that only repeat the name share as many words with such a question,
so those that say it are put ahead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.vocabulary import OFFICES, OUTSIDE_OFFICES, TITLES, alternatives
from retrieval.expressions import regex
from retrieval.question.patterns import ASKS_BEFORE, find_office_asked
from retrieval.reader.exact.cells import read_row
from retrieval.reader.exact.holders import share_of_body
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.reader.base import Ranking
    from retrieval.reader.exact.cells import Item
    from retrieval.values import Passage

# In the ranking's logarithms of odds: more than lies between a sentence with the name and the best one.
_SAID = 6.0
# What names the holder of just the office that is asked for; so much behind is what names another body's.
_HOLDS = 2.0
# Of an office that somebody gave up: 邬静的气象局局长职务.
_GIVEN_UP = -6.0
_OF_FORMER = regex("的[^,，。;；]{2,24}职务")
_ENDS_IN_OFFICE = regex(rf"(?:{alternatives({*OFFICES, *TITLES, '领导', '领导人', '负责人'})})$")
_BEHIND = regex(
    r"(?:现|曾|原|历|连|又|新|同时)*(?:担任|出任|任|当选|就任|是|为)(?P<office>[^,，。;；:：!！?？]{2,30})"
)
_SAYS_OFFICE = regex("职务|职位|职称|岗位|身份|头衔")
_BREAKS = regex(r"[\s,，。;；:：!！?？“”\"()（）《》【】]")


def favour_office(ranking: Ranking, name: str) -> Ranking:
    """Return the ranking with the sentences ahead that say who bears a name.

    Args:
        ranking: the sentences, best first.
        name: folded, as :attr:`retrieval.answers.Question.person` holds it.
    """
    said = [find_office(quote.passage, quote.sentence, name) is not None for quote in ranking.quotes]
    given_up = [_OF_FORMER.match(quote.folded.partition(name)[2]) is not None for quote in ranking.quotes]
    if not any(said):
        return ranking
    weights = [_SAID + _GIVEN_UP * up if says else None for says, up in zip(said, given_up, strict=True)]
    return ranking.favour("office", weights)


def asks_for_holder(question: Question) -> bool:
    """Say whether a question asks who holds an office now."""
    return find_office_asked(question.text) is not None and not ASKS_BEFORE.search(question.text)


def favour_holder(ranking: Ranking, question: Question) -> Ranking:
    """Return the ranking with the sentences ahead that name the holder of the office that is asked for.

    What names the holder of such an office in another body (德国央行行长 for 央行行长) is behind; what removes somebody
    from an office tells who held it before.
    """
    if find_office_asked(question.text) is None:
        return ranking
    weights = []
    for quote in ranking.quotes:
        share = share_of_body(question, quote.passage, quote.sentence)
        weights.append(None if share is None else _HOLDS * (2 * share - 1))
    return ranking.favour("holder", weights) if any(weights) else ranking


def find_office(passage: Passage, sentence: Span, name: str) -> Span | None:
    """Return the stretch of a sentence that says which office somebody holds, or None where none does.

    In ``市委副书记、市长温金荣出席会议`` the office of 温金荣 is ``市委副书记、市长``; an office whose bearer is
    another (``市长温金荣、刘吉``) is not 刘吉's.

    Args:
        passage: where the sentence stands.
        sentence: a span of the passage's text.
        name: folded.
    """
    text = passage.folded
    if row := read_row(passage, sentence):
        return _office_in_row(text, row, name)
    for found in re.finditer(re.escape(name), text[: sentence.end]):
        if found.start() < sentence.start:
            continue
        if office := _office_before(passage, text, Span(sentence.start, found.start())):
            return office
        behind = _BEHIND.match(text, found.end(), sentence.end)
        if behind and _ENDS_IN_OFFICE.search(behind["office"]):
            return Span(*behind.span("office"))
    return None


def _office_in_row(text: str, row: Sequence[Item], name: str) -> Span | None:
    """Return 记者 of ``姓名:何美玲;职务:记者``, and 村主任 of ``村主任:何美玲``: a table's cell, or the head over the name."""
    heads = [item.head for item in row if item.cell.of(text) == name]
    if not heads:
        return None
    cells = [item.cell for item in row if _SAYS_OFFICE.search(item.head.of(text))]
    return next(iter([*cells, *(head for head in heads if _ENDS_IN_OFFICE.search(head.of(text)))]), None)


def _office_before(passage: Passage, text: str, before: Span) -> Span | None:
    """Return the office that ends where a name begins, as far to the left as it is one."""
    if not _ENDS_IN_OFFICE.search(before.of(text)):
        return None
    start = end = before.end
    words = [word for word in passage.words if word.start >= before.start and word.end <= end]
    for word in reversed(words):
        gap = text[word.end : start]
        written = word.of(text)
        if _BREAKS.search(gap) or (gap and gap != "、") or _is_outside(written):
            break
        # 、 joins the offices of one bearer; behind a name it parts two bearers (市长温金荣、书记).
        if gap == "、" and not _ENDS_IN_OFFICE.search(text[before.start : word.end]):
            break
        start = word.start
    return Span(start, end) if start < end and _ENDS_IN_OFFICE.search(text[start:end]) else None


def _is_outside(word: str) -> bool:
    tag = word_tags().get(word) or ""
    # 改革 and 发展 are verbs that offices are named by; jieba tags them vn.
    return word in OUTSIDE_OFFICES or (tag.startswith("v") and tag != "vn")
