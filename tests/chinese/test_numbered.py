"""Which things are told apart by their number, and which words only look so."""

from __future__ import annotations

import pytest

from retrieval.chinese.numbered import find_numbered


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("3号线什么时候开通", "号线", 3),
        ("三号线多长", "号线", 3),
        ("五号泵站日供水多少", "号泵站", 5),
        ("2号接种点在哪里", "号接种点", 2),
        ("三号码头停运", "号码头", 3),
        ("第五届交易会", "届", 5),
        ("首届进博会", "届", 1),
        ("五班有多少人", "班", 5),
        ("高三(5)班", "班", 5),
        ("16路的首班车", "路", 16),
        ("二标段谁中标", "标", 2),
        ("第2标段谁中标", "标", 2),
        ("神舟十三号乘组", "神舟号", 13),
        ("北斗3号", "北斗号", 3),
        ("长征五号运载火箭是在海南发射的", "长征号", 5),
        ("2021年谁夺冠", "year", 2021),
        ("二〇二一年谁夺冠", "year", 2021),
        ("二○二一年谁夺冠", "year", 2021),
        ("11月14日谁主持", "day", 1114),
        ("十一月十四日谁主持", "day", 1114),
        ("第九版防控方案", "版", 9),
        ("318国道", "国道", 318),
        ("一期工程", "期", 1),
        ("第二期", "期", 2),
        ("1号楼", "号楼", 1),
        ("二环路", "环", 2),
        ("三年级", "年级", 3),
        ("第3条规定", "条", 3),
        ("十九大", "大", 19),
        ("二十一大", "大", 21),
        ("第十四届全国人大", "届", 14),
    ],
)
def test_a_numbered_thing_has_a_kind_and_a_number(text: str, kind: str, number: int) -> None:
    """In either writing the number is the same."""
    assert [(one.kind, one.number) for one in find_numbered(text)] == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "第三产业", "第一时间", "第一书记", "一路平安", "第二次世界大战", "五名代表", "三个人", "三班倒", "昨天是14号", "98年",
        "二十条措施", "三分之一", "十大新闻", "十二大行业", "第三人民", "三路人马", "一期一会", "第1产业", "16路口", "五环节",
        "第一代表团", "三院长", "", "13月45日",
    ],
)  # fmt: skip
def test_counts_and_words_are_none(text: str) -> None:
    """What is counted, what a numeral only begins, and what is no day."""
    assert find_numbered(text) == []


def test_a_day_has_one_number_in_either_writing() -> None:
    """廿三日 too, as it is written of the lunar calendar."""
    numbers = [
        find_numbered(text)[0].number for text in ("10月23日开会", "十月二十三日开会", "十月廿三日开会")
    ]
    assert numbers == [1023, 1023, 1023]
