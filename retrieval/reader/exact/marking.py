"""A sentence → the exact words in it that answer, where they are sure.

A network that was fitted to questions with known answers weighs the stretches of the sentence
(:mod:`retrieval.reader.exact.proposals`); where the sentence says by its form what is asked for, that form decides.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.chinese.dates import DAY, YEAR
from retrieval.chinese.enumeration import SECTION
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import NUMBER
from retrieval.chinese.outlines import words_in
from retrieval.chinese.vocabulary import SPEECH, alternatives
from retrieval.data import shipped
from retrieval.expressions import regex
from retrieval.reader import cues
from retrieval.reader.cues import wanted_unit
from retrieval.reader.exact.causes import find_cause
from retrieval.reader.exact.cells import cell_around, find_cell, read_row
from retrieval.reader.exact.columns import CLOSERS, OPENERS
from retrieval.reader.exact.edges import (
    complete,
    day_alone,
    with_time_of_day,
    without_office,
    without_particle,
    without_preposition,
)
from retrieval.reader.exact.holders import find_holder, person_alone
from retrieval.reader.exact.items import find_besides, find_corrected
from retrieval.reader.exact.lists import find_list, whole_list
from retrieval.reader.exact.proposals import propose_spans
from retrieval.reader.exact.settling import find_settling
from retrieval.reader.exact.wholes import (
    end_of_range,
    to_end_of_clause,
    whole_amount,
    whole_moment,
    whole_person,
)
from retrieval.reader.network import Network, read_network
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.reader.exact.proposals import Proposals
    from retrieval.types import Floats, Integers
    from retrieval.values import Passage

# A stretch that less surely shares a word with the answer is more often wrong than right.
_SURE = 0.3
# The same of what an encoder read, whose probability is that of just these words; and how large a share of the other one's
# it needs to be taken before it (``tests/benchmarks/RESULTS.md``).
_READ_SURE, _READ_SHARE = 0.2, 0.75
# What lies far behind in score is no rival: as many as hold nearly all of the probability.
_RIVALS = 40
# How much it counts to be the answer itself, beside having much in common with it.
_WHOLE = 0.3
_ASKS_FOR_DAY = regex("哪一?[天日]|几[号日]|何日")
_TIME_WORD = regex("[0-9年]|世纪|时期|[时期后前代纪月日世朝节天夜晚季间初末岁]$")
_CALENDAR = regex(f"{YEAR}(?:{NUMBER}月)?(?:{DAY})?|{NUMBER}月{DAY}")
# Who asks for the year, or until when, wants no more of a date or a range than that.
_ASKS_FOR_PART = regex("哪一?年|几年|年份|何年|几月(?!几?[日号份])")
_ASKS_UNTIL = regex("(?<![日号])[到至](?:几|什么时候|哪|何时)|截止|截至|结束|为止|最晚|最后期限|闭幕")
# 从哪一年到哪一年 asks for both ends.
_ASKS_FOR_RANGE = regex("(?:哪|几|什么时候|何)[^,，]{0,3}(?:到|至)(?:哪|几|什么时候|何)")
_ASKS_FOR_CALENDAR = regex("几[年月日号]")
# 东部 and 西部 are places.
_NO_PLACE = regex("(?:会|会议|[^东南西北中内外上下腹]部|局|委|厅|署)$")
# The number of an article of a statute is no part of what it says: 第四条 每户限养犬两只.
_NUMBERED = regex(rf"\s*{SECTION}[\s:：]+(?=\S)")
# Who gives a reason is none.
_ENDS_IN_SAYING = regex(rf"(?:{alternatives(SPEECH)}|解释)[说称道]?$")
_CLOSER = regex(f"[{CLOSERS}]")


@cache
def shipped_network() -> Network:
    """Return the weights that come with the program."""
    return read_network(shipped("spans.json"))


class Marked(NamedTuple):
    """Exact words, as a span of the passage's text, and the probability that they share a word with the answer."""

    span: Span
    sure: float


def mark_exact(
    question: Question, passage: Passage, sentence: Span, read: Marked | None = None
) -> Marked | None:
    """Return the stretch of the passage's text that answers, inside the sentence, or None where none is sure.

    ``谁主持会议`` marks 刘吉 in ``市委书记刘吉主持会议``. What the form of the sentence decides is certain.

    Args:
        question: what is asked.
        passage: where the sentence stands.
        sentence: a span of the passage's text.
        read: what an encoder took for the answer, and how likely it is just that.
    """
    if (
        numbered := _NUMBERED.match(passage.folded, sentence.start, sentence.end)
    ) and "第" not in question.text:
        sentence = Span(numbered.end(), sentence.end)
    row = read_row(passage, sentence) if question.kind != "whether" else []
    said = find_cell(question, passage, row) if row else _said_by_form(question, passage, sentence)
    if said:
        return Marked(said, 1.0)
    # The cells of a row are no items beside each other: all of them tell of what it is about.
    besides = [] if row else find_besides(question, passage.folded, sentence)
    weighed = _weigh(question, passage, sentence, besides)
    read = _in_words(passage, read) if read else None
    best = _surer(weighed, read if read and _may_be(question, passage.folded, read.span, besides) else None)
    if best is None:
        return None
    span, sure = best
    if row:
        return Marked(cell_around(passage, row, span), sure)
    span = _whole(question, passage, span, sentence)
    return Marked(complete(passage.text, without_particle(passage, span), sentence), sure)


def _weigh(question: Question, passage: Passage, sentence: Span, besides: Sequence[Span]) -> Marked | None:
    """Return the stretch that the network likes best, where it is sure of one."""
    if question.kind in {"whether", "keywords"}:
        return None
    proposals = propose_spans(question, passage, sentence)
    if not len(proposals.starts):
        return None
    scores = shipped_network().score(proposals.measures, proposals.columns, proposals.shared)
    weighed = _choose(question, passage.folded, proposals, scores, besides)
    return weighed if weighed.sure >= _SURE else None


def _in_words(passage: Passage, read: Marked) -> Marked | None:
    """Return what was read as whole words: an encoder's pieces are not those of the segmenter."""
    met = [word for word in words_in(passage, read.span) if len(word)]
    return Marked(Span(met[0].start, met[-1].end), read.sure) if met else None


def _surer(weighed: Marked | None, read: Marked | None) -> Marked | None:
    """Return which of two marks is the likelier one: to be just the answer is more than to share a word with it."""
    if read is None:
        return weighed
    if weighed is None:
        return read if read.sure >= _READ_SURE else None
    return read if read.sure > _READ_SHARE * weighed.sure else weighed


def _may_be(question: Question, text: str, span: Span, besides: Sequence[Span]) -> bool:
    """Say whether a stretch has the form of what is asked for, and tells of the item that is."""
    stretch, unit = span.of(text), wanted_unit(question)
    return (
        stretch not in question.text
        and _has_form(question, stretch)
        and not any(one.start <= span.start < one.end for one in besides)
        and (unit is None or bool(unit.search(stretch)))
        and not _belongs(question, text, span)
    )


def _belongs(question: Question, text: str, span: Span) -> bool:
    """Say whether a stretch is what the asked thing is of: 河道采砂 of 县水利局是河道采砂的主管机关, for 主管机关是哪个单位."""
    of = text.startswith(("是", "为"), max(0, span.start - 1)) and text.startswith("的", span.end)
    return of and question.text.startswith(text[span.end + 1 : span.end + 3])


def _said_by_form(question: Question, passage: Passage, sentence: Span) -> Span | None:
    if question.kind == "whether":
        return find_settling(question, passage, sentence)
    if holder := find_holder(question, passage, sentence):
        return without_preposition(passage, holder)
    return (
        find_list(question, passage, sentence)
        or find_cause(question, passage, sentence)
        or find_corrected(question, passage.folded, sentence)
        or _quoted_thing(question, passage, sentence)
    )


def _whole(question: Question, passage: Passage, span: Span, sentence: Span) -> Span:
    """Return the whole name, sum or moment that a stretch is a part of, and no more of it than is asked for."""
    if question.kind == "who":
        span = person_alone(question, passage, span, sentence)
        span = without_preposition(passage, without_office(passage, span))
        span = whole_person(passage, span, sentence)
    elif question.kind == "how many":
        span = whole_amount(passage, span, sentence)
    elif question.kind == "when":
        asks_for_day = _ASKS_FOR_DAY.search(fold(question.asked))
        if not asks_for_day:
            span = with_time_of_day(passage, span, sentence)
        asks_for_range = _ASKS_FOR_RANGE.search(question.text)
        if _ASKS_UNTIL.search(question.text) and not asks_for_range:
            span = end_of_range(passage, span, sentence)
        elif not _ASKS_FOR_PART.search(question.text) or asks_for_range:
            span = whole_moment(passage, span, sentence)
        if asks_for_day:
            span = day_alone(passage, span, sentence)
    elif question.kind in {"where", "what", "which"}:
        span = to_end_of_clause(question, passage, span, sentence)
    return whole_list(question, passage, span, sentence)


def _choose(
    question: Question, text: str, proposals: Proposals, scores: Floats, besides: Sequence[Span]
) -> Marked:
    """Return the stretch that is likely to have most in common with the answer, and how likely it has anything.

    Not the likeliest: where 温金荣, 市长温金荣 and 市委副书记、市长温金荣 share out what speaks for them, a fourth
    stretch elsewhere may be ahead of each. What the question says itself is no answer, nor what has not the form
    of what is asked for.
    """
    order = np.argsort(-scores)[: 2 * _RIVALS]
    shares = np.exp(scores[order] - scores[order[0]])
    # Of all, also of those that may not be it: where they are likely, the rest is not.
    shares /= shares.sum()
    starts, ends = proposals.starts[order], proposals.ends[order]
    may = (
        number
        for number, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True))
        if text[start:end] not in question.text and _has_form(question, text[start:end])
    )
    rivals = list(islice(may, _RIVALS))
    chosen = _narrow(question, text, starts, ends, rivals, besides)
    if not chosen:
        return Marked(Span(0, 0), 0.0)
    of_rivals = shares[rivals].sum()
    starts, ends, shares = starts[chosen], ends[chosen], shares[chosen]
    if len(chosen) < len(rivals):
        # What tells of another item, or counts something else, takes nothing away from the rest.
        shares *= of_rivals / shares.sum()
    common = np.maximum(np.minimum(ends[:, None], ends) - np.maximum(starts[:, None], starts), 0)
    sizes = ends - starts
    f1 = 2 * common / (sizes[:, None] + sizes)
    best = int((f1 @ shares + _WHOLE * shares).argmax())
    return Marked(Span(int(starts[best]), int(ends[best])), min(float((common[best] > 0) @ shares), 1.0))


def _narrow(
    question: Question,
    text: str,
    starts: Integers,
    ends: Integers,
    chosen: list[int],
    besides: Sequence[Span],
) -> list[int]:
    """Return those of the chosen that tell of the item asked for, and count what is counted, where there are any."""
    asked = [number for number in chosen if not any(one.start <= starts[number] < one.end for one in besides)]
    unit = wanted_unit(question)
    counted = [number for number in asked if unit is None or unit.search(text[starts[number] : ends[number]])]
    return counted or asked or chosen


def _has_form(question: Question, text: str) -> bool:
    """Say whether a stretch may be of the kind that is asked for, by its form alone.

    A time without a word of time or a number without a numeral is none, nor is 2017年 a number. 中央政治局常委会 is no place, and 今天 no
    person; what a name looks like says little, so that nothing more is asked of one.
    """
    kind = question.kind
    if kind == "when":
        hour = "几点" in question.text and cues.HOUR_IN_WORDS.search(text)
        return bool(_TIME_WORD.search(text) or cues.WHEN.search(text) or hour)
    if kind == "how many":
        # 公元几年 asks for a year, 判了多少年 does not.
        calendar = _CALENDAR.fullmatch(text) and not _ASKS_FOR_CALENDAR.search(question.text)
        return bool(cues.NUMERAL.search(text)) and not calendar
    if (kind == "where" and _NO_PLACE.search(text)) or (kind == "why" and _ENDS_IN_SAYING.search(text)):
        return False
    # 今天上午 is two times.
    return kind not in {"who", "where"} or bool(cues.WHEN.sub("", text) and not cues.NUMBER.fullmatch(text))


def _quoted_thing(question: Question, passage: Passage, sentence: Span) -> Span | None:
    """Return 动态清零 of “动态清零”总方针 for 总方针是什么, where one thing alone is so called."""
    text, focus = sentence.of(passage.folded), question.focus
    # To put a pattern together takes longer than most marks.
    if question.kind != "what" or len(focus) < 2 or focus not in text or _CLOSER.search(text) is None:
        return None
    pattern = rf"[{OPENERS}]([^{OPENERS}{CLOSERS}。]{{1,40}})[{CLOSERS}]的?(\w{{0,2}}{re.escape(focus)})"
    found = {
        match.span(1)
        for match in re.finditer(pattern, text)
        # 策略 is what the segmenter leaves of 总策略.
        if match[2] in question.text and match[1] not in question.text
    }
    return Span(*found.pop()).shifted(sentence.start) if len(found) == 1 else None
