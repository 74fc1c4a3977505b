"""Which questions want the reports of some days, and which want what a report says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval.question.browsing import find_browse
from retrieval.question.parsing import parse_question

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

TODAY = date(2022, 11, 15)


@pytest.mark.parametrize(
    ("asked", "topic", "days"),
    [
        ("昨天有什么新闻", "", "2022-11-14 2022-11-14"),
        ("昨天有什么新闻？", "", "2022-11-14 2022-11-14"),
        ("请问昨天都有哪些新闻呀", "", "2022-11-14 2022-11-14"),
        ("最新的消息", "", ""),
        ("最新消息", "", ""),
        ("上个月发生了什么", "", "2022-10-01 2022-10-31"),
        ("2022年11月有哪些会议", "会议", "2022-11-01 2022-11-30"),
        ("11月的会议有哪些", "会议", "2022-11-01 2022-11-30"),
        ("今天的新闻", "", "2022-11-15 2022-11-15"),
        ("今日要闻", "", "2022-11-15 2022-11-15"),
        ("看看今天的新闻", "", "2022-11-15 2022-11-15"),
        ("给我来点最近的消息", "", ""),
        ("最近有什么大事", "", ""),
        ("上周发生了啥", "", "2022-11-07 2022-11-13"),
        ("3月有什么活动", "活动", "2022-03-01 2022-03-31"),
        ("惠州昨天有什么新闻", "惠州", "2022-11-14 2022-11-14"),
        ("昨天惠州发生了什么事", "惠州", "2022-11-14 2022-11-14"),
        ("最近关于疫情的报道", "疫情", ""),
        ("关于疫情的最新消息有哪些", "疫情", ""),
        ("温金荣最近有什么活动", "温金荣", ""),
        ("惠州11月召开了哪些会议", "惠州 会议", "2022-11-01 2022-11-30"),
        ("11月14日发生了什么", "", "2022-11-14 2022-11-15"),
        ("有什么新闻", "", ""),
        ("今年有哪些大事", "", "2022-01-01 2022-12-31"),
        ("最近三天有什么新闻", "", "2022-11-12 2022-11-15"),
        ("昨天有没有什么重要新闻", "", "2022-11-14 2022-11-14"),
        ("昨日頭條有哪些", "", "2022-11-14 2022-11-14"),
        ("昨天出了什么事", "", "2022-11-14 2022-11-14"),
        ("这周有哪些体育比赛", "体育比赛", "2022-11-14 2022-11-20"),
    ],
)
def test_reports_of_days_are_wanted(segment: Segment, asked: str, topic: str, days: str) -> None:
    """In many wordings, with a topic or without, of days that are counted, named, or the newest."""
    browse = find_browse(parse_question(asked, segment), TODAY, segment)
    assert browse is not None
    assert browse.topic == topic
    assert (f"{browse.days.since} {browse.days.until}" if browse.days else "") == days


@pytest.mark.parametrize(
    "asked",
    [
        "最新的消息说了什么",
        "昨天的新闻发布会谁主持",
        "昨天的会议谁主持",
        "谁发布了最新消息",
        "最新的疫情防控方案是什么",
        "昨天的新闻说了什么",
        "《昨天的新闻》是谁写的",
        "最近一次会议是什么时候",
        "昨天谁主持了会议",
        "今年有哪些省份实施了新政策",
        "2022年有哪些国家参加了会议",
        "昨天发生的地震有多少级",
        "唐山发生了什么",
        "会议有哪些",
        "有哪些活动",
        "他最近有什么消息",
        "新闻联播几点播",
        "发生了什么",
        "新闻发言人是谁",
        "昨天的天气怎么样",
        "第三产业去年增长多少",
        "为什么昨天发生了事故",
        "今天星期几",
        "最新的文章是谁写的",
        "事故是什么时候发生的",
        "2021年发生的大事故死了多少人",
    ],
)
def test_what_asks_for_something_else_is_left_alone(segment: Segment, asked: str) -> None:
    """Contents, persons, times, titles, and what leans on an answer."""
    assert find_browse(parse_question(asked, segment), TODAY, segment) is None
