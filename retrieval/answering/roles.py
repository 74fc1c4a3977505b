"""What a sentence holds in another role than the one that is asked for.

A countdown names its own day and not that of the event (今天距离冬奥会开幕还有9天), 由于东京奥运会推迟 tells what follows from what
a question asks the reason of, and 25年来 is no year in which anything happened. Such a sentence holds all words of the
question, and what looks like its answer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.numerals import CHINESE

if TYPE_CHECKING:
    from retrieval.answers import Question
    from retrieval.reader.base import Ranking

_NUMBER = f"(?:[0-9.]+|[{CHINESE}]+)多?余?"
# 距开幕还有9天, 失联第12天, 设立的第7年, 通车十周年: the day that such a sentence names is its own.
_COUNTS_DAYS = re.compile(
    rf"距离?.{{1,24}}(?:还有|还剩|仅剩|只剩|只有|不到|仅有|已有|已经|倒计时).{{0,4}}{_NUMBER}(?:天|日|个?月|年|周|小时)"
    rf"|倒计时|第{_NUMBER}(?:天|日|个(?:比赛日|年头|月|星期|生日)|年(?!级))|{_NUMBER}周年"
)
_SPANS = re.compile(rf"{_NUMBER}(?:年|个?月|天|日)(?:来|以来|间|多?前|之?后|期间|时间|时光)")
_DAY = re.compile(
    r"[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{4}年|[0-9]{1,2}[日号](?![线楼院])|[今昨明前]天|[今去明前]年|上?下?个?月[初底末]?"
)
# The day of the sentence itself: 今天（1月26日）, or the one right before what is counted.
_OWN_DAY = re.compile(rf"今[天日年](?:[(（][^()（）]*[)）])?|(?:{_DAY.pattern})(?=[,，]?(?:是|距|进入|迎来))")
_ASKS_YEAR = re.compile("哪一?年|几几年|何年")
# The cause stands up to the end of its clause, or up to what it makes happen: 因疫情而推迟.
_CAUSE = re.compile(
    r"(?:由于|因为|鉴于|(?<![原起成主诱病])因(?!此|而|特网|素|子|果|为))(?P<cause>(?:(?!而)[^,，。;；!！?？]){2,40})"
)
# In the ranking's logarithms of odds.
_FAR = -3.0


def favour_roles(ranking: Ranking, question: Question) -> Ranking:
    """Return the ranking with the sentences further behind that hold what is asked for in another role."""
    weights = [_FAR if find_other_role(question, quote.folded) else None for quote in ranking.quotes]
    return ranking.favour("role", weights) if any(weights) else ranking


def find_other_role(question: Question, folded: str) -> str:
    """Return in which other role a sentence holds what is asked for, or nothing.

    Args:
        question: what is asked.
        folded: the sentence, folded.
    """
    if question.kind == "when" and _only_counts(question, folded):
        return "countdown"
    if question.kind == "why" and _is_consequence(question, folded):
        return "consequence"
    return ""


def _only_counts(question: Question, folded: str) -> bool:
    """Say whether all days of a sentence are those of a count: it says how far off something is, and not when it is."""
    counted = _COUNTS_DAYS.search(folded)
    if counted:
        # Any other day may be the event's: 将于2月4日开幕,距离开幕还有9天.
        own = _OWN_DAY.sub("", folded)
        return not _DAY.search(_COUNTS_DAYS.sub("", own))
    if _ASKS_YEAR.search(question.text) and _SPANS.search(folded):
        return not _DAY.search(_SPANS.sub("", folded))
    return False


def _is_consequence(question: Question, folded: str) -> bool:
    """Say whether the only cause that a sentence gives is the very thing whose cause is asked for."""
    words = [word for word in question.query.words if len(word) > 1]
    causes = [found["cause"] for found in _CAUSE.finditer(folded)]
    return bool(words and causes) and all(all(word in cause for word in words) for cause in causes)
