from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.documents import parse_document
from retrieval.archive.records import Record, Repaired

# Texts whose lines end in no sentence mark, or hardly any: each line must be found.
TEXTS = {
    "messages": """2023-05-06 09:12:33 老周
明天谁去接水泵

2023-05-06 09:13:40 老周
水泵上午十点半到东站货场
好的，收到。
水泵型号是QW50""",
    "a statute": """临江县河道采砂管理办法
第一条 为加强河道采砂管理制定本办法
第二条 县水利局是河道采砂的主管机关
第三条 违反本办法的，处五万元以上二十万元以下罚款。
第四条 本办法自2023年1月1日起施行""",
    "verse": """山居即事
（清）沈砚秋
竹外寒泉落
松间旧屋明
注：沈砚秋，字墨卿，临江人。""",
    "subtitles": """1
00:00:01,000 --> 00:00:03,000
欢迎来到临江县

2
00:00:04,000 --> 00:00:06,000
今天我们去看灯塔
灯塔高二十八米。""",
    "rows": """临江县防汛值班电话
水利局 值班员罗敏 电话8101
交通局 值班员何立 电话8102
遇有险情请立即拨打。""",
    "a list": """春游要带的东西：
水壶
收藏
雨伞
编辑：把名单发给王老师
请于周五前备齐。
手电筒""",
    "a menu": """食堂本周菜单
周一 红烧肉 炒青菜 米饭
周二 宫保鸡丁 凉拌黄瓜 馒头""",
}


@pytest.mark.parametrize("name", TEXTS)
def test_lines_without_a_full_stop_are_found(name: str) -> None:
    """Each line of a text without a site is a paragraph, but for the headline and one credit below it."""
    text = TEXTS[name]
    document = parse_document(Record("a.txt", text), Repaired(text))
    paragraphs = {span.of(text) for span in document.paragraphs}
    lines = {line for line in text.split("\n") if line}
    assert lines - paragraphs <= {document.metadata.title, *(one.text for one in document.left_out)}
    assert len(lines - paragraphs) <= len({document.metadata.title, "one line of metadata"})


def test_a_log_of_messages_has_no_headline() -> None:
    """Its first line is a sender and a time, which says the day."""
    text = "文澍 2026-10-14 09:12\n2号线验收那条我写\n荀一鸣 2026-10-14 09:15\n我下午两点回\n好的。"
    document = parse_document(Record("a.txt", text), Repaired(text))
    assert (document.metadata.title, str(document.metadata.date)) == ("", "2026-10-14")
    assert [span.of(text) for span in document.paragraphs] == text.split("\n")


WORDS = st.sampled_from(
    ["首页 > 要闻", "收藏", "打印", "江城召开会议", "2021-07-03 08:15", "来源：江城日报", "责任编辑：王一", "新闻 体育 财经",
     "本报讯（记者陈立）会议召开。", "会议今天召开。", "客来无一事", "原标题：会议", "相关阅读", "", "——在会上的讲话", "版权所有"]
)  # fmt: skip


@given(st.lists(WORDS), st.booleans(), st.sampled_from(["", "标题"]))
def test_each_character_is_kept_or_told(lines: list[str], body: bool, title: str) -> None:
    """For any text: what is in no paragraph and no headline is among what was left out, and nothing twice."""
    text = "\n".join(lines)
    document = parse_document(Record("a.txt", text, title=title, body=body), Repaired(text))
    places: list[int] = []
    for span in document.paragraphs:
        places += range(span.start, span.end)
    for one in document.left_out:
        assert one.start is not None
        assert text.startswith(one.text, one.start)
        places += range(one.start, one.start + len(one.text))
    assert len(places) == len(set(places))
    rest = "".join("\n" if place in set(places) else character for place, character in enumerate(text))
    headlines = {document.metadata.title, *document.metadata.subtitle.split("\n")}
    for line in filter(None, map(str.strip, rest.split("\n"))):
        assert line in headlines or line.removeprefix("原标题：") in headlines
