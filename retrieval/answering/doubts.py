"""What makes it doubtful that a sentence answers, though it holds the words of the question.

Who asks how much money is not answered by a sentence without a sum, nor who asks for the head of an office by one that
names no such office. Such a sentence may be near; it is not shown as sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.forms import REASON, SPEAKER_ASKED, only_heads, settles
from retrieval.answering.roles import find_other_role
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, TITLES
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex
from retrieval.index.passages import title_text
from retrieval.question.near_words import find_near
from retrieval.question.patterns import HEAD_AT_END, find_office_asked
from retrieval.reader.cues import wanted_unit
from retrieval.reader.exact.holders import find_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.answers import Question, Quote
    from retrieval.question.patterns import OfficeAsked

DOUBTED = 0.1
"""What is left of the confidence in a sentence that is doubted."""
# Doubts under which a sentence is no answer, and may still be the nearest that there is.
_STILL_NEAR = ("thing", "predicate")

# The year of a sentence often stands in a line of its own above it.
_ASKS_YEAR = regex("哪一?年|几几年|何年|哪一?天|几[日号]")
# Of a person, told by what he is: 校医叫什么名字, 老鸦渡的船工叫啥. 航母叫什么 asks for the name of a thing.
_ASKS_NAME = regex(
    r"(?:[医师员长工人主生手婆夫妻爸妈舅叔姨姑哥姐弟妹友匠警官兵]|媳妇|孩子|老板|经理|教授)的?"
    r"(?:(?:全名|名字|姓名|大名)?(?:叫|是|姓)个?(?:什么|啥)(?:名字?)?|全名|姓名)[?？呀啊呢]*$"
)
_TIME = regex(
    rf"周[{CHINESE}日末]|每[周天年月日晚]|星期|[{CHINESE}0-9半几两](?:个|多)?[日号天年月时点周刻]|[今昨明前去当本次翌每][天日年晚晨月季]"
    "|[年月周季学期初][初底末中]|[春夏秋冬][天季]|清晨|凌晨|早[晨上]|[上中下]午|傍晚|夜|[春元佳]节|假期|期间|[月日]前|[0-9]+:[0-9]{2}"
    "|[前后时](?=[,，。;；:：]|$)"
)
# What is no day where nobody knows on which day it was said.
_TOLD_BY_TODAY = regex(
    r"[今昨前明后当本][天日晚早晨年月](?:[早晚]?上|[清凌]晨|[上中下]午|傍晚|夜[里间]?|[0-9]+[时点].{0,6})?|[上下]个?月|[去本]年"
)
_BODY = regex(r"[\u3400-\u9fff]{1,8}?(?:部|局|院|科|厅|处|办|委|公司|学校|中学|小学|医院|中心)$")
_THINGS = frozenset(("noun", "place", "organisation", "name", "person", "foreign"))
_LEAST = 2
# 教育局 of 市教育局: what stands before it may be left out.
_BODY_NAME = 3


def lower_doubted(
    confidence: float, question: Question, quote: Quote, unknown: Sequence[str], nearest: float
) -> float:
    """Return what is left of the confidence in a sentence, all of it where nothing makes it doubtful.

    From ``nearest`` on a sentence is shown as the nearest; the other arguments are those of :func:`find_doubt`.
    """
    doubt = find_doubt(question, quote, unknown)
    if not doubt:
        return confidence
    # What is only not sure is still shown where it was near.
    return max(DOUBTED * confidence, min(confidence, nearest) if doubt in _STILL_NEAR else 0.0)


def find_doubt(question: Question, quote: Quote, unknown: Sequence[str] = ()) -> str:
    """Return the name of what makes it doubtful that a sentence answers, or nothing.

    Args:
        question: what is asked.
        quote: the sentence, with its exact words marked where they are sure.
        unknown: the words of the question that occur nowhere in the archive.
    """
    return next(_doubts(question, quote, unknown), "")


def _doubts(question: Question, quote: Quote, unknown: Sequence[str]) -> Iterator[str]:
    text = question.text
    said = quote.folded
    unit = wanted_unit(question)
    if (
        unit
        and not _is_cell(quote)
        and not unit.search(said)
        and not (_ASKS_YEAR.search(text) and _TIME.search(said))
    ):
        yield "measure"
    if only_heads(quote.passage, quote.sentence) and question.kind not in {"keywords", "what", "which"}:
        yield "heading"
    if question.kind == "why" and not REASON.search(said) and _lacks_word(question, quote):
        yield "reason"
    if question.kind != "keywords" and any(_is_missed(word, question, quote) for word in unknown):
        yield "thing"
    if question.kind == "whether" and not settles(said) and _lacks_verb(question, quote):
        yield "predicate"
    if _ASKS_NAME.search(text) and not _names_person(question, quote):
        yield "name"
    if role := find_other_role(question, said):
        yield role
    if question.kind == "when" and _tells_no_time(quote):
        yield "time"
    asked = find_office_asked(text)
    holder = asked if asked and not question.person and not SPEAKER_ASKED.search(text) else None
    if holder and not _holds_office(holder, question, quote):
        yield "office"


def _names_person(question: Question, quote: Quote) -> bool:
    """Say whether a sentence names a person whom the question does not name itself."""
    persons = find_persons(quote.passage, quote.sentence)
    return any(one.of(quote.passage.folded) not in question.text for one in persons)


def _tells_no_time(quote: Quote) -> bool:
    """Say whether a sentence tells no time, or a day by 今天 that nobody knows."""
    if quote.exact is None:
        return not _TIME.search(quote.folded)
    return quote.metadata.date is None and bool(_TOLD_BY_TODAY.fullmatch(quote.exact_folded))


def _is_cell(quote: Quote) -> bool:
    """Say whether the exact words are a whole cell of a table's row: its head says the measure, 票价（元）：3."""
    if quote.exact is None or quote.text.count("：") < _LEAST:
        return False
    text, exact = quote.passage.text, quote.exact
    return text[exact.start - 1 : exact.start] == "：" and text[exact.end : exact.end + 1] in {"", "；", "\n"}


def _holds_office(asked: OfficeAsked, question: Question, quote: Quote) -> bool:
    """Say whether a sentence names an office, and of no other body than the one that is asked for.

    A 副区长 is no 区长, and 人力资源部负责人 is not that of 法务部.
    """
    text = _with_headline(quote)
    office = asked.office
    # 现在的局长 may be written 教育局局长, 董事长 as it is asked.
    found = [
        place.start()
        for place in re.finditer(re.escape(office), text)
        if text[max(0, place.start() - 1) : place.start()] != "副" or "副" in question.text
    ]
    if not found:
        return any(word in text for word in question.others)
    body = _BODY.search(asked.of.removesuffix("的").rpartition("的")[2])
    if body is None:
        return True
    before = [_BODY.search(text[max(0, place - 10) : place]) for place in found]
    return not all(other and not other[0].endswith(body[0][-_BODY_NAME:]) for other in before)


def _with_headline(quote: Quote) -> str:
    """Return a sentence behind its headline, folded."""
    return f"{fold(title_text(quote.metadata))} {quote.folded}"


def _is_missed(word: str, question: Question, quote: Quote) -> bool:
    """Say whether a thing that occurs nowhere is meant by nothing in a sentence: 婚礼 of 谁主持了婚礼 is no 会议.

    People say 手机号 where 手机 is written, and 病人 where 患者 is.
    """
    asks = word in TITLES or any(pattern.fullmatch(word) for _, pattern in HEAD_AT_END)
    if asks or word_kind(word) not in _THINGS:
        return False
    around = _with_headline(quote)
    if says_otherwise(word, question, quote) or any(other in around for other in find_near(word)):
        return False
    return 2 * sum(letter in around for letter in word) < len(word)


def says_otherwise(word: str, question: Question, quote: Quote) -> bool:
    """Say whether a sentence or its headline has another name for a word of the question: 新型冠状病毒 for covid.

    Args:
        word: of the question, folded.
        question: what is asked.
        quote: the sentence.
    """
    around = _with_headline(quote)
    pairs = question.otherwise
    return any(written in around for said, written in pairs if said in word or word in said)


def _lacks_verb(question: Question, quote: Quote) -> bool:
    """Say whether a sentence tells of no act that the question asks about, by this word or another one."""
    around = _with_headline(quote)
    verbs = [word for word in question.query.words if word_kind(word) == "verb"]
    return bool(verbs) and not any(
        word in around for verb in verbs for word in (verb, *question.others, *find_near(verb))
    )


def _lacks_word(question: Question, quote: Quote) -> bool:
    """Say whether a word of the question, and any other word for it, stands neither near a sentence nor over it."""
    around = f"{fold(title_text(quote.metadata))} {quote.passage.folded}"
    if any(word in quote.folded for word in question.others):
        return False
    return any(
        len(word) >= _LEAST and word not in EVERYDAY_WORDS and word not in around
        for word in question.query.words
    )
