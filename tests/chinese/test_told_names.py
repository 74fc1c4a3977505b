"""The other names that a text tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.chinese.folding import fold
from retrieval.chinese.told_names import Told, find_told_names, is_short_for

if TYPE_CHECKING:
    from retrieval.chinese.words import Segment


def tell(text: str, segment: Segment) -> list[Told]:
    """Return what a text tells."""
    return find_told_names(text, fold(text), segment(text))


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("东江经济技术开发区（以下简称“经开区”）揭牌。", "东江经济技术开发区", "经开区"),
        ("近日，東江經濟技術開發區(下稱經開區)揭牌。", "东江经济技术开发区", "经开区"),
        ("中国加入世界贸易组织（WTO）二十周年。", "世界贸易组织", "wto"),
        ("国内生产总值（GDP）增长百分之五。", "国内生产总值", "gdp"),
        ("WHO（世界卫生组织）发布报告。", "who", "世界卫生组织"),
        ("上海合作组织（上合组织）峰会。", "上海合作组织", "上合组织"),
        ("昨日沅商联（沅浦市工商业界联合会）换届。", "沅商联", "沅浦市工商业界联合会"),
        ("北约（北大西洋公约组织）峰会。", "北约", "北大西洋公约组织"),
        ("居民夜间消费热度，简称夜消度，每季度公布。", "居民夜间消费热度", "夜消度"),
        ("马铃薯，民间俗称“土豆”，原产南美洲。", "马铃薯", "土豆"),
        ("大熊猫又称猫熊，以竹为食。", "大熊猫", "猫熊"),
        ("南岭理工（全称南岭理工职业技术学院）建于1978年。", "南岭理工", "南岭理工职业技术学院"),
        ("WHO是世界卫生组织的缩写。", "who", "世界卫生组织"),
        ("《沅浦市养犬管理条例》（以下简称《条例》）施行。", "沅浦市养犬管理条例", "条例"),
        ("春苗助学基金会（英文缩写为YSEF，中文简称“春苗会”）。", "春苗助学基金会", "ysef"),
        ("春苗助学基金会（英文缩写为YSEF，中文简称“春苗会”）。", "春苗助学基金会", "春苗会"),
        ("第二十次全国代表大会（以下简称“大会”或“二十大”）。", "第二十次全国代表大会", "二十大"),
        ("沅浦市第三人民医院，又称红枫医院。", "第三人民医院", "红枫医院"),
        ("沅浦顺达仓储有限公司（以下简称甲方）", "沅浦顺达仓储", "甲方"),
    ],
)
def test_a_text_tells_another_name(text: str, name: str, other: str, segment: Segment) -> None:
    """With a word that says so, or by its letters in brackets; the long name may be read without what stands before it."""
    assert any(name in told.readings and told.other == other for told in tell(text, segment))


@pytest.mark.parametrize(
    "text",
    [
        "市长张三（左）与李四（右二）握手。",
        "管理办法（试行）和手册（第3版）已发布。",
        "全市生产总值（2025年）一千亿元。",
        "北京大学（北京）与清华大学（深圳）合作。",
        "首席执行官CEO（张三）和TCL（惠州）公司。",
        "名单（PDF）见附件，王五（MBA）主讲。",
        "他又称赞了网格员，也叫停项目。",
        "市民韩梅（化名）、钱江（市民代表）、冯远（笑）。",
        "本合同由双方签订（以下简称本合同）。",
        "俗称“小黄鱼”的共享单车又来了。",
        "副市长郑海（兼）主持会议。",
    ],
)
def test_what_is_no_other_name_tells_none(text: str, segment: Segment) -> None:
    """A place, a part, an edition, a year, a laugh in brackets names nothing otherwise; nor does 称赞."""
    assert tell(text, segment) == []


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("东江经济技术开发区（以下简称“经开区”）", "技术开发区"),
        ("沅浦顺达仓储有限公司（以下简称甲方）", "有限公司"),
        ("中国加入世界贸易组织（WTO）", "加入世界贸易组织"),
    ],
)
def test_a_name_is_read_neither_too_short_nor_too_long(text: str, unread: str, segment: Segment) -> None:
    """What it is short for holds its characters; a verb in front is no part of a name."""
    assert not any(unread in told.readings for told in tell(text, segment))


@given(st.text(alphabet="经济开发区（）(),，。又称简“”WHOa的 \n", max_size=60))
def test_any_text_is_read(text: str) -> None:
    """Whatever stands in it: both names are pieces of the text, and not the same."""
    folded = fold(text)
    for told in find_told_names(text, folded, ()):
        assert told.other in folded
        assert told.readings
        assert all(one in folded and one != told.other for one in told.readings)


def test_a_short_name_holds_its_characters_in_their_order() -> None:
    """合上组织 is none of 上海合作组织, and what stands in it side by side is a part of it."""
    assert is_short_for("国资委", "国有资产监督管理委员会")
    assert not is_short_for("合上组织", "上海合作组织")
    assert not is_short_for("合作组织", "上海合作组织")
