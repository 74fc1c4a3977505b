"""Of several like items, those that are not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.items import find_besides, find_corrected
from retrieval.values import Span

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

_PHASES = "一期整修街面,投资3200万元;二期修缮老宅,投资1.1亿元。"
_RUNNERS = "男子冠军是郝建军,女子冠军是罗秋云。"


@pytest.mark.parametrize(
    ("asked", "text", "besides"),
    [
        ("二期投资多少", _PHASES, "一期整修街面,投资3200万元;"),
        ("一期投资多少", _PHASES, "二期修缮老宅,投资1.1亿元。"),
        ("女子冠军是谁", _RUNNERS, "男子冠军是郝建军,"),
        ("男子冠军是谁", _RUNNERS, "女子冠军是罗秋云。"),
        ("9号楼多少钱", "3号楼18.6万元,9号楼2.3万元。", "3号楼18.6万元,"),
        # Nothing is left out where the item asked for is not there, or is the only one, or none is named.
        ("三期投资多少", _PHASES, ""),
        ("二期投资多少", "二期修缮老宅,投资1.1亿元。", ""),
        ("投资多少", _PHASES, ""),
        # The parts of one list are no items, however they are numbered.
        ("怎么修缮老宅", "一是投资整修街面;二是投资修缮老宅;三是绿化。", ""),
        # 百年 is no item beside 1993年.
        ("哪一年欢庆百年校庆", "1993年,学校举行百年校庆。", ""),
        ("怎么修缮老宅", "十、整修街面;十一、修缮老宅。", ""),
        # The words of the question tell the items apart.
        (
            "田一鸣哪天坐诊",
            "组长韦立群,每周一坐诊;组长田一鸣,每周三坐诊。",
            "组长韦立群,每周一坐诊;",
        ),
        # So does the word with which a clause begins.
        ("多少户反对加装电梯", "赞成加装电梯的有86户,反对的12户,弃权3户。", "赞成加装电梯的有86户,弃权3户。"),
        ("弃权的有多少户", "赞成加装电梯的有86户,反对的12户,弃权3户。", "赞成加装电梯的有86户,反对的12户,"),
        ("迁出多少户", "镇里登记:迁入31户,迁出18户。", "镇里登记:迁入31户,"),
        ("多少户参加投票", "赞成的86户,反对的12户。", ""),
        # What was before is left out, or what is now where it is asked what was.
        ("车位费多少钱", "车位费由每月150元调整为200元。", "每月150元"),
        ("车位费原来多少钱", "车位费由每月150元调整为200元。", "200元"),
        ("门诊在几楼", "地点二楼有误,应为三楼。", "地点二楼有误,应为"),
        # Commas part clauses of one form: the words beside the one that asks tell which is meant.
        ("主跨多少米", "大桥全长2386米,主跨560米。", "大桥全长2386米,"),
        (
            "大桥什么时候通车",
            "大桥将于11月3日零时起封闭维修,预计2027年1月31日恢复通车。",
            "大桥将于11月3日零时起封闭维修,",
        ),
        ("半程终点在哪里", "全程终点设在奥体中心,半程终点设在湿地公园。", "全程终点设在奥体中心,"),
        ("星期六开到几点", "周一至周五12时开放,周六9时开放。", "周一至周五12时开放,"),
        ("主任医师挂号多少钱", "副主任医师18元;主任医师28元。", "副主任医师18元;"),
        # Clauses that all hold the word beside the one that asks are built alike, and so are those that set a limit.
        (
            "晚场几点开演",
            "上午场九点开演,下午场两点半开演,晚场七点开演。",
            "上午场九点开演,下午场两点半开演,",
        ),
        ("补贴最多多少钱", "补贴为每亩一百二十元,最高不超过三千元。", "补贴为每亩一百二十元,"),
        ("最少罚多少钱", "罚款最低五十元,最高五百元。", "最高五百元。"),
        # Of the total no part is left, unless the question names it.
        ("来了多少人", "共18000人参赛,其中全程6000人。", ",其中全程6000人。"),
        ("全程多少人", "共18000人参赛,其中全程6000人。", "共18000人参赛,"),
        # Both in one clause: which words belong to which is not known.
        ("女子冠军是谁", "郝建军获男子冠军、罗秋云获女子冠军。", ""),
    ],
)
def test_clauses_of_other_items_are_left_out(segment: Segment, asked: str, text: str, besides: str) -> None:
    """A clause that names another item, and those that follow without a name, tell nothing of the one asked for."""
    found = find_besides(parse_question(asked, segment), text, Span(0, len(text)))
    assert "".join(span.of(text) for span in found) == besides


@pytest.mark.parametrize(
    ("asked", "text", "corrected"),
    [
        ("程远航成绩多少", "程远航的成绩“1分02秒37”有误,应为“1分01秒73”。", "1分01秒73"),
        ("新院区在哪里", "地址“锦绣路66号”应为“锦绣路96号”。", "锦绣路96号"),
        ("原来写的是多少", "程远航的成绩“1分02秒37”有误,应为“1分01秒73”。", None),
        (
            "大桥总投资多少",
            "“全长6.8公里”应为“全长8.6公里”,“总投资23亿元”应为“总投资32亿元”。",
            "总投资32亿元",
        ),
        ("成绩多少", "“甲”应为“乙”,“丙”应为“丁”。", None),
        ("成绩多少", "成绩是1分01秒73。", None),
    ],
)
def test_the_corrected_words_answer(segment: Segment, asked: str, text: str, corrected: str | None) -> None:
    """What a correction puts in the place of a misprint is the answer; of several things the one that is asked for."""
    found = find_corrected(parse_question(asked, segment), text, Span(0, len(text)))
    assert (found and found.of(text)) == corrected
