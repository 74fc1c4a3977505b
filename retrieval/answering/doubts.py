"""What makes it doubtful that a sentence answers, though it holds the words of the question.

Who asks how much money is not answered by a sentence without a sum, nor who asks for the head of an office by one that
names no such office. Such a sentence may be near; it is not shown as sure.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.answering.forms import REASON, SPEAKER_ASKED, only_heads
from retrieval.answering.roles import find_other_role
from retrieval.chinese.folding import fold
from retrieval.chinese.vocabulary import EVERYDAY_WORDS, OFFICES, alternatives
from retrieval.index.passages import title_text
from retrieval.reader.cues import wanted_unit

if TYPE_CHECKING:
    from retrieval.answers import Question, Quote

DOUBTED = 0.1
"""What is left of the confidence in a sentence that is doubted."""

# The year of a sentence often stands in a line of its own above it.
_ASKS_YEAR = re.compile("哪一?年|几几年|何年|哪一?天|几[日号]")
_TIME = re.compile("[周每]|星期|[日号天年月时点初底末前后今昨明]|期间")
_KIN = "老婆|妻子|丈夫|老公|父亲|母亲|爸爸|妈妈|儿子|女儿|儿媳|女婿|爱人|老伴|哥哥|弟弟|姐姐|妹妹|老板|馆长|园长|厂长|店长|保安|班主任|法人代表|法定代表人|负责人|联系人|总指挥|发言人"
_HOLDER = re.compile(
    rf"(?P<of>.{{0,12}}?)(?P<office>{alternatives(OFFICES)}|{_KIN})(?:现在|目前|到底|究竟|又)*"
    r"(?:是谁|是哪位|是哪个人?|叫什么(?:名字)?|叫谁|姓什么|的?名字|谁(?:当|担任|干))"
)
_HOLDER_FIRST = re.compile(
    rf"(?:谁是|谁(?:来)?(?:当|担任)(?:了|的)?)(?P<of>.{{0,12}}?)(?P<office>{alternatives(OFFICES)}|{_KIN})"
)
_BODY = re.compile(r"[\u3400-\u9fff]{1,8}?(?:部|局|院|科|厅|处|办|委|公司|学校|中学|小学|医院|中心)$")
_LEAST = 2
# 教育局 of 市教育局: what stands before it may be left out.
_BODY_NAME = 3


def find_doubt(question: Question, quote: Quote) -> str:
    """Return the name of what makes it doubtful that a sentence answers, or nothing.

    Args:
        question: what is asked.
        quote: the sentence, with its exact words marked where they are sure.
    """
    text = question.text
    said = quote.folded
    unit = wanted_unit(question)
    if (
        unit
        and not _is_cell(quote)
        and not unit.search(said)
        and not (_ASKS_YEAR.search(text) and _TIME.search(said))
    ):
        return "measure"
    if only_heads(quote.passage, quote.sentence) and question.kind not in {"keywords", "what", "which"}:
        return "heading"
    if question.kind == "why" and not REASON.search(said) and _lacks_word(question, quote):
        return "reason"
    role = find_other_role(question, said)
    if role or (question.kind == "when" and quote.exact is None and not _TIME.search(said)):
        return role or "time"
    holder = _HOLDER.search(text) or _HOLDER_FIRST.search(text)
    if holder and not question.person and not SPEAKER_ASKED.search(text):
        return "" if _holds_office(holder["of"], holder["office"], question, quote) else "office"
    return ""


def _is_cell(quote: Quote) -> bool:
    """Say whether the exact words are a whole cell of a table's row: its head says the measure, 票价（元）：3."""
    if quote.exact is None or quote.text.count("：") < _LEAST:
        return False
    text, exact = quote.passage.text, quote.exact
    return text[exact.start - 1 : exact.start] == "：" and text[exact.end : exact.end + 1] in {"", "；", "\n"}


def _holds_office(of: str, office: str, question: Question, quote: Quote) -> bool:
    """Say whether a sentence names an office, and of no other body than the one that is asked for.

    A 副区长 is no 区长, and 人力资源部负责人 is not that of 法务部.
    """
    text = f"{fold(title_text(quote.metadata))} {quote.folded}"
    # 现在的局长 may be written 教育局局长, 董事长 as it is asked.
    found = [
        place.start()
        for place in re.finditer(re.escape(office), text)
        if text[max(0, place.start() - 1) : place.start()] != "副" or "副" in question.text
    ]
    if not found:
        return any(word in text for word in question.others)
    asked = _BODY.search(of.removesuffix("的").rpartition("的")[2])
    if asked is None:
        return True
    before = [_BODY.search(text[max(0, place - 10) : place]) for place in found]
    return not all(body and not body[0].endswith(asked[0][-_BODY_NAME:]) for body in before)


def _lacks_word(question: Question, quote: Quote) -> bool:
    """Say whether a word of the question, and any other word for it, stands neither near a sentence nor over it."""
    around = f"{fold(title_text(quote.metadata))} {quote.passage.folded}"
    if any(word in quote.folded for word in question.others):
        return False
    return any(
        len(word) >= _LEAST and word not in EVERYDAY_WORDS and word not in around
        for word in question.query.words
    )
