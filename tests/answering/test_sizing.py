"""Amounts are asked for as people ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.answering.sizing import ask_amount, ends_as_thing, find_subject, is_thing

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("clause", "subject", "named", "asked"),
    [
        ("全长1200米", "东江大桥", [], ("东江大桥有多长？", "1200")),
        ("东江大桥全长约1.2公里", "东江大桥", [], ("东江大桥有多长？", "1.2")),
        ("海拔1642米", "望雁顶", [], ("望雁顶海拔多少米？", "1642")),
        ("全馆藏书四十二万册", "", [], None),
        ("市图书馆藏书已达四十二万册", "市图书馆", [], ("市图书馆有多少册藏书？", "四十二万")),
        ("工程总投资两亿四千万元", "总指挥", ["北渠工程"], ("北渠工程总投资多少钱？", "两亿四千万")),
        ("工程总投资两亿四千万元", "总指挥", [], None),
        ("历时七个月", "灯塔修缮工程", [], ("灯塔修缮工程用了多长时间？", "七")),
        ("全长1200元", "东江大桥", [], None),
        ("驾驶员安全奖每月400元", "驾驶员安全奖", [], ("驾驶员安全奖每月多少钱？", "400")),
        ("报价22.4万元", "锦和物业", [], None),
        ("组委会招募志愿者3200名", "组委会", [], ("组委会招募多少名志愿者？", "3200")),
        ("一台主机最多可以绑定5个账号", "", [], ("一台主机最多可以绑定多少个账号？", "5")),
        ("长江大桥全长3公里宽20米", "长江大桥", [], None),
        ("设第5公里欢乐跑", "赛事", [], None),
    ],
)
def test_an_amount_is_asked_for(
    clause: str, subject: str, named: list[str], asked: tuple[str, str] | None, segment: Segment
) -> None:
    """A measure has its own question, in its own units; whose amount it is must be known, and there must be one."""
    assert ask_amount(clause, subject, named, segment) == asked


@pytest.mark.parametrize(
    ("clause", "subject"),
    [
        ("东江大桥建成通车", "东江大桥"),
        ("灯塔修缮工程昨日完工", "灯塔修缮工程"),
        ("县城至省城每日四班", ""),
        ("沐河全长143公里", "沐河"),
        ("昨天下了雨", ""),
        ("", ""),
    ],
)
def test_the_subject_is_what_a_clause_begins_with(clause: str, subject: str, segment: Segment) -> None:
    assert find_subject(clause, segment) == subject


def test_a_thing_can_be_asked_about_wherever_it_stands(segment: Segment) -> None:
    """东江大桥 is one thing, 新馆 one of many, and what a headline begins with may hold verbs."""
    assert is_thing("东江大桥", segment)
    assert not is_thing("新馆", segment)
    assert not is_thing("施工", segment)
    assert ends_as_thing("全市供热工作会议", segment)
    assert not ends_as_thing("会议", segment)
