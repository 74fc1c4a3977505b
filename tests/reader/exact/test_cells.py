from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.cells import read_row
from retrieval.reader.exact.marking import mark_exact

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment

BUS = "线路：16路；起点：西门菜场；终点：体育中心；首班车：6:10；末班车：22:30；票价（元）：2"
VILLAGE = "村名：松坪村；户数（户）：148；人口（人）：530；村支书：唐有才；村主任：唐秋生；主要产业：毛竹"
DUTY = "日期：2月16日；带班领导：方敏；值班员·白班：鲁明；值班员·夜班：韩立新；电话：8231002"
BUDGET = "单位：万元；科目：教育；2025年执行数：98650；2026年预算数：105200；增长（%）：6.6"
GOODS = "类别：防汛；品名：潜水泵；规格：QW50-20；数量：4；单价/元：3200"
LEFT = "姓名：赵一鸣；离职日期：2024-12-31；原因：退休"
LESSONS = "节次：第三节；星期一：体育；星期二：英语；星期四：美术"
NO_HEADS = "水利局；罗建国；防办主任；0577-6231101"


@pytest.mark.parametrize(
    ("asked", "row", "cell"),
    [
        ("16路末班车几点？", BUS, "22:30"),
        ("16路终点站在哪", BUS, "体育中心"),
        ("16路从哪里发车？", BUS, "西门菜场"),
        ("16路多少钱？", BUS, "2"),
        ("松坪村有多少人口？", VILLAGE, "530"),
        ("松坪村多少户？", VILLAGE, "148"),
        ("谁是松坪村的支书？", VILLAGE, "唐有才"),
        ("松坪村的村主任是谁", VILLAGE, "唐秋生"),
        ("松坪村种什么？", VILLAGE, "毛竹"),
        ("2月16日夜班是谁？", DUTY, "韩立新"),
        ("2月16日谁带班？", DUTY, "方敏"),
        ("2月16日值班电话多少？", DUTY, "8231002"),
        ("教育2026年预算数是多少？", BUDGET, "105200"),
        ("教育2025年执行数多少", BUDGET, "98650"),
        ("潜水泵买了几台？", GOODS, "4"),
        ("潜水泵的单价是多少？", GOODS, "3200"),
        ("赵一鸣为什么离职？", LEFT, "退休"),
        ("赵一鸣什么时候离职？", LEFT, "2024-12-31"),
        ("美术课在星期几？", LESSONS, "星期四"),
        ("星期一第三节是什么课？", LESSONS, "体育"),
        ("水利局电话多少？", NO_HEADS, "0577-6231101"),
        ("水利局联系人是谁？", NO_HEADS, "罗建国"),
        ("阮小五住哪", "姓名：阮小五；学历：大专；住址：北巷3号", "北巷3号"),
    ],
)
def test_the_cell_under_the_head_that_is_asked_for_is_marked(
    segment: Segment, asked: str, row: str, cell: str
) -> None:
    """The whole cell and nothing beside it, whichever numbers and names stand nearer to the question's words."""
    passage = passage_of(row, segment)
    marked = mark_exact(parse_question(asked, segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(row) == cell


def test_a_cell_that_the_question_names_is_no_answer(segment: Segment) -> None:
    """Of 电话8231002是谁的 the cell 8231002 is what is known; K3路 does not name the price 3."""
    passage = passage_of("线路：K3路；票价（元）：3；间隔（分钟）：20", segment)
    marked = mark_exact(parse_question("K3路票价多少钱？", segment), passage, passage.sentences[0])
    assert marked is not None
    assert marked.span.of(passage.text) == "3"


@pytest.mark.parametrize(
    "prose",
    [
        "会议要求：一要落实责任；二要加强巡查。",
        "他说：“走吧。”",
        "巴吞他尼府（泰文：巴吞；英文：Pathum Thani）是泰国中部的一个府。",
        "一是：要落实责任，逐级负责；二是：要加强巡查，不留死角；三是：要及时报告，不得瞒报。",
        "市长周明主持会议；副市长吴江通报情况；各县区参加会议，并作发言。",
    ],
)
def test_prose_is_no_row(segment: Segment, prose: str) -> None:
    passage = passage_of(prose, segment)
    assert read_row(passage, passage.sentences[0]) == []
