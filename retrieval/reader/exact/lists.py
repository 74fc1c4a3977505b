"""A list as a whole: 一是…；二是…；三是…, （一）…；（二）…, 分别是A；B；C, A、B和C.

Who asks for several things (哪几项, 哪些, 三查三看是哪三查哪三看) is answered by all of them: a mark on one item of a list, or on a
few of its words, hides that there are more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.chinese.numerals import CHINESE
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.answers import Question
    from retrieval.values import Passage

_FIRST = regex(
    r"(?:^|(?<=[:：,，;；。\s]))(?:一是|一要|首先|第一[,，是]|其一[,，是]?|[(（][一1][)）]|1[.、．](?![0-9]))"
)
_SECOND = regex(
    r"[:：,，;；。\s](?:二是|二要|其次|第二[,，是]|其二[,，是]?|[(（][二2][)）]|2[.、．](?![0-9]))"
)
_LEAD = regex(r"(?:分别|依次)(?:是|为)|包括(?:了)?|即|指的?是|分为|设有|下设|主要有|共有|分[为成]?|有|为|是")
# 清河道、清街巷,净水、净路: short items behind a colon or 即, up to the end of the sentence; behind 是 no commas part them.
_ITEM = "[^、,，;；。:：是为]{1,12}"
_SHORT_ITEMS = regex(
    rf"(?:(?:[:：]|即|分别(?:是|为|指)|包括)(?P<list>(?:{_ITEM}[、,，])*{_ITEM}、{_ITEM}[、,，]{_ITEM}(?:[、,，]{_ITEM})*)"
    rf"|(?:是|为|指)(?P<plain>(?:{_ITEM}、){{2,}}{_ITEM}))(?:[。;；]|$)"
)
_JOINED = regex("、|》《")
_OPENS = regex("(?:分别|依次|主要|现)?(?:有|分为|下设|设有|包括|是|为|即)(?=.*(?:、|》《))")
_TAIL = regex(r"(?:(?:、|(?<=》)(?=《)|(?:以及|及|和)(?=[\u4e00-\u9fff]))[^、。！？;；:：,，》]{1,20}》?)+")
_ITEMS_LEAST = 2
_ENDS = regex(r"[。;；!！]+$")
# 四座城市 behind 苏州、无锡、常州、南通, 等四类 behind the last kind.
_COUNTED = regex(
    rf"等?(?:共|这)?(?:(?!一[家户])[{CHINESE}]+|[0-9]+)(?:座|个|类|处|道|项|种|家|名|位|大|方面)[^、,，;；。]{{0,8}}$"
)
_ASKS_FOR_PARTS = regex(
    rf"哪些|有什么|些什么|分别|包括|(?!一)[{CHINESE}][^\W\d_]{{1,8}}?(?:到底|具体|都)?(?:是|指的?是?|包括|有)(?:什么|哪)|条件|原因|要求|办法|方式|步骤|工序|材料"
)
_LEAST = 2


def find_list(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return the whole list of a sentence, or None where it numbers no items, or where no list is asked for.

    Args:
        question: what is asked.
        passage: where the sentence stands.
        sentence: a span of the passage's text.
    """
    if not wants_list(question):
        return None
    text = passage.folded
    first = _FIRST.search(text, sentence.start, sentence.end)
    if first and _SECOND.search(text, first.end(), sentence.end):
        return _without_end(text, Span(first.start(), sentence.end))
    colon = text.find(":", sentence.start, sentence.end)
    listed = Span(colon + 1, sentence.end)
    if colon >= 0 and listed.of(text).rstrip(";；。").count(";") >= _ITEMS_LEAST:
        return _without_end(text, listed)
    short = _SHORT_ITEMS.search(text, sentence.start, sentence.end)
    return _without_count(text, Span(*short.span("list" if short["list"] else "plain"))) if short else None


def wants_list(question: Question) -> bool:
    """Say whether a question asks for several things, or for the parts of one: 四个优先指什么."""
    # Who names all but one of them asks for one.
    if "除了" in question.text:
        return False
    return question.many or (
        question.kind in {"what", "which", "why", "how"} and bool(_ASKS_FOR_PARTS.search(question.text))
    )


def whole_list(question: Question, passage: Passage, span: Span, sentence: Span) -> Span:
    """Return all items of the list of which a span holds some: 综合公园、专类公园和游园 for 专类公园.

    The list begins behind what leads it in and ends with its clause, without the count of its items (四座城市).
    """
    if not wants_list(question):
        return span
    text = passage.folded
    start, end = span.start, span.end
    # A list ends where the next one begins.
    if "、" in span.of(text) and (border := text.find(";", start, end)) >= 0:
        end = border
    if found := _TAIL.match(text, end, sentence.end):
        end = found.end()
    clause = max(sentence.start, *(text.rfind(mark, sentence.start, start) + 1 for mark in ",;:"))
    before = text[clause:start]
    if _JOINED.search(before + text[start : start + 1]):
        leads = list(_LEAD.finditer(before))
        start = clause + (leads[-1].end() if leads else 0)
    if lead := _OPENS.match(text, start, end):
        start = lead.end()
    return _without_count(text, Span(start, end)) if end - start >= _LEAST else span


def _without_count(text: str, span: Span) -> Span:
    """Return 苏州、无锡 for 苏州、无锡两座城市: the count of its items is none of them."""
    counted = _COUNTED.search(text, span.start, span.end)
    joined = counted and _JOINED.search(text, span.start, counted.start())
    return Span(span.start, counted.start()) if counted and joined else span


def _without_end(text: str, span: Span) -> Span:
    written = span.of(text)
    start = span.start + len(written) - len(written.lstrip())
    end = span.start + len(_ENDS.sub("", written.rstrip()))
    return Span(start, end)
