"""Lists that are marked as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from passages import passage_of, place

from retrieval.question.parsing import parse_question
from retrieval.reader.exact.lists import find_list, wants_list, whole_list

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


@pytest.mark.parametrize(
    ("asked", "text", "whole"),
    [
        (
            "今年抓哪三项工作",
            "今年抓好三项工作：一是实施产业倍增行动，新增企业60家；二是推进城市更新；三是办好实事。",
            "一是实施产业倍增行动，新增企业60家；二是推进城市更新；三是办好实事",
        ),
        (
            "哪些地方不能放鞭炮",
            "下列场所不得燃放：（一）医院、学校；（二）加油站；（三）山林、草地。",
            "（一）医院、学校；（二）加油站；（三）山林、草地",
        ),
        (
            "哪些月饼不合格",
            "不合格产品分别是：甲厂的五仁月饼，菌落超标；乙坊的莲蓉月饼，防腐剂超标；丙店的豆沙月饼，霉菌超标。",
            "甲厂的五仁月饼，菌落超标；乙坊的莲蓉月饼，防腐剂超标；丙店的豆沙月饼，霉菌超标",
        ),
        (
            "四清四净是哪四清哪四净",
            "全市开展“四清四净”行动，即清河道、清街巷、清庭院、清田园，净水、净路、净院、净土。",
            "清河道、清街巷、清庭院、清田园，净水、净路、净院、净土",
        ),
        (
            "三查三看指什么",
            "县里开展“三查三看”活动：查思想、看担当，查作风、看服务，查纪律、看底线。",
            "查思想、看担当，查作风、看服务，查纪律、看底线",
        ),
        (
            "公园分哪几种",
            "城市公园分为综合公园、专类公园、社区公园和游园四类。",
            "综合公园、专类公园、社区公园和游园",
        ),
        # Whom one sentence asks for, a list does not answer; and no list is made of what has none.
        ("谁主持会议", "会议要求：一是抓好防疫；二是保障生产。", None),
        ("哪些人参加", "市领导和有关单位负责同志参加会议。", None),
        ("除了甲、乙还有哪一个", "分别为甲、乙、丙、丁。", None),
    ],
)
def test_who_asks_for_several_is_given_all(
    segment: Segment, asked: str, text: str, whole: str | None
) -> None:
    """A list that is numbered, or that stands behind a colon or 即, is one answer from its first item to its last."""
    passage = passage_of(text, segment)
    found = find_list(parse_question(asked, segment), passage, passage.sentences[0])
    assert (found and found.of(text)) == whole


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        (
            "首批部署在苏州、无锡、常州、南通四座城市。",
            "苏州、无锡、常州、南通四座城市",
            "苏州、无锡、常州、南通",
        ),
        (
            "代表作有《采茶调》《送夫修堤》《卖花记》，获奖多次。",
            "《送夫修堤》",
            "《采茶调》《送夫修堤》《卖花记》",
        ),
        ("景区有大雁山、龙潭湖；馆有三处。", "大雁山、龙潭湖；馆有三处", "大雁山、龙潭湖"),
        ("获奖的是戎建国一家。", "戎建国一家", "戎建国一家"),
    ],
)
def test_a_mark_on_some_items_grows_to_all(segment: Segment, text: str, marked: str, whole: str) -> None:
    """All items are marked, without what counts them, and nothing of the next list."""
    passage = passage_of(text, segment)
    question = parse_question("有哪些", segment)
    assert whole_list(question, passage, place(text, marked), passage.sentences[0]).of(text) == whole


@pytest.mark.parametrize(
    ("asked", "several"),
    [("哪几项", True), ("四个优先指什么", True), ("谁主持会议", False), ("什么是水价", False)],
)
def test_what_asks_for_several(segment: Segment, asked: str, several: bool) -> None:
    """Several are asked for by 哪几, or by the name of what has so many parts."""
    assert wants_list(parse_question(asked, segment)) is several
