"""What a question says of time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.question.period import find_period
from retrieval.values import Metadata

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


TODAY = date(2022, 11, 15)  # a Tuesday


@pytest.mark.parametrize(
    ("question", "since", "until", "rest"),
    [
        ("昨天谁主持了会议？", date(2022, 11, 14), date(2022, 11, 14), "谁主持了会议？"),
        ("今日誰主持會議", TODAY, TODAY, "誰主持會議"),
        ("上周谁主持会议", date(2022, 11, 7), date(2022, 11, 13), "谁主持会议"),
        ("本周谁主持会议", date(2022, 11, 14), date(2022, 11, 20), "谁主持会议"),
        ("上个月谁主持会议", date(2022, 10, 1), date(2022, 10, 31), "谁主持会议"),
        ("去年两会谁当选", date(2021, 3, 1), date(2021, 3, 20), "两会谁当选"),
        ("去年广东省两会谁当选", date(2021, 1, 1), date(2021, 3, 20), "广东省两会谁当选"),
        ("2020年两会谁当选", date(2020, 5, 20), date(2020, 5, 29), "2020年两会谁当选"),
        ("去年两会精神是什么", date(2021, 1, 1), date(2021, 12, 31), "两会精神是什么"),
        ("去年国庆谁讲话", date(2021, 10, 1), date(2021, 10, 8), "国庆谁讲话"),
        ("今年春节谁值班", date(2022, 1, 31), date(2022, 2, 8), "春节谁值班"),
        ("去年中秋谁值班", date(2021, 9, 21), date(2021, 9, 24), "中秋谁值班"),
        ("2021年五一谁值班", date(2021, 5, 1), date(2021, 5, 6), "2021年五一谁值班"),
        ("前年元旦谁讲话", date(2020, 1, 1), date(2020, 1, 3), "元旦谁讲话"),
        ("国庆假期谁值班", date(2022, 10, 1), date(2022, 10, 8), "国庆假期谁值班"),
        ("去年年底谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "年底谁主持会议"),
        ("去年底谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "谁主持会议"),
        ("今年上半年出口多少", date(2022, 1, 1), date(2022, 7, 31), "上半年出口多少"),
        ("第三季度出口多少", date(2022, 7, 1), date(2022, 10, 31), "第三季度出口多少"),
        ("2021年前三季度出口多少", date(2021, 1, 1), date(2021, 10, 31), "2021年前三季度出口多少"),
        ("今年前五个月出口多少", date(2022, 1, 1), date(2022, 6, 30), "前五个月出口多少"),
        ("去年夏天谁主持会议", date(2021, 6, 1), date(2021, 8, 31), "夏天谁主持会议"),
        ("月初谁主持会议", date(2022, 11, 1), date(2022, 11, 11), "谁主持会议"),
        ("月底谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "谁主持会议"),
        ("上个月底谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "谁主持会议"),
        ("10月下旬谁主持会议", date(2022, 10, 21), date(2022, 11, 1), "10月下旬谁主持会议"),
        ("本月9日谁主持会议", date(2022, 11, 9), date(2022, 11, 10), "9日谁主持会议"),
        ("上上个月谁主持会议", date(2022, 9, 1), date(2022, 9, 30), "谁主持会议"),
        ("去年十一月谁主持会议", date(2021, 11, 1), date(2021, 11, 30), "十一月谁主持会议"),
        ("今年3月5日谁主持会议", date(2022, 3, 5), date(2022, 3, 6), "3月5日谁主持会议"),
        ("今年4月以来谁主持会议", date(2022, 4, 1), None, "谁主持会议"),
        ("2021年至今谁主持会议", date(2021, 1, 1), TODAY, "2021年至今谁主持会议"),
        ("去年9月到现在谁主持会议", date(2021, 9, 1), TODAY, "9月到现在谁主持会议"),
        ("11月谁主持会议", date(2022, 11, 1), date(2022, 11, 30), "11月谁主持会议"),
        ("十二月份谁主持会议", date(2021, 12, 1), date(2021, 12, 31), "十二月份谁主持会议"),
        ("前天谁主持会议", date(2022, 11, 13), date(2022, 11, 13), "谁主持会议"),
        ("昨晚谁主持会议", date(2022, 11, 14), date(2022, 11, 14), "谁主持会议"),
        ("周五谁主持会议", date(2022, 11, 11), date(2022, 11, 12), "周五谁主持会议"),
        ("上礼拜三谁主持会议", date(2022, 11, 9), date(2022, 11, 10), "谁主持会议"),
        ("今年前两个月出口多少", date(2022, 1, 1), date(2022, 3, 31), "前两个月出口多少"),
        ("近两周谁主持会议", date(2022, 11, 1), TODAY, "谁主持会议"),
        ("去年元月谁主持会议", date(2021, 1, 1), date(2021, 1, 31), "元月谁主持会议"),
        ("近三天谁主持会议", date(2022, 11, 12), TODAY, "谁主持会议"),
        ("过去一周谁主持会议", date(2022, 11, 8), TODAY, "谁主持会议"),
        ("这几天谁主持会议", date(2022, 11, 8), TODAY, "谁主持会议"),
        ("近三年谁主持会议", date(2019, 11, 15), TODAY, "近三年谁主持会议"),
        ("三年前谁主持会议", date(2019, 1, 1), date(2019, 12, 31), "三年前谁主持会议"),
        ("两周前谁主持会议", date(2022, 10, 31), date(2022, 11, 6), "两周前谁主持会议"),
        ("三个月前谁主持会议", date(2022, 8, 1), date(2022, 8, 31), "三个月前谁主持会议"),
        ("2020年至2022年谁主持会议", date(2020, 1, 1), date(2022, 12, 31), "2020年至2022年谁主持会议"),
        ("2020到2021年间谁主持会议", date(2020, 1, 1), date(2021, 12, 31), "2020到2021年间谁主持会议"),
        ("2016年到北京的有谁", date(2016, 1, 1), date(2016, 12, 31), "2016年到北京的有谁"),
        ("11月1日到15日谁主持会议", date(2022, 11, 1), date(2022, 11, 16), "11月1日到15日谁主持会议"),
        ("2021年11月1日至12月2日谁来", date(2021, 11, 1), date(2021, 12, 3), "2021年11月1日至12月2日谁来"),
        ("十月到十二月谁主持会议", date(2022, 10, 1), date(2022, 12, 31), "十月到十二月谁主持会议"),
        ("去年11月至今年2月谁主持会议", date(2021, 11, 1), date(2022, 2, 28), "11月至今年2月谁主持会议"),
        ("2021年之前谁主持会议", None, date(2020, 12, 31), "谁主持会议"),
        ("2020年以后谁主持会议", date(2020, 1, 1), None, "谁主持会议"),
        ("二〇二二年谁主持会议", date(2022, 1, 1), date(2022, 12, 31), "二〇二二年谁主持会议"),
        ("二零二一年十一月十四日谁来", date(2021, 11, 14), date(2021, 11, 15), "二零二一年十一月十四日谁来"),
        ("十一月十四日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "十一月十四日谁主持会议"),
        ("２０２２年谁主持会议", date(2022, 1, 1), date(2022, 12, 31), "２０２２年谁主持会议"),
        ("22年11月谁主持会议", date(2022, 11, 1), date(2022, 11, 30), "22年11月谁主持会议"),
        ("98年10月谁主持会议", date(1998, 10, 1), date(1998, 10, 31), "98年10月谁主持会议"),
        ("2022-11-14谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "2022-11-14谁主持会议"),
        ("今天（9月11日）谁来", date(2022, 9, 11), date(2022, 9, 12), "今天（9月11日）谁来"),
        ("2022年2月谁主持会议", date(2022, 2, 1), date(2022, 2, 28), "2022年2月谁主持会议"),
        ("2022年11月14日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "2022年11月14日谁主持会议"),
        ("2021年以来谁主持会议", date(2021, 1, 1), None, "谁主持会议"),
        ("2021年以前谁主持会议", None, date(2020, 12, 31), "谁主持会议"),
        ("2022年13月谁主持会议", None, None, "2022年13月谁主持会议"),
        ("11月14日谁主持会议", date(2022, 11, 14), date(2022, 11, 15), "11月14日谁主持会议"),
        ("12月1号誰主持會議", date(2021, 12, 1), date(2021, 12, 2), "12月1号誰主持會議"),
        ("2月29日谁主持会议", date(2020, 2, 29), date(2020, 3, 1), "2月29日谁主持会议"),
        ("2月30日谁主持会议", None, None, "2月30日谁主持会议"),
        ("谁主持会议", None, None, "谁主持会议"),
        ("昨天", date(2022, 11, 14), date(2022, 11, 14), "昨天"),
        ("今年以来谁主持会议", date(2022, 1, 1), None, "谁主持会议"),
        ("9月以来谁主持会议", date(2022, 9, 1), None, "谁主持会议"),
        ("12月以来谁主持会议", date(2021, 12, 1), None, "谁主持会议"),
        ("去年起诉了谁", date(2021, 1, 1), date(2021, 12, 31), "起诉了谁"),
        ("上周六谁主持会议", date(2022, 11, 12), date(2022, 11, 13), "谁主持会议"),
        ("上周一共开了几次会", date(2022, 11, 7), date(2022, 11, 13), "一共开了几次会"),
        ("这个周末谁主持会议", date(2022, 11, 19), date(2022, 11, 20), "谁主持会议"),
        ("大前天谁主持会议", date(2022, 11, 12), date(2022, 11, 12), "谁主持会议"),
    ],
)
def test_days_are_counted_from_the_askers(
    segment: Segment, question: str, since: date | None, until: date | None, rest: str
) -> None:
    """And the words that count so are not searched for, unless there are no others."""
    period = find_period(question, TODAY, segment)
    assert (period.since, period.until, period.rest) == (since, until, rest)


@pytest.mark.parametrize(
    "question",
    [
        "当今日本首相是谁",
        "目前天河区有几所学校",
        "日本周边国家有哪些",
        "历史上周朝何时灭亡",
        "当今年轻人喜欢什么",
        "近日点是什么",
        "离广州最近的机场在哪里",
        "距离爆炸点最近的是哪个哨位",
        "《昨天的太阳》是谁唱的",
        "“今天”是谁办的刊物",
        "明天系是什么",
        "今日头条的创始人是谁",
        "今日說法誰主持",
        "今晚报的总编是谁",
        "十月革命何时爆发",
        "三月三是什么节日",
        "五月天唱了什么",
        "十二月党人在哪里起义",
        "十月镇在哪里",
        "五四运动何时爆发",
        "五一劳动奖章颁给谁",
        "两会精神是什么",
        "十一届三中全会何时召开",
        "每周一谁升旗",
        "周一良是谁",
        "黑色星期五谁导演",
        "战事持续近三年造成多少人伤亡",
        "100年前谁发明了电灯",
        "在11月底之前要建成多少座桥",
        "历史上最大的地震死了多少人",
    ],
)
def test_a_time_inside_other_words_is_none(segment: Segment, question: str) -> None:
    """当今日本 does not ask of 今日, and its letters are left to be searched for."""
    period = find_period(question, TODAY, segment)
    assert not period
    assert period.rest == question


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("最近谁主持会议", 1),
        ("会议最后在哪里召开", 1),
        ("什么时候首次公布", -1),
        ("政府军8年来首次控制什么", 0),
        ("第一次世界大战何时爆发", 0),
        ("第一次会议谁主持", 0),
        ("谁最后到场", 0),
        ("最近一次会议在哪里召开", 1),
        ("上次会议在哪里召开", 1),
        ("第一次访问中国是什么时候", -1),
        ("第一次在北京举行是哪年", -1),
        ("首次公布是在什么时候", -1),
        ("谁第一次主持会议", -1),
        ("第一次鸦片战争是哪年", 0),
        ("第一次全国人口普查是什么时候", 0),
        ("第一次全国代表大会在哪里召开", 0),
        ("第一次工业革命从哪里开始", 0),
    ],
)
def test_words_of_order_are_told_from_names(segment: Segment, question: str, order: int) -> None:
    """第一次世界大战 is a name, and 谁最后到场 asks for what a text tells."""
    assert find_period(question, TODAY, segment).order == order


_PIECES = [
    *"一二三四十0123年月日号周初底末的至到-，第前后《》",
    *(
        "2022",
        "13",
        "去年",
        "今年",
        "本月",
        "上周",
        "星期",
        "两会",
        "春节",
        "国庆期间",
        "以来",
        "之前",
        "近",
        "过去",
    ),
    *(
        "三天",
        "季度",
        "上半年",
        "最近",
        "最近一次",
        "第一次",
        "首次",
        "什么时候",
        "谁主持会议",
        "今天",
        "昨天的",
        "下旬",
    ),
]


@given(
    question=st.lists(st.sampled_from(_PIECES), max_size=8).map("".join),
    today=st.dates(date(1949, 10, 1), date(2060, 12, 31)),
)
def test_whatever_is_written_means_days_in_their_order_or_none(
    segment: Segment, question: str, today: date
) -> None:
    """Nothing is raised, and the words left over are the question's own."""
    period = find_period(question, today, segment)
    if period.since and period.until:
        assert period.since <= period.until
    if period.near:
        assert period.near[0] <= period.near[1]
    assert len(period.rest) <= len(question)
    assert not (set(period.rest) | set(period.plain)) - set(question)


def test_a_day_without_a_year_is_that_day(segment: Segment) -> None:
    """Where the document writes none, and the question means one day, or the same days of every year."""
    undated = Metadata("a", "a.txt", date_text="11月14日下午")
    today = date(2022, 11, 20)
    for asked in ("11月14日谁主持了会议", "2022年11月14日谁主持", "11月谁主持了会议", "2021年11月14日谁主持"):
        assert find_period(asked, today, segment).holds(undated), asked
    for asked in ("11月15日谁主持了会议", "2022年谁主持了会议", "2022年11月谁主持", "谁主持了会议"):
        assert not find_period(asked, today, segment).holds(undated), asked


@pytest.mark.parametrize("part", ["下午", "上午", "晚", "凌晨"])
def test_a_part_of_the_day_goes_with_it(segment: Segment, part: str) -> None:
    """下午 stands in the first sentence of a report, and the answer in another."""
    assert find_period(f"11月14日{part}谁主持了会议", date(2022, 11, 20), segment).plain == "谁主持了会议"
