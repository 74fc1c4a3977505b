"""What a site drives into its texts again and again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair import repair
from retrieval.archive.repair.steps import apply
from retrieval.archive.repair.suspicion import find_suspects
from retrieval.archive.repair.watermarks import find_watermarks, strip_watermarks

SENTENCES = (
    "老艄公姓尉迟，在河西渡|撑了四十年船，从没收过孤寡人家一文钱。",
    "磨坊主人叫鲁直，他养的驴|名叫黑将军，一天能磨三石麦子。",
    "守夜人冷秋每晚敲五遍梆子，|风雨无阻，一直敲到七十三岁。",
    "裁缝叶婆婆收过九个徒弟，最小的那个后来去了省城|开店。",
    "粮店掌柜阿昌娶了石家三妹|，婚宴摆了十二桌，镇上人人有份。",
)
WATERMARKS = (
    "（更多精彩请看临江旧事网）", "【临江文库首发】", "[手打整理 小说论坛]", "www.linjiang.example.com", "ｗｗｗ．ｌｊｗｘ．ｃｏｍ",
    "更多精彩请看临江旧事网", "★临江书屋★", "（本书由临江文学网整理提供）", "https://www.ljws.net/read/12.html", "@临江小说网@",
)  # fmt: skip


@pytest.mark.parametrize("watermark", WATERMARKS)
def test_what_stands_behind_other_words_each_time_is_taken_out(watermark: str) -> None:
    """Of one text that holds it in each of its sentences; the text is suspected before it is repaired."""
    damaged = "\n".join(SENTENCES * 2).replace("|", watermark)
    sound = "\n".join(SENTENCES * 2).replace("|", "")
    assert find_suspects([sound, damaged, sound]) == {1}
    assert repair(damaged).text == sound


@pytest.mark.parametrize(
    "text",
    [
        "临江县水务有限公司（以下简称网站公司）昨日开工，工期两年，投资三千万元，由市建工集团承建。" * 6,
        "更多信息请登录市政府网站查询。" * 20,
        "（单位：万元，资料来源：统计局网站）" * 20,
        "".join(f"第{n}号公告，详情见临江水务网（www.ljsw{n}.gov.cn）。" for n in range(20)),
        "".join(f"记者从市政府网站获悉，第{n}座桥通车。" for n in range(20)),
    ],
)
def test_what_an_author_writes_often_stays(text: str) -> None:
    """A name that is shortened, a way to ask, a unit, addresses that differ."""
    assert not strip_watermarks(text).edits


@given(st.text(st.sampled_from("甲乙丙（）【】网首发，。 www.a1com\n更多精彩请看"), max_size=300))
def test_only_what_looks_like_a_watermark_is_taken_out(text: str) -> None:
    """Of any text, and nothing is left to take out."""
    looks = [found.span for found in find_watermarks(text)]
    edits = strip_watermarks(text).edits
    assert all(
        any(look.start == edit.span.start and edit.span.end - look.end in (0, 1) for look in looks)
        for edit in edits
    )
    assert all(left.span.end <= right.span.start for left, right in pairwise(edits))
    assert len(apply(edits, text)) == len(text) - sum(len(edit.span) for edit in edits)
