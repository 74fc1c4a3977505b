from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.names import find_names, kind_of
from retrieval.chinese.word_kinds import word_kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市委书记、市人大常委会主任刘吉主持会议并讲话", [("刘吉", "person"), ("会议", "meeting")]),
        ("市長溫金榮14日出席會議", [("溫金榮", "person"), ("14日", "time"), ("會議", "meeting")]),
        ("常务副市长王濱通报", [("王濱", "person")]),
        ("孙川东、赖建华、黄维玉参加", [("孙川东", "person"), ("赖建华", "person"), ("黄维玉", "person")]),
        (
            "劳尔·卡斯特罗2012年7月4日抵达北京",
            [("劳尔·卡斯特罗", "person"), ("2012年7月4日", "time"), ("北京", "place")],
        ),
        ("《孙子兵法》的作者", [("《孙子兵法》", "document")]),
        ("在上海交通大学学习", [("上海交通大学", "organisation")]),
        ("市长是莫马雷", [("莫马雷", "person")]),
        ("委员长郭小华会见", [("郭小华", "person")]),
        ("总经理郭小华", [("郭小华", "person")]),
        ("首席执行官郭小华", [("郭小华", "person")]),
        ("院士戚务生说", [("戚务生", "person")]),
        ("访问伊拉克", [("伊拉克", "place")]),
        ("正式宣言", []),
        ("高度重视，严格管理", []),
    ],
)
def test_names_are_found_by_kind(text: str, expected: list[tuple[str, str]], segment) -> None:
    """Each name is found whole and under its kind, in simplified and traditional text."""
    assert [(name.span.of(text), name.kind) for name in find_names(text, segment(text))] == expected


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("刘吉", "person"),
        ("溫金榮", "person"),
        ("威廉·琼斯", "person"),
        ("11月14日下午", "time"),
        ("11月14日早间", "time"),
        ("11月14日午后", "time"),
        ("14日深夜", "time"),
        ("14日中午", "time"),
        ("11月14日晚", "time"),
        ("二〇二一年", "time"),
        ("去年", "time"),
        ("国务院", "organisation"),
        ("全市疫情防控工作会议", "meeting"),
        ("美国", "place"),
        ("《公羊学引论》", "document"),
        ("外防输入", None),
        ("张建国", "person"),
        ("李长江", "person"),
        ("王东海", "person"),
        ("张家港", "place"),
        ("黄河", "place"),
        ("陈国", "place"),
        ("绿河市", "place"),
        ("任何", None),
        ("项目", None),
        ("时间", None),
        ("党委", None),
        ("", None),
    ],
)
def test_a_name_alone_has_its_kind(text: str, kind: str | None) -> None:
    """What is known to be one name is told apart by its form."""
    assert kind_of(text) == kind


@given(st.text(alphabet="刘吉市长2021年《》、会议·王省强调 \n", max_size=30))
def test_names_lie_in_the_text(segment, text: str) -> None:
    """Names are in order, do not overlap, are not empty and lie inside the text."""
    end = 0
    for name in find_names(text, segment(text)):
        assert end <= name.span.start < name.span.end <= len(text)
        end = name.span.end


@given(st.text(alphabet="王李张陈曾建国长江东海山城家港村部伊拉克广州强调", min_size=2, max_size=3))
def test_a_word_and_a_name_are_of_one_kind(word: str) -> None:
    """What a word is known to name it names alone as well: a person, a place, a body."""
    known = word_kind(word)
    if known in {"person", "place", "organisation"}:
        assert kind_of(word) == known


@pytest.mark.parametrize(
    "text",
    ["昨晚", "今晚", "当天", "次日", "后天", "上星期", "11月14日夜里", "十月廿三日", "14日晚间", "前年底"],
)
def test_words_of_time_are_no_names_of_things(text: str) -> None:
    """那昨晚呢 asks the last question for another time, as 那昨天呢 does."""
    assert kind_of(text) == "time"
