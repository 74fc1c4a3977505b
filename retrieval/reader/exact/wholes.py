"""Whole sums, moments and names: a mark that holds a part of one is made to hold all of it and nothing beside it.

The stretches that are weighed begin and end with words, and the segmenter cuts what it does not know: 殷素|秋, 5|至|6级,
18|:|00. Of 门票40元 the price is 40元.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from retrieval.chinese.dates import DAY, YEAR
from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.holidays import HOLIDAYS
from retrieval.chinese.names import kind_of
from retrieval.chinese.numerals import (
    CHINESE,
    DIGITS,
    LARGE,
    NOT_BEHIND_NUMBER,
    NUMBER,
    ONES,
    WEEKDAY,
    WEEKDAYS,
)
from retrieval.chinese.outlines import words_in
from retrieval.chinese.vocabulary import (
    NAME_BORDERS,
    OFFICES,
    PART_BEHIND_DAY,
    STOP_WORDS,
    SURNAMES,
    TITLES,
    alternatives,
)
from retrieval.chinese.word_kinds import FOREIGN
from retrieval.expressions import regex
from retrieval.reader import cues
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.answers import Question
    from retrieval.values import Passage

_COUNT = rf"[数几]?(?:[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?|[{CHINESE}{LARGE}半]+(?:点[{DIGITS}]+)?)[多余几]?[百千{LARGE}]*[多余]?"
_UNIT = rf"(?:个工作日|工作日|周年|周岁|课时|世纪[初末中]?|个小时|个百分点|元人民币|卢布|斤|℃|栋|只|毛|角|桶|{cues.UNITS})"
_RATE = r"(?:/(?:平方米|公里|小时|吨|人|天|月|年|件|股|立方米))?"
_ONE = rf"(?:零下|[￥¥$])?(?:第|百分之)?{_COUNT}(?:{_UNIT}{_RATE})?(?:(?<=[成折])[{ONES}半])?"
_LIMIT = r"(?:以上|以下|以内|之内|(?<=[天日年月时钟])内(?![部容外需]))?"
_TO = r"(?:至|到|[-—–~～]{1,2})"
_AMOUNT = regex(
    rf"(?<![0-9.第]){_ONE}(?:(?<=[时分秒年月天日])[零又]?(?:[0-9]{{1,2}}|[{CHINESE}]{{1,3}})(?:个?小时|分钟?|秒|个月|天))*(?:(?<=[年时])半)?(?:(?<=秒)[0-9]{{1,2}}(?![0-9])|比[0-9]+(?![0-9]))?(?:以上{_ONE}以下|{_LIMIT}(?:{_TO}{_ONE}{_LIMIT})?)"
)
# Units that need no noun behind them.
_MEASURE = regex(
    r"[￥¥]|(?:元|块|毛|%|℃|度|公里|千米|米|吨|斤|克|升|天|日|年|个?月|小时|分钟?|秒|周岁|岁|成|级)(?:/\w+)?(?:以[上下内]|之?内)?$|百分之|[成折].$"
)
_GIVEN = 2
# So much of the question stands before the gap, and no more than so many letters behind it are all of the answer.
_LEAST_STEM, _LONGEST_REST = 3, 10
_CLAUSE = regex(r"[^\W_]+")
_OFFICE = regex(rf"(?:{alternatives(OFFICES | TITLES)}|[人员师])\Z")
_FORM_OF_SURNAME = regex(f"[{''.join(sorted(SURNAMES))}][\\ufe00-\\ufe0f\\U000e0100-\\U000e01ef]\\Z")
_FAMILIAR = ("老", "小", "阿")
_HONOURS = frozenset(
    "先生 女士 老师 师傅 大爷 大妈 大姐 阿姨 同志 医生 大夫 小姐 奶奶 爷爷 教练 同学 老板 记者".split()
)
_ABOUT = regex("(?:至少|最多|大?约|近|超过?|逾|[高长]?达|公元|前|零下)$")
_AFTER = regex("左右|[之以]?[前后]|上下|来")

_NO_TIME_BEFORE = regex("(?:[于在]|定于|将于)?")
_OF_TIME = regex("[前后起止内间左以之来代度]|.{0,6}(?:时|前|后|期间|之间|内)$")
# 两点意见 and 三点要求 are no hours: in Chinese an hour stands behind a part of the day.
_MINUTES = rf"(?:{NUMBER}分|[一三]刻|半|整|{NUMBER}(?![{CHINESE}0-9个人名元块条件层号]))?"
_HOUR = (
    rf"(?:{PART_BEHIND_DAY}?(?:[0-9]{{1,2}}[:：][0-9]{{2}}|[0-9]{{1,2}}[时点](?![代期]){_MINUTES})"
    rf"|{PART_BEHIND_DAY}(?:{NUMBER}|两)[时点]{_MINUTES})"
)
_DAY = rf"(?:(?:{YEAR})?(?:{NUMBER}|次)月(?:{NUMBER}[日号])?|{DAY})"
_PART = r"(?:[上中下]旬|[初中底末])"
_YEARS = rf"(?:公元前?|前)?{YEAR}"
# 2021年第三季度, 2023年上半年, 2022年底, 2027年国庆, 3月上旬: what is less than a year, and more than a day.
_PERIOD = (
    rf"(?:{_YEARS}(?:第?[一二三四1-4]季度|[上下]半年|年?[初中底末]|[春夏秋冬][季天]?(?![\u3400-\u9fff]节))"
    rf"|(?:{_YEARS}|[今明去后]年)(?:{HOLIDAYS}|[春夏秋冬][季天])|(?:{_YEARS})?{NUMBER}月份?{_PART})"
)
_EVERY = "(?:每年|今年|去年|明年|后年|前年|当年|同年|次年|翌年|每月)?"
_POINT = rf"(?:{_DAY}(?:[（(]{WEEKDAY}[）)])?(?:{_HOUR}|{PART_BEHIND_DAY})?|{_HOUR})"
_POINT_OF_TIME = regex(rf"{NOT_BEHIND_NUMBER}(?:{_PERIOD}|{_POINT})")
_UNTIL = regex(r"(?:截至|截止到?|延长|推迟|展期|[至到—–~～]|[-—]{1,2})$")
_ENDS_HERE = regex("到期|截止|结束|为止|终止|闭幕|落幕|恢复|重新")
_STRETCH = (
    rf"(?:{_PERIOD}(?:{_TO}{_EVERY}(?:{_PERIOD}|{_POINT}))?|{_POINT}(?:起?{_TO}(?:次日|翌日|{_EVERY})(?:{_PERIOD}|{_POINT}))?"
    rf"|(?:公元前?|前)?(?:[0-9]{{1,4}}年?|{YEAR}){_TO}(?:公元)?(?:[0-9]{{1,4}}年|{YEAR}))"
)
_AND = "[、和及]"
_MOMENT = regex(rf"{_EVERY}{NOT_BEHIND_NUMBER}{_STRETCH}(?:{_AND}{_EVERY}{_STRETCH})*")
_WEEKLY = (
    rf"每?{WEEKDAY}(?:{_TO}(?:{WEEKDAY}|[{WEEKDAYS}天]))?(?:{_HOUR}(?:{_TO}{_HOUR})?|{PART_BEHIND_DAY})?"
)
_WEEKDAYS = regex(rf"{_WEEKLY}(?:{_AND}{_WEEKLY})*")


def whole_amount(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 5至6级 for 6级, 40元 for 门票40元, 2小时16分08秒 for 16分: one sum with its unit and its other end.

    Where the span holds several sums, or none, it is left as it is.
    """
    bracket = passage.folded.find("(", span.start, span.end)
    if bracket > span.start and passage.folded[span.end - 1] == ")":
        span = Span(span.start, bracket)
    amounts = list(_across(_AMOUNT, passage.folded, span, sentence))
    if len(amounts) != 1:
        return span
    amount = amounts[0]
    if span.start <= amount.start and amount.end <= span.end:
        # A measure says all by itself; of 至少11人死亡, 3名美国水兵 and 6000年前 each word belongs to the answer.
        before, after = passage.folded[span.start : amount.start], passage.folded[amount.end : span.end]
        alone = (
            _MEASURE.search(amount.of(passage.folded))
            and not _ABOUT.search(before)
            and not _AFTER.match(after)
        )
        return amount if alone else span
    return amount


def whole_moment(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 6:30—9:00 for 30, 11月2日至12月20日 for 12月20日, 2021年第三季度 for 2021年: all of a moment, with its other end.

    Words beside it that the span holds stay, where the span holds a part of the moment alone.
    """
    for pattern in (_WEEKDAYS, _MOMENT):
        moments = list(_across(pattern, passage.folded, span, sentence))
        if len(moments) == 1 and (moment := moments[0]):
            before, after = passage.folded[span.start : moment.start], passage.folded[moment.end : span.end]
            if cues.WHEN.search(before) or cues.WHEN.search(after):
                continue
            # 于 and 发车 say no time; 1949年10月1日前 and 起 do.
            if _NO_TIME_BEFORE.fullmatch(before) and not _OF_TIME.match(after):
                return moment
            return Span(min(span.start, moment.start), max(span.end, moment.end))
    return span


def end_of_range(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 13日6时 of 12日22时至13日6时, and 10月31日 of 9月6日至10月31日: until when it is.

    Where no moment stands behind 至 or 截至, the moment itself is returned, whole.
    """
    text = passage.folded
    clause = Span(
        max(sentence.start, *(text.rfind(mark, sentence.start, span.start) + 1 for mark in ",;")),
        min(
            sentence.end, *(place for mark in ",;" if (place := text.find(mark, span.end)) >= 0), sentence.end
        ),
    )
    ends = [
        Span(*found.span())
        for found in _POINT_OF_TIME.finditer(text, clause.start, clause.end)
        if _UNTIL.search(text, clause.start, found.start())
    ]
    if not ends and not _ENDS_HERE.search(clause.of(text)):
        # 今天开幕,展期至11月22日 tells the end in another clause.
        ends = [
            Span(*found.span())
            for found in _POINT_OF_TIME.finditer(text, sentence.start, sentence.end)
            if _UNTIL.search(text, sentence.start, found.start())
        ]
    return ends[0] if len(ends) == 1 else whole_moment(passage, span, sentence)


def whole_person(passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 殷素秋 for 殷素, 沙玉兰 for 玉兰: a name that the segmenter cut, with its surname and to its end."""
    text = passage.folded
    words = words_in(passage, span)
    if words and len(words[-1]) == 1 and words[-1].end == span.end and words[-1].of(text) in SURNAMES:
        # 县长林 of 县长林启明.
        span = words[-1]
    written = span.of(text)
    # 老闵 has no given name: 仓库钥匙由老闵保管.
    familiar = len(written) == 1 and text.startswith(
        _FAMILIAR, max(span.start - 1, sentence.start), span.start
    )
    if familiar or len(written) > 2 or kind_of(written) in {"organisation", "place", "meeting", "time"}:
        return Span(span.start - familiar, span.end)
    number = bisect_left(passage.words, span.end, key=lambda word: word.start)
    following = passage.words[number] if number < len(passage.words) else None
    if following and following.start == span.end and following.end <= sentence.end:
        given = following.of(text)
        most = 3 - len(written)
        # 魏|长河 ends as a river does; 王|主任 is an office.
        named = kind_of(written + given) == "person" or (
            len(written) == 1 and len(given) == _GIVEN and given not in OFFICES | TITLES | _HONOURS
        )
        if len(given) <= most and _may_end_name(given) and named:
            return Span(span.start, following.end)
    # Which of its forms a rare surname is written in is told by an invisible character behind it.
    if _FORM_OF_SURNAME.search(text, max(sentence.start, span.start - 2), span.start):
        return Span(span.start - 2, span.end)
    # 玉兰 of 沙玉兰, 海涛 of 由方|海涛.
    before = passage.words[bisect_left(passage.words, span.start, key=lambda word: word.end) :][:1]
    # 科夫 of 沃龙科夫 and 五世 of 哈康五世 are ends of foreign names, before which one character is not enough.
    may_be_given = len(written) == 2 and not FOREIGN.issuperset(written) and not written.endswith("世")
    if may_be_given and before and before[0].end == span.start > sentence.start:
        surname, whole = text[span.start - 1], before[0].of(text)
        # 由何 before 美玲 is no word, and what stands behind 由 belongs to the name, be it a surname or not.
        if len(whole) == 2 and whole[0] in "由是" and whole not in word_tags():
            return Span(span.start - 1, span.end)
        # 地方 before 海涛 is a word of its own, 由方 is none; 沙 alone opens no name that has a surname.
        joined = len(whole) > 1 and whole not in word_tags()
        alone = len(whole) == 1 and written[0] not in SURNAMES
        # 何 asks, but not behind an office: 局长何|美玲.
        held = alone and _OFFICE.search(text, sentence.start, span.start - 1)
        if surname in SURNAMES and (held or (surname not in NAME_BORDERS and (joined or alone))):
            return Span(span.start - 1, span.end)
    return span


def to_end_of_clause(question: Question, passage: Passage, span: Span, sentence: Span) -> Span:
    """Return 柳树梢 for 柳 of 灯笼挂在柳树梢, where the question is 灯笼挂在哪里: all that stands in its gap."""
    before = question.text[: question.gap.start].strip() if question.gap else ""
    if (
        question.gap is None
        or question.text[question.gap.end :].strip("?？。 的呢")
        or len(before) < _LEAST_STEM
    ):
        return span
    if not passage.folded.endswith(before, sentence.start, span.start):
        return span
    rest = _CLAUSE.match(passage.folded, span.start, sentence.end)
    return (
        Span(span.start, rest.end()) if rest and span.end < rest.end() <= span.start + _LONGEST_REST else span
    )


def _may_end_name(word: str) -> bool:
    tag = word_tags().get(word) or ""
    if len(word) == 1:
        return (
            word not in NAME_BORDERS
            and word not in STOP_WORDS
            and not tag.startswith(("p", "c", "u", "d", "v"))
        )
    # 光辉 is an adjective and a name; behind a surname alone it is the name.
    return not tag.startswith(("p", "c", "u", "d", "r"))


def _across(pattern: re.Pattern[str], text: str, span: Span, sentence: Span) -> Iterator[Span]:
    """Yield where a pattern stands in a sentence and shares characters with a span."""
    for found in pattern.finditer(text, sentence.start, sentence.end):
        if found.start() < span.end and span.start < found.end():
            yield Span(*found.span())
