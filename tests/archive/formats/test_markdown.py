"""Markdown."""

from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile


def read_one(path, data):
    [record] = read_records(SourceFile(path, data), print)
    return record


MARKDOWN = """---
title: "全市会议召开"
date: 2022-11-14
author: 戴建
---
会议**昨日**在[市政府](https://x.cn)
召开。

## 议程

- 第一项
- 第二项

| 站点 | 水位 |
|---|---|
| 江城站 | 23.5 |
"""


def test_markdown_loses_its_marks():
    """The text reads as a person sees it; the front matter gives the fields."""
    record = read_one("a.md", MARKDOWN.encode())
    assert (record.title, record.date, record.byline) == ("全市会议召开", "2022-11-14", "戴建")
    assert record.text.split("\n") == [
        "会议昨日在市政府召开。",
        "议程",
        "第一项",
        "第二项",
        "站点：江城站；水位：23.5",
    ]


def test_the_first_heading_is_the_title():
    record = read_one("a.md", "# 通知\n\n明日停水。\n".encode())
    assert (record.title, record.text) == ("通知", "明日停水。")


def test_a_line_end_is_a_space_between_words_and_nothing_between_characters():
    """Wrapped Chinese is joined without a space, which would split a word; wrapped English keeps its space."""
    assert read_one("a.md", "明日\n停水 water\ncut".encode()).text == "明日停水 water cut"


def test_notes_are_text_and_what_is_not_shown_is_told():
    """A parser takes a note for the address of a link; titles of links and comments are shown to nobody."""
    data = '# 公报\n\n雨量很大[^1]。<!-- 待核 -->\n\n[详见](a.html "原文")\n\n[^1]: 据水文站。\n[^a]: 另据气象台。\n'.encode()
    [record] = read_records(SourceFile("a.md", data), print)
    assert record.text.split("\n") == ["雨量很大[^1]。", "详见", "[^1]: 据水文站。", "[^a]: 另据气象台。"]
    assert [(one.reason, one.text) for one in record.left_out] == [
        ("comment", "待核"),
        ("words under the pointer", "原文"),
    ]


def test_lines_that_were_not_wrapped_stand_alone():
    """Who writes no empty lines between headline, day and sentences means a line by each line."""
    lines = [
        "新馆开放公告",
        "市图书馆 2025年8月1日",
        "老馆自8月15日起闭馆搬迁，新馆定于9月1日在城东大道188号开放。",
        "闭馆期间停止借书。",
    ]
    assert read_one("a.md", "\n".join(lines).encode()).text.split("\n") == lines
