"""Of several like items, those that are not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.items import find_besides
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
        ("迁出多少户", "镇里登记:迁入31户,迁出18户。", "迁入31户,"),
        ("多少户参加投票", "赞成的86户,反对的12户。", ""),
        # What was before is left out, or what is now where it is asked what was.
        ("车位费多少钱", "车位费由每月150元调整为200元。", "每月150元"),
        ("车位费原来多少钱", "车位费由每月150元调整为200元。", "200元"),
        ("门诊在几楼", "地点二楼有误,应为三楼。", "地点二楼有误,应为"),
        # Both in one clause: which words belong to which is not known.
        ("女子冠军是谁", "郝建军获男子冠军、罗秋云获女子冠军。", ""),
    ],
)
def test_clauses_of_other_items_are_left_out(segment: Segment, asked: str, text: str, besides: str) -> None:
    """A clause that names another item, and those that follow without a name, tell nothing of the one asked for."""
    found = find_besides(parse_question(asked, segment), text, Span(0, len(text)))
    assert "".join(span.of(text) for span in found) == besides
