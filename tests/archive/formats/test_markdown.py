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
