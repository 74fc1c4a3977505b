"""Of several like items in one sentence, what is told of others than the one that is asked for: 女子 beside 男子.

Items are told apart by a character (一期, 二期), by the clause that holds the question's words, and by what was before
and what is now (由150元调整为200元; 有误, 应为3人).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from retrieval.chinese.enumeration import item_number
from retrieval.chinese.numerals import CHINESE, LARGE, SMALL, WEEKDAYS
from retrieval.expressions import regex
from retrieval.question.patterns import ASKS_BEFORE
from retrieval.reader import cues
from retrieval.reader.cues import wanted_unit
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question

_NUMBER = f"[0-9]+|[{SMALL}]+"
# Characters that tell like things apart, each class by itself.
_CLASSES = (
    _NUMBER,
    "[男女]",
    "[东南西北]",
    "[全半]",
    "[新老旧]",
    "[正副]",
    "[上中下]",
    "[早中晚夜]",
    "[甲乙丙丁]",
    "[春夏秋冬]",
    "[大中小]",
)
_BORDER = regex("[,，;；:：]")
_SECTION = regex("[;；]")
_CORRECTED = regex("应为|更正为|订正为|实为")
_IN_MARKS = regex('[“"「]([^”"」]{1,40})[”"」]')
_CHANGED = regex(
    "(?:由|从)(?P<before>[^,，;；。]{1,24}?)(?P<verb>(?:调整|上调|下调|提高|降低|提升|下降|增加|减少|缩短|延长|改|变更|更换|换|变)(?:为|到|至|成))"
    "(?P<after>[^,，;；。]{1,24})"
)
# What a sum is at most and at least, as it is asked and as it is told.
_LIMITS = (
    (regex("最[多高大长]|至多|上限|封顶"), regex("最[多高大长]|至多|上限|封顶|不得?(?:超过|高于|多于)")),
    (regex("最[少低小短]|至少|起码|下限"), regex("最[少低小短]|至少|不得?(?:低于|少于|小于)|起[步价]")),
)
_LEAST = 2
_OF_TOTAL = regex("[,，]其中|[(（]其中")
_WEEKDAY = regex(f"(?:周|星期|礼拜)(?P<day>[{WEEKDAYS}天])")
_BUILT_ALIKE = ("where", "which")
_FIGURES = regex(rf"[0-9{CHINESE}{LARGE}年月日时分元至,，;；。.:：、]+")
_SUM = f"[0-9{CHINESE}{LARGE}多余几半](?:多|余)?"
# What stands between a word that asks and the one beside it, and says nothing of its own.
_LIGHT = frozenset("了 的 是 在 要 能 会 将 到 得 可以 应该 大概 大约 一共 总共 共 都 有 现在 目前".split())


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
            like = regex(rf"(?<![0-9{SMALL}])(?:{apart}){behind}")
            written = {found.group() for found in like.finditer(text, sentence.start, sentence.end)}
            if piece in written and len(written) > 1:
                besides.update(dict.fromkeys(_of_others(piece, like, text, sentence)))
    item = (
        sentence if besides else _find_day(question, text, sentence) or _find_item(question, text, sentence)
    )
    if not besides and item == sentence:
        besides.update(dict.fromkeys(_of_other_beginnings(question, text, sentence)))
    besides.update(dict.fromkeys(span for span in _around(item, sentence) if len(span)))
    besides.update(dict.fromkeys(_of_another_time(question, text, item)))
    besides.update(dict.fromkeys(_parts_of_total(question, text, item)))
    return list(besides)


def _find_item(question: Question, text: str, sentence: Span) -> Span:
    """Return the part of a sentence that tells of what is asked for by its words, or the whole sentence.

    Semicolons part items first. Commas do where an answer is known by its form, and each part has one: 半程8000人 beside
    全程6000人.
    """
    if question.many:
        return sentence
    form = _form(question)
    if limit := _find_limit(question, text, _parts(_BORDER, text, sentence)):
        return limit
    item = _part_told(question, text, _parts(_SECTION, text, sentence), form) or sentence
    return _part_anchored(question, text, _parts(_BORDER, text, item), form) or item


def _find_limit(question: Question, text: str, parts: Sequence[Span]) -> Span | None:
    """Return the one clause that sets the limit that is asked for: 最高不超过三千元 for 补贴最多多少."""
    for asked, told in _LIMITS:
        setting = [part for part in parts if told.search(text[part.start : part.end])]
        if asked.search(question.text) and len(setting) == 1:
            return setting[0]
    return None


def _find_day(question: Question, text: str, sentence: Span) -> Span | None:
    """Return the one clause of a sentence that names the day of the week of a question: 周六9时至17时 for 星期六."""
    asked = {found["day"] for found in _WEEKDAY.finditer(question.text)}
    parts = _parts(_BORDER, text, sentence)
    named = [{found["day"] for found in _WEEKDAY.finditer(part.of(text))} for part in parts]
    of_day = [part for part, days in zip(parts, named, strict=True) if days & asked]
    return of_day[0] if len(of_day) == 1 and sum(map(bool, named)) > 1 else None


def _part_told(
    question: Question, text: str, parts: Sequence[Span], form: re.Pattern[str] | None
) -> Span | None:
    """Return the part that holds more of the question's words than any other that may answer; None where none does."""
    if len(parts) < _LEAST or item_number(parts[1].of(text).lstrip()):
        return None
    alike = [part for part in parts if form is None or form.search(text[part.start : part.end])]
    told = _count_told(question, [text[part.start : part.end] for part in alike])
    if len(alike) < _LEAST or not max(told) or told.count(max(told)) > 1:
        return None
    return alike[told.index(max(told))]


def _part_anchored(
    question: Question,
    text: str,
    parts: Sequence[Span],
    form: re.Pattern[str] | None,
) -> Span | None:
    """Return the clause that says by the question's own words what is asked for: 主跨560米, and not 全长2386米.

    What a sentence is about stands in its first clause and is meant in all of them; which fact is meant, the words say
    that stand beside the word that asks. Where no form tells what may answer, only clauses are told apart that are
    built alike: 全程终点设在奥体中心,半程终点设在湿地公园.
    """
    alike = [part for part in parts if form is None or form.search(text[part.start : part.end])]
    if len(alike) < _LEAST:
        return None
    anchor = _anchor(question)
    held = [bool(anchor) and anchor in part.of(text) for part in alike]
    best = [part for part, count in zip(alike, held, strict=True) if count == max(held)]
    if form and max(held) and len(best) == 1:
        return best[0]
    told = _part_told(question, text, best, form) if form or question.kind in _BUILT_ALIKE else None
    if told is None or (form and max(held)):
        # Clauses that all hold the word beside the one that asks are built alike: 下午场两点开演,晚场七点开演.
        return told
    others = set().union(*(_pairs(part.of(text)) for part in alike if part != told))
    common = (_pairs(told.of(text)) & others).difference(question.query.bigrams)
    return told if len(common) >= (1 if form else _LEAST) else None


def _pairs(part: str) -> set[str]:
    """Return the pairs of characters of a clause, without its numbers: what it has in common with one that is built alike."""
    return {pair for piece in _FIGURES.split(part) for pair in map("".join, pairwise(piece))}


def _anchor(question: Question) -> str:
    """Return the word beside the one that asks: 通车 of 什么时候通车, 反对 of 反对的有多少户; nothing where it is a short one."""
    words = (*question.after, *reversed(question.before))
    anchor = next((word for word in words if word not in _LIGHT), "")
    return anchor if len(anchor) >= _LEAST and anchor in question.query.words else ""


def _of_other_beginnings(question: Question, text: str, sentence: Span) -> list[Span]:
    """Return the clauses that begin otherwise than the one whose first word the question says: 赞成…86户, 反对的12户."""
    if not question.counted or question.many:
        return []
    sum_of = regex(rf"(?:{_NUMBER}|[百千万])+{re.escape(question.counted)}")
    clauses = [part for part in _parts(_BORDER, text, sentence) if sum_of.search(part.of(text))]
    named = [part for part in clauses if text[part.start : part.start + _LEAST] in question.text]
    return [part for part in clauses if part not in named] if len(named) == 1 else []


def _form(question: Question) -> re.Pattern[str] | None:
    """Return how an answer is written, where its form is known."""
    if unit := wanted_unit(question):
        return unit
    if question.counted:
        return regex(rf"{_SUM}{re.escape(question.counted)}")
    return cues.WHEN if question.kind == "when" else None


def _count_told(question: Question, parts: Sequence[str]) -> list[int]:
    """Return how many characters of the question's words each part holds, without those that all hold."""
    words = [word for word in (*question.query.words, *question.others) if len(word) >= _LEAST]
    # The segmenter may have cut a name apart: its pairs of characters tell as much.
    terms = dict.fromkeys((*words, *question.query.bigrams))
    telling = [term for term in terms if not all(_holds(part, term) for part in parts)]
    return [sum(len(term) for term in telling if _holds(part, term)) for part in parts]


def _holds(part: str, term: str) -> bool:
    """Say whether a part holds a term, and not only as the end of a lower rank: 副主任医师 is no 主任医师."""
    return term in part.replace(f"副{term}", "")


def _parts(border: re.Pattern[str], text: str, stretch: Span) -> list[Span]:
    ends = [*(found.end() for found in border.finditer(text, stretch.start, stretch.end)), stretch.end]
    return [Span(start, end) for start, end in pairwise([stretch.start, *ends]) if start < end]


def find_corrected(question: Question, text: str, sentence: Span) -> Span | None:
    """Return 1分01秒73 of ``成绩“1分02秒37”有误,应为“1分01秒73”``: what a correction puts in quotation marks is the answer.

    None where a sentence corrects nothing, or several things of which the question names none.
    """
    corrected = [found.end() for found in _CORRECTED.finditer(text, sentence.start, sentence.end)]
    if question.kind == "when" or not corrected or ASKS_BEFORE.search(question.text):
        return None
    right = [found for end in corrected if (found := _IN_MARKS.match(text, end, sentence.end))]
    if len(right) != len(corrected):
        return None
    # Each repeats words of its misprint: “全长6.8公里”应为“全长8.6公里”,“总投资23亿元”应为“总投资32亿元”.
    told = _count_told(question, [found[1] for found in right])
    best = [found for found, count in zip(right, told, strict=True) if count == max(told)]
    return Span(*best[0].span(1)) if len(best) == 1 else None


def _around(item: Span, sentence: Span) -> tuple[Span, Span]:
    return Span(sentence.start, item.start), Span(item.end, sentence.end)


def _of_another_time(question: Question, text: str, item: Span) -> list[Span]:
    """Return what was before where it is asked what is now, what is now where it is asked what was, and misprints."""
    asks_before = bool(ASKS_BEFORE.search(question.text))
    others = [
        Span(*(changed.span("after") if asks_before else changed.span("before")))
        for changed in _CHANGED.finditer(text, item.start, item.end)
    ]
    corrected = [found.end() for found in _CORRECTED.finditer(text, item.start, item.end)]
    if len(corrected) == 1 and not asks_before:
        others.append(Span(item.start, corrected[0]))
    return others


def _parts_of_total(question: Question, text: str, item: Span) -> list[Span]:
    """Return what a sentence tells of parts, where the total is asked for: 共18000人参赛,其中全程6000人.

    A part that the question names by a word of its own is what is asked for.
    """
    found = _OF_TOTAL.search(text, item.start, item.end) if question.kind == "how many" else None
    if found is None:
        return []
    border = _BORDER.search(text, found.end(), item.end)
    end = border.start() if border else item.end
    total, parts = text[item.start : found.start()], text[found.end() : end]
    words = [word for word in (*question.query.words, *question.query.bigrams) if len(word) >= _LEAST]
    if not cues.NUMBER.search(total) or any(word in parts and word not in total for word in words):
        return []
    return [Span(found.start(), end)]


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
