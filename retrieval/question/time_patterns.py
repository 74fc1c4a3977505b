"""How Chinese names days: 昨天, 上周六, 去年国庆, 2020年至2022年, 二〇二二年十一月, 近三天. Patterns and no code.

:mod:`retrieval.question.calendar` reads the groups that name a part of a year (month, day, quarter, season,
holiday), :mod:`retrieval.question.days` all the others.
"""

from __future__ import annotations

from retrieval.chinese.holidays import HOLIDAYS
from retrieval.chinese.numerals import (
    DIGITS,
    NOT_BEHIND_NUMBER,
    NUMBER,
    RECENT_YEAR,
    SMALL,
    WEEKDAY,
    WEEKDAYS,
)
from retrieval.chinese.vocabulary import PART_BEHIND_DAY
from retrieval.expressions import regex

_TO = "(?:至|到|[-—–~]{1,2})"
# 起 must not begin another word: 去年起诉 narrows nothing.
_OPEN = "(?P<open>以来|以后|之后|起(?![诉火草飞步源用义落])|以前|之前)?"
_PARTS_OF_MONTH = "上旬|中旬|下旬|初(?![级中步次期])|底(?![特部层])|末(?![期代])"
# A month or a day may stand without its own word before another one: 1至10月, 11月1至15日.
_DAY_OF_MONTH = rf"(?P<day>{NUMBER})(?:[日号](?![线本])|(?={_TO}(?:{NUMBER})[日号]))"
_MONTH = rf"(?P<month>{NUMBER}|元(?=月))(?:月份?(?:{_DAY_OF_MONTH}|(?P<third>{_PARTS_OF_MONTH}))?|(?={_TO}(?:{NUMBER})月))"
# These are parts of a year that are longer than a month.
_MONTHS = rf"(?P<half>[上下]半年)|(?P<quarters>前三)季度|前(?P<months>{NUMBER}|两)个月|第?(?P<quarter>[一二三四1-4])季度|(?P<season>[春夏秋冬][天季])"
_EDGE = r"(?P<edge>年[初底末]|年中(?![国央共])|初(?![级中步次期])|底(?![特部层])|末(?![期代]))"
# Medals, streets and resolutions are called after a holiday or a session, and are told of on any day: 五一劳动奖章.
_HOLIDAY = rf"(?P<holiday>{HOLIDAYS}|(?:全国)?两会)(?!劳动奖|奖章|勋章|精神|广场|路|届)"
# The words of a place between the year and 两会 are searched for, and stay in the question: 去年广东省两会.
_LOCAL = "(?=(?P<local>(?!全国)[^\\W0-9的在于是谁召开]{2,6}?)两会(?!精神))"
_PART = rf"的?(?:{_MONTH}|{_MONTHS}|{_EDGE}|{_HOLIDAY}|{_LOCAL})"
PART_OF_DAY = regex(f"{PART_BEHIND_DAY}的?")
YEARS_AGO: dict[str, int] = {"今年": 0, "本年": 0, "去年": 1, "前年": 2, "大前年": 3}
_AGO = "|".join(sorted(YEARS_AGO, key=len, reverse=True))

NAMED_YEAR = regex(
    rf"(?<![0-9{DIGITS}])(?:(?P<year>{RECENT_YEAR})(?:年度?份?|(?={_TO}(?:{RECENT_YEAR})年))|"
    rf"(?P<short>[0-9]{{2}})年(?=(?:{NUMBER})月))(?P<part>{_PART})?{_OPEN}"
)
COUNTED_YEAR = regex(rf"(?P<counted>{_AGO})(?:{_PART})?{_OPEN}")
# This is the other end of a range: 至15日, 到现在, 至今年2月.
RANGE_END = regex(
    rf"{_TO}(?:(?P<last>{NUMBER})[日号]|(?P<now>今(?!年)|现在|目前)|(?:(?P<year>{RECENT_YEAR})年度?份?|(?P<counted>{_AGO}))?(?:{_PART})?)(?:期间|之间|间(?!接))?"
)
_WEEK = "(?<!上)上个?(?:周|星期|礼拜)|(?:本|这个?)(?:周|星期|礼拜)"
COUNTED_WEEKDAY = regex(rf"(?P<counted>(?:{_WEEK})[{WEEKDAYS}天末]){_OPEN}")
COUNTED_MONTH = regex(
    rf"(?P<counted>本月|这个?月|上上个?月|上个?月)(?:{_DAY_OF_MONTH}|(?P<third>{_PARTS_OF_MONTH}))?{_OPEN}"
)
# 今天（9月11日） is the text's own day, copied out of it; 今晚报 is a paper, 今日头条 and 今日说法 are programmes.
COUNTED_DAY = regex(
    rf"(?P<counted>(?<!年)今[天日](?![（(]|头条|说法|关注)|昨[天日]|大?前天|今[晨早晚夜](?!报)|昨[晨晚夜]|{_WEEK}|"
    rf"(?<![0-9{SMALL}年本上个])月[初底末]){_OPEN}"
)
LAST_WEEKDAY = regex(
    rf"(?<![每上下本这单双隔个色])(?P<counted>{WEEKDAY}|周天)"
    r"(?=[上下中]午|晚|早|凌晨|谁|哪|有|的|发生|召开|举行|在|全|[,，])"
)
_UNIT = "年|个月|个?星期|个?礼拜|周|天|日"
PERIOD_BACK = regex(
    rf"(?:最近|(?<![附最接靠将])近|过去|这(?=[几两]))(?P<count>{NUMBER}|半|两|几|数)(?P<unit>{_UNIT})(?:以?来|内|里|间)?"
)
# 交火持续近三年 says how long.
LASTING = regex("(?:持续|历时|长达|达|为期|用时|了|过|已|共|约|时隔)$")
TIME_AGO = regex(rf"{NOT_BEHIND_NUMBER}(?P<count>{NUMBER}|半|两)(?P<unit>{_UNIT})(?:之|以)?前(?![后往进三])")
# Without a year a day or a month of every year is meant, the last one first.
EVERY_YEAR = regex(
    rf"(?<![年月]){NOT_BEHIND_NUMBER}(?:{_MONTH}|{_MONTHS}|(?P<edge>年[初底末](?!前|将|之前|以前))|"
    rf"(?P<holiday>{HOLIDAYS})(?=期间|假期|假日|小?长假|黄金周|前夕|前后|当[天日])){_OPEN}"
)
# 三月三, 六月雪, 十二月党人: a month is not followed by these.
NO_MONTH = regex(f"[{SMALL}半花天党革流食亮球间雪龄大镇]")
TITLE = regex('《[^《》]*》|“[^“”]*”|「[^「」]*」|『[^『』]*』|"[^"]*"')
"""A title or a quotation, with its marks."""
