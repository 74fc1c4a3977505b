"""What a sentence holds in another role than the one that is asked for.

A countdown names its own day and not that of the event (今天距离冬奥会开幕还有9天), 由于东京奥运会推迟 tells what follows from what
a question asks the reason of, and 25年来 is no year in which anything happened. Such a sentence holds all words of the
question, and what looks like its answer. So do the preparations of what is asked for (今天举行开幕式彩排), a half of the year
whose figure is asked for, who was followed in an office where it is asked who followed, and when a work begins where it is asked when it ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from retrieval.answers import Question
    from retrieval.reader.base import Ranking

_NUMBER = f"(?:[0-9.]+|[{CHINESE}]+)多?余?"
# 距开幕还有9天, 失联第12天, 设立的第7年, 通车十周年: the day that such a sentence names is its own.
_COUNTS_DAYS = regex(
    rf"距离?.{{1,24}}(?:还有|还剩|仅剩|只剩|只有|不到|仅有|已有|已经|倒计时).{{0,4}}{_NUMBER}(?:天|日|个?月|年|周|小时)"
    rf"|倒计时|第{_NUMBER}(?:天|日|个(?:比赛日|年头|月|星期|生日)|年(?!级))|{_NUMBER}周年"
)
_SPANS = regex(rf"{_NUMBER}(?:年|个?月|天|日)(?:来|以来|间|多?前|之?后|期间|时间|时光)")
_DAY = regex(
    r"[0-9]{1,2}月[0-9]{1,2}[日号]?|[0-9]{4}年|[0-9]{1,2}[日号](?![线楼院])|[今昨明前]天|[今去明前]年|上?下?个?月[初底末]?"
)
# The day of the sentence itself: 今天（1月26日）, or the one right before what is counted.
_OWN_DAY = regex(rf"今[天日年](?:[(（][^()（）]*[)）])?|(?:{_DAY.pattern})(?=[,，]?(?:是|距|进入|迎来))")
_ASKS_YEAR = regex("哪一?年|几几年|何年")
# The cause stands up to the end of its clause, or up to what it makes happen: 因疫情而推迟.
_CAUSE = regex(
    r"(?:由于|因为|鉴于|(?<![原起成主诱病])因(?!此|而|特网|素|子|果|为))(?P<cause>(?:(?!而)[^,，。;；!！?？]){2,40})"
)
# The same of what was done on a day: 昨晚（9月18日）.
_ANY_OWN_DAY = regex(r"[今昨明前][天日晚早年](?:[(（][^()（）]*[)）])?")
# What comes before the thing itself, or speaks of it afterwards.
_BESIDE = regex(
    "筹备|筹办|彩排|演练|预演|倒计时|动员大?会|准备工作|准备就绪|安保|火炬|抽签|门票|志愿者|评论员文章|社论|致贺|贺电|唁电|慰问电"
)
_ASKED_YEAR = regex("(?:[0-9]{4}|[今去前明])年")
# A month alone is oftener the day of an event: of a flood in 7月 it is asked by its year.
_PART_OF_YEAR = regex(
    rf"[上下]半年|(?:前[{CHINESE}0-9]|第?[一二三四1-4])个?季度|前[{CHINESE}0-9]+个?月|[{CHINESE}0-9]{{1,3}}月份?[^。;；]*[同环]比"
    rf"|[{CHINESE}0-9]{{1,3}}月?[至到—~-]+[{CHINESE}0-9]{{1,3}}月份?(?![0-9]*[日号])"
)
# Whom somebody follows or beats stands behind the verb; before it stands who does.
_FOLLOWS = "接替|接任|继任|取代|替代|顶替|击败|打败|战胜|淘汰"
_ASKS_DOER = regex(
    rf"谁(?:来|将|会|又)?(?P<verb>{_FOLLOWS})了?(?P<whom>\S{{2,8}}?)(?:当|做|出?任|担任|成为|的|[?？]|$)"
)
_UNDERGOES = regex("[被遭由让]|败给|不敌|负于")
# The day on which a work begins is not the one on which it ends: 昨日举行开工仪式 for 啥时候能盖好.
_BEGINS, _ENDS = (
    regex("开工|动工|开建|奠基|破土"),
    regex(
        "竣工|完工|建成|建好|盖好|修好|修完|盖完|做完|弄好|完成|落成|收尾|结束|投用|投入使用|通车|开通|交付|启用"
    ),
)
# What is proposed is not what came of it: 拟定两个方案, 物业提出由1.85元上调至2.20元.
_PROPOSES = regex(
    "拟(?![人声音])|草案|征求意见|方案[一二三四]|(?:提出|提议|建议|设想|主张)(?!的)|(?:申请|希望|呼吁)(?=[^,，。;；:：]{0,12}[0-9])|如获(?:通过|批准)"
)
_ASKS_PROPOSAL = regex(
    "拟|计划|打算|准备|草案|方案|提出|提议|建议|想要?|申请|要求|希望|呼吁|报价|预算|预计|听证|原来|最初|起初"
)
# So few characters that the question does not hold give no reason.
_LITTLE = 5
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
    roles = _ROLES.get(question.kind, {})
    return next((role for role, tells in roles.items() if tells(question, folded)), "")


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


def _is_other_end(question: Question, folded: str) -> bool:
    """Say whether a sentence tells only when a work begins where it is asked when it ends, or the other way round."""
    asked = [bool(one.search(question.text)) for one in (_BEGINS, _ENDS)]
    told = [bool(one.search(folded)) for one in (_BEGINS, _ENDS)]
    return sum(asked) == 1 and sum(told) == 1 and asked != told


def _is_consequence(question: Question, folded: str) -> bool:
    """Say whether the only cause that a sentence gives is the very thing whose cause is asked for."""
    words = [word for word in question.query.words if len(word) > 1]
    causes = [found["cause"] for found in _CAUSE.finditer(folded)]
    return bool(words and causes) and all(all(word in cause for word in words) for cause in causes)


def _is_beside(question: Question, folded: str) -> bool:
    """Say whether the only day of a sentence is that of preparations for what is asked, or of words about it."""
    beside = _BESIDE.search(folded)
    if not beside or beside[0] in question.text:
        return False
    return not _DAY.search(_ANY_OWN_DAY.sub("", folded))


def _is_part_of_year(question: Question, folded: str) -> bool:
    """Say whether a sentence tells of a part of a year, and it is asked for the whole."""
    asked = fold(question.asked)
    year = _ASKED_YEAR.search(asked)
    if not year or _PART_OF_YEAR.search(asked):
        return False
    return bool(_PART_OF_YEAR.search(folded)) and not re.search(
        rf"全年|{year[0]}(?![上下前一二三四1-9第])", folded
    )


def _is_object(question: Question, folded: str) -> bool:
    """Say whether a sentence tells whom somebody followed or beat, where it is asked who followed or beat him."""
    asked = _ASKS_DOER.search(question.text)
    if not asked or _UNDERGOES.search(folded):
        return False
    before, verb, behind = folded.partition(asked["verb"])
    return bool(verb) and asked["whom"] in before and asked["whom"] not in behind


def _only_states(question: Question, folded: str) -> bool:
    """Say whether a sentence tells the thing whose cause is asked for, and hardly anything else: 塔吊今天不能用."""
    words = [word for word in question.query.words if len(word) > 1]
    if not words or any(word not in folded for word in words) or _CAUSE.search(folded):
        return False
    return sum(letter.isalnum() and letter not in question.text for letter in folded) <= _LITTLE


def _is_proposal(question: Question, folded: str) -> bool:
    """Say whether a sentence tells what somebody proposes, where it is asked what holds."""
    return bool(_PROPOSES.search(folded)) and not _ASKS_PROPOSAL.search(question.text)


# What a sentence may hold instead, by the kind of question.
_ROLES: Mapping[str, Mapping[str, Callable[[Question, str], bool]]] = {
    "when": {"countdown": _only_counts, "other end": _is_other_end, "preparation": _is_beside},
    "why": {"consequence": _is_consequence, "statement": _only_states},
    "how many": {"part of year": _is_part_of_year, "proposal": _is_proposal},
    "who": {"doer": _is_object},
}
