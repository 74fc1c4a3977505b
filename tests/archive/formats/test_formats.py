"""Every reader, by its bytes; the readers' shared rules are tested over all of them."""

import sys

import pytest

from retrieval import Settings, open_answerer
from retrieval.archive import formats
from retrieval.archive.formats import read_records
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>江城召开防汛会议_江城日报网</title>
<link rel="canonical" href="https://www.example.cn/2021/0703/a.html">
<meta property="og:site_name" content="江城日报网"></head><body>
<div class="nav"><a href="/">首页</a><a href="/a">新闻</a><a href="/b">财经</a></div>
<h1>江城召开防汛会议</h1><div class="info">2021年07月03日 08:15 来源：江城日报 <a>打印</a></div>
<div class="content"><p>　　本报讯（记者<ruby>陈<rt>chén</rt></ruby>立）7月2日上午，全市防汛工作会议召开。市长周明主持会议。</p>
<p>　　周明强调，要逐段排查堤防，<b>落实</b>责任到人。</p><p>责任编辑：王一</p></div>
<div class="footer">版权所有 江城日报社</div></body></html>"""


def read_one(path, data, **fields):
    [record] = read_records(SourceFile(path, data, **fields), print)
    return record


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.html", "a.htm", "article?id=7", "a.shtml"])
def test_a_page_gives_its_main_text(name, encoding):
    """Main text, title, day, site and link come from the page, whatever it declares or is called."""
    record = read_one(name, PAGE.encode(encoding))
    assert record.title == "江城召开防汛会议"
    assert (record.date, record.source) == ("2021-07-03", "江城日报网")
    assert record.url == "https://www.example.cn/2021/0703/a.html"
    assert "（记者陈立）7月2日" in record.text
    assert "落实责任到人。" in record.text
    assert "首页" not in record.text
    assert "版权" not in record.text


def test_readings_over_characters_break_no_sentence():
    """A page's ruby leaves its characters alone, and joined to what stands around them."""
    item = "<li><ruby><rb>邕</rb><rp>(</rp><rt>yōng</rt><rp>)</rp></ruby>江穿过<ruby>南<rt>nán</rt>宁<rtc>níng</rtc></ruby>市区。</li>"
    record = read_one("a.html", f"<html><meta charset=utf-8><ul>{item * 3}</ul></html>".encode())
    assert "邕江穿过南宁市区。" in record.text


def test_a_page_in_big5_is_read():
    page = "<html><meta charset=big5><p>惠州市委書記劉吉主持會議並講話，市長溫金榮出席會議。</p></html>"
    record = read_one("a.html", page.encode("big5"))
    assert (record.encoding, record.text) == ("big5", "惠州市委書記劉吉主持會議並講話，市長溫金榮出席會議。")


@pytest.mark.parametrize(
    "page", ["", "<html></html>", "<html><body><script>x()</script></body></html>", "<!---->"]
)
def test_a_page_without_text_is_named(page):
    with pytest.raises(UnreadableError):
        read_one("a.html", page.encode())


def test_a_page_nested_beyond_reason_is_no_crash():
    page = "<div>" * 50_000 + "会议召开。" + "</div>" * 50_000
    try:
        text = read_one("a.html", page.encode()).text
    except UnreadableError as error:
        text = str(error)
    assert text


def test_a_page_of_a_crawl_has_its_link_and_type():
    """What the server said of a page decides how it is read."""
    record = read_one(
        "c.warc!/https://x.cn/7",
        "<p>全市会议昨日召开。</p>".encode("gbk"),
        url="https://x.cn/7",
        media="text/html; charset=gbk",
    )
    assert (record.url, record.text) == ("https://x.cn/7", "全市会议昨日召开。")


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
        "站点 | 水位",
        "江城站 | 23.5",
    ]


def test_the_first_heading_is_the_title():
    record = read_one("a.md", "# 通知\n\n明日停水。\n".encode())
    assert (record.title, record.text) == ("通知", "明日停水。")


@pytest.mark.parametrize("name", ["a.css", "a.js", "a.woff2"])
def test_parts_of_pages_are_passed_over(name):
    assert list(read_records(SourceFile(name, b"x"), print)) == []


@pytest.mark.parametrize(("name", "remedy"), [("a.doc", ".docx"), ("a.xls", ".csv"), ("a.rar", ".zip")])
def test_formats_that_are_not_read_name_a_remedy(name, remedy):
    with pytest.raises(UnreadableError, match=remedy):
        read_one(name, b"x")


def test_text_under_any_name_is_read():
    assert read_one("README", "会议召开。".encode()).text == "会议召开。"


SUBTITLES = '''"""Subtitles: the words that are spoken, without numbers and times."""

from retrieval.archive.formats.decoding import decode
from retrieval.values import Record


def read_records(file, report):
    text, encoding = decode(file.data)
    spoken = [line for line in text.splitlines() if line and not line[0].isdigit()]
    yield Record(path=file.path, text="\\n".join(spoken), encoding=encoding)
'''


def test_a_format_is_added_by_one_module_and_one_line(tmp_path, monkeypatch):
    """A stranger's module in the folder of formats, named in one line of the table, is asked like any other."""
    (tmp_path / "subtitles.py").write_text(SUBTITLES, "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    monkeypatch.setitem(formats.FORMATS, "subtitles", ".srt")
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.srt").write_text("1\n00:00:01,000 --> 00:00:04,000\n市长周明主持防汛会议。\n", "utf-8")
    answerer = open_answerer(Settings(_env_file=None, archive=archive, threshold=0), print)
    [quote] = answerer.ask("谁主持防汛会议？").quotes
    assert (quote.text, quote.exact_text) == ("市长周明主持防汛会议。", "周明")
    del sys.modules["retrieval.archive.formats.subtitles"]
