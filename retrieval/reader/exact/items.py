"""Of several like items in one sentence, what is told of others than the one that is asked for: 女子 beside 男子.

Items are told apart by a character (一期, 二期), by the clause that holds the question's words, and by what was before
and what is now (由150元调整为200元; 有误, 应为3人).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.chinese.enumeration import item_number
from retrieval.chinese.numerals import SMALL
from retrieval.reader import cues
from retrieval.reader.cues import wanted_unit
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question

_NUMBER = f"[0-9]+|[{SMALL}]+"
# Characters that tell like things apart, each class by itself.
_CLASSES = (_NUMBER, "[男女]", "[东南西北]", "[全半]", "[新老旧]", "[正副]", "[上下]")
_BORDER = re.compile("[,，;；:：]")
_SECTION = re.compile("[;；]")
_CORRECTED = re.compile("应为|更正为|订正为|实为")
_CHANGED = re.compile(
    "(?:由|从)(?P<before>[^,，;；。]{1,24}?)(?P<verb>(?:调整|上调|下调|提高|降低|提升|下降|增加|减少|缩短|延长|改|变更|更换|换|变)(?:为|到|至|成))"
    "(?P<after>[^,，;；。]{1,24})"
)
_ASKS_BEFORE = re.compile("原来|原先|以前|之前|过去|从前|曾经|前任|调整前|原价|更正前")
_LEAST = 2


def find_besides(question: Question, text: str, sentence: Span) -> list[Span]:
    """Return the clauses of a sentence that tell of an item like the one that the question names, and not of it.

    ``二期投资多少`` leaves 一期…投资3200万元 out of ``一期整修街面,投资3200万元;二期修缮老宅,投资1.1亿元``. A clause
    that names no item tells of the one before it, where semicolons part the items.

    Args:
        question: what is asked.
        text: folded.
        sentence: a span of the text.
    """
    besides: dict[Span, None] = {}
    for apart in _CLASSES:
        for asked in re.finditer(rf"({apart})([\u3400-\u9fff])", question.text):
            piece, behind = asked[0], asked[2]
            like = re.compile(rf"(?<![0-9{SMALL}])(?:{apart}){behind}")
            written = {found.group() for found in like.finditer(text, sentence.start, sentence.end)}
            if piece in written and len(written) > 1:
                besides.update(dict.fromkeys(_of_others(piece, like, text, sentence)))
    item = sentence if besides else _find_item(question, text, sentence)
    if not besides and item == sentence:
        besides.update(dict.fromkeys(_of_other_beginnings(question, text, sentence)))
    besides.update(dict.fromkeys(span for span in _around(item, sentence) if len(span)))
    besides.update(dict.fromkeys(_of_another_time(question, text, item)))
    return list(besides)


def _find_item(question: Question, text: str, sentence: Span) -> Span:
    """Return the part of a sentence that tells of what is asked for by its words, or the whole sentence."""
    parts = _parts(_SECTION, text, sentence)
    # The parts of one list are no items of their own.
    if question.many or len(parts) < _LEAST or item_number(parts[1].of(text).lstrip()):
        return sentence
    form = _form(question)
    alike = [part for part in parts if form is None or form.search(text[part.start : part.end])]
    told = _count_told(question, [text[part.start : part.end] for part in alike])
    if len(alike) < _LEAST or not max(told) or told.count(max(told)) > 1:
        return sentence
    return alike[told.index(max(told))]


def _of_other_beginnings(question: Question, text: str, sentence: Span) -> list[Span]:
    """Return the clauses that begin otherwise than the one whose first word the question says: 赞成…86户, 反对的12户."""
    if not question.counted or question.many:
        return []
    sum_of = re.compile(rf"(?:{_NUMBER}|[百千万])+{re.escape(question.counted)}")
    clauses = [part for part in _parts(_BORDER, text, sentence) if sum_of.search(part.of(text))]
    named = [part for part in clauses if text[part.start : part.start + _LEAST] in question.text]
    return [part for part in clauses if part not in named] if len(named) == 1 else []


def _form(question: Question) -> re.Pattern[str] | None:
    """Return how an answer is written, where its form is known."""
    if unit := wanted_unit(question):
        return unit
    return {"when": cues.WHEN, "how many": cues.NUMBER}.get(question.kind)


def _count_told(question: Question, parts: Sequence[str]) -> list[int]:
    """Return how many characters of the question's words each part holds, without those that all hold."""
    words = [word for word in (*question.query.words, *question.others) if len(word) >= _LEAST]
    # The segmenter may have cut a name apart: its pairs of characters tell as much.
    terms = dict.fromkeys((*words, *question.query.bigrams))
    telling = [term for term in terms if not all(term in part for part in parts)]
    return [sum(len(term) for term in telling if term in part) for part in parts]


def _parts(border: re.Pattern[str], text: str, stretch: Span) -> list[Span]:
    ends = [*(found.end() for found in border.finditer(text, stretch.start, stretch.end)), stretch.end]
    return [Span(start, end) for start, end in pairwise([stretch.start, *ends]) if start < end]


def _around(item: Span, sentence: Span) -> tuple[Span, Span]:
    return Span(sentence.start, item.start), Span(item.end, sentence.end)


def _of_another_time(question: Question, text: str, item: Span) -> list[Span]:
    """Return what was before where it is asked what is now, what is now where it is asked what was, and misprints."""
    asks_before = bool(_ASKS_BEFORE.search(question.text))
    others = [
        Span(*(changed.span("after") if asks_before else changed.span("before")))
        for changed in _CHANGED.finditer(text, item.start, item.end)
    ]
    corrected = [found.end() for found in _CORRECTED.finditer(text, item.start, item.end)]
    if len(corrected) == 1 and not asks_before:
        others.append(Span(item.start, corrected[0]))
    return others


def _of_others(piece: str, like: re.Pattern[str], text: str, sentence: Span) -> list[Span]:
    others, start, other = [], sentence.start, False
    # Where only commas part the clauses, one without a name may tell of anything.
    parted = _SECTION.search(text, sentence.start, sentence.end)
    for end in [
        *(found.end() for found in _BORDER.finditer(text, sentence.start, sentence.end)),
        sentence.end,
    ]:
        named = {found.group() for found in like.finditer(text, start, end)}
        if named or not parted:
            other = bool(named) and piece not in named
        if other:
            others.append(Span(start, end))
        start = end
    return others
