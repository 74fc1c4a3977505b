"""Does a question want the reports of some days, whatever they tell? 昨天有什么新闻, 最新的消息, 2022年11月有哪些会议.

Nothing of it stands in a sentence that could answer: 新闻 is what the reports are, and not what they say. A topic is
what they must hold: 会议 of 11月有哪些会议, 惠州 of 惠州昨天有什么新闻. What asks for a report's contents (最新的消息说了
什么, 昨天的新闻发布会谁主持) is a question like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from retrieval.chinese.names import kind_of
from retrieval.expressions import regex
from retrieval.question.days import find_days

if TYPE_CHECKING:
    from datetime import date

    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.question.calendar import Days

_REPORTS = "新闻|消息|报道|资讯|动态|头条|要闻|快讯|热点|文章"
_THINGS = "大事件?|新鲜事儿?|事情|事件|事儿?"
# What is held on a day; an archive's reports say so in their headline or their first paragraph.
_EVENTS = "会议|发布会|运动会|座谈会|活动|赛事|比赛|演出|展览|讲座|论坛|仪式|培训|事故|案件|灾害|通知|公告|评论|社论"
# 疫情防控会议 is one word for an event, and 国家参加了会议 is none.
_COMPOUND = "[^\\W0-9A-Za-z_了着过的在与和被把参加席]{0,6}?"
_KINDS = "(?:国际|国内|国外|本地|当地|最新|重要|重大|重点|主要|大型|相关|突发|大|新|好|热门)*的?"
_WHAT = "(?:什么|哪些|些什么|一些|哪几[条场次个项件])"
_ALSO = "(?:都|又|还|曾|共|主要|大概|究竟|到底)*"
_LATELY = regex("最近|最新|近日|近期|近来|新近|目前|当前")
_TELL = r"(?:我?(?:想|要)?(?:给我|帮我)?(?:看|听|说|讲|读|播报|播|列|查|找|来|汇总|总结|推送|介绍)+(?:一?[看听说讲下]|出来?|一下)?(?:一?些|点|几条|一?下)?(?:关于|有关)?)?"
_NEWS = regex(
    rf"{_TELL}(?P<topic>[^，,。？?]{{0,14}}?)(?:的|里|上|中|方面)*?{_ALSO}"
    rf"(?P<asks>(?:有|发生|出|播|登)(?:了|过)?(?:没有)?{_WHAT}?)?{_KINDS}(?:(?:关于|有关)(?P<about>[^，,。？?]{{2,12}}?)的)?{_KINDS}"
    rf"(?P<reports>{_REPORTS}|{_THINGS})(?P<end>{_ALSO}(?:有|是|讲|说)?(?:哪些|什么|一下))?"
)
_HAPPENED = regex(
    rf"(?P<topic>[^，,。？?]{{0,14}}?)(?:那天|当天)?{_ALSO}(?:发生|出)(?:了|过)?{_WHAT}{_KINDS}(?:{_THINGS})?"
)
_HELD = regex(
    rf"(?P<topic>[^，,。？?]{{0,14}}?){_ALSO}(?:有|开|召开|举行|举办|开展|组织)(?:了|过)?{_WHAT}{_KINDS}"
    rf"(?P<event>{_COMPOUND}(?:{_EVENTS}))"
)
_HELD_FIRST = regex(
    rf"(?P<topic>[^，,。？?]{{0,14}}?)(?:的|召开的|举行的|举办的)*{_KINDS}(?P<event>{_COMPOUND}(?:{_EVENTS})){_ALSO}有{_WHAT}"
)
# A person's 活动 are told without the word.
_VAGUE = frozenset(("活动", "评论", "通知", "公告"))
_AROUND_TOPIC = regex(
    r"^(?:关于|有关|对于|在|就|与|和|跟|的|有没有|有|我们?|咱们?|你们?|您|这里|这边|档案里?|报[纸上]+|里|上)+"
    r"|(?:的|里|上|中|方面|相关|有关|这边|那边|地区|市里|那里|这里)+$"
)
_ASKS_MORE = regex(
    "谁|什么|哪|几|多少|怎|为何|如何|是否|吗|说|[他她它]|[这那该此](?!几天|周|个?月|年)|会上|其中"
)
_ABOUT = regex("关于|有关")
_ASKED = frozenset(["新闻", "消息", "报道"])


@dataclass(frozen=True, slots=True)
class Browse:
    """The reports that a question wants.

    ``topic`` are words that each must hold, or nothing; ``days`` the days, None where the newest are wanted, and
    ``day`` says that they are one day and the next, on which it is printed.
    ``vague`` says that what is told need not be called by the topic: a fair is one of 9月的活动.
    """

    topic: str
    days: Days | None
    vague: bool = False
    day: bool = False


def find_browse(question: Question, today: date, segment: Segment) -> Browse | None:
    """Return which reports a question wants, or None where it asks for something else.

    ``find_browse(parse("2022年11月有哪些会议"), today, segment).topic`` is ``会议``.
    """
    text = question.text
    if not _could_be(text):
        return None
    days = find_days(text, today, lambda: segment(text))
    rest = text
    if days:
        rest = text[: days.words.start] + " " + text[days.words.end :]
    lately = _LATELY.search(rest)
    rest = _LATELY.sub(" ", rest, count=1)
    rest = re.sub(r"^[\s的,，:：]+|\s+的?|[,，]+$", "", rest)
    browse = _match(rest, days, timed=bool(days or lately))
    # Two days are a weekend, too.
    day = days is not None and days.until - days.since == timedelta(1)
    return replace(browse, day=day and "末" not in days.words.of(text)) if browse and days else browse


def _could_be(text: str) -> bool:
    # Most questions say nothing of the kind, and are not cut for it.
    return re.search(f"{_REPORTS}|事|{_EVENTS}|发生|出了", text) is not None


def _match(rest: str, days: Days | None, *, timed: bool) -> Browse | None:
    news = _NEWS.fullmatch(rest)
    if news and (timed or _is_plain(news)):
        topic = _topic_of(f"{news['topic']} {news['about'] or ''}")
        # 昨天的事 names no report; 昨天有什么事 asks for any.
        wanted = news["reports"] in _REPORTS.split("|") or news["asks"] or news["reports"].startswith("大")
        return Browse(topic, days) if topic is not None and wanted else None
    for pattern in (_HAPPENED, _HELD, _HELD_FIRST) if timed else ():
        found = pattern.fullmatch(rest)
        topic = _topic_of(found["topic"]) if found else None
        # 恐怖袭击发生了什么 asks for its course.
        if pattern is _HAPPENED and topic and kind_of(topic) is None:
            continue
        if found and topic is not None:
            event = found.groupdict().get("event") or ""
            vague = event in _VAGUE
            return Browse(topic if topic and vague else f"{topic} {event}".strip(), days, vague and not topic)
    return None


def _is_plain(news: re.Match[str]) -> bool:
    """Say whether no days are needed: 有什么新闻, 关于冬奥会的报道有哪些."""
    asks = bool(
        (news["asks"] and re.search(_WHAT, news["asks"])) or news["end"] or _ABOUT.search(news.string)
    )
    return asks and news["reports"] in _ASKED


def _topic_of(words: str) -> str | None:
    """Return the words that name a topic, nothing where there are none, and None where they ask for more."""
    before, topic = "", words.strip()
    while topic != before:
        before, topic = topic, _AROUND_TOPIC.sub("", topic).strip()
    return None if _ASKS_MORE.search(topic) or len(topic) == 1 else topic
