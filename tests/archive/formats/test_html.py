"""Web pages; whole ones as they are saved are data in `tests/cases/pages/`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.archive.formats import read_records
from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from retrieval.values import Document

CASES = Path(__file__).parents[2] / "cases" / "pages"


def cases(name: str) -> list[Any]:
    """Return a bin of pages, each called by its kind and why it is there."""
    found = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return [pytest.param(case, id=f"{case['kind']}: {case['why']}") for case in found]


def read(case: dict[str, Any]) -> Document:
    """Read a page down to its document; nothing of it is reported."""
    data = case["page"].lstrip("\n").encode(case.get("encoding", "utf-8"))
    [(_, document)] = read_source(SourceFile(case["name"], data), pytest.fail)
    return document


def fields(document: Document) -> dict[str, Any]:
    """Return what a case says of a page."""
    metadata = document.metadata
    return {
        "title": metadata.title,
        "source": metadata.source,
        "byline": metadata.byline,
        "date": metadata.date.isoformat() if metadata.date else "",
        "date_text": metadata.date_text,
        "url": metadata.url,
        "paragraphs": [span.of(document.text) for span in document.paragraphs],
    }


def expected(case: dict[str, Any]) -> dict[str, Any]:
    """Return the same, as the case says it; where the day is written in full, it is the date's text."""
    said = {name: case.get(name, "") for name in ("title", "source", "byline", "date", "url", "paragraphs")}
    return said if "date_text" not in case else {**said, "date_text": case["date_text"]}


@pytest.mark.parametrize("case", cases("in_the_wild"))
def test_in_the_wild(case: dict[str, Any]) -> None:
    """A page gives its article and its fields, and nothing of the site around it."""
    wanted = expected(case)
    found = fields(read(case))
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize("case", cases("untouched"))
def test_must_not_be_touched(case: dict[str, Any]) -> None:
    """Nothing is repaired where nothing is damaged."""
    assert read(case).steps == ()


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", cases("known_failures"))
def test_known_failures(case: dict[str, Any]) -> None:
    """What a person would read otherwise."""
    wanted = expected(case)
    found = fields(read(case))
    assert {name: found[name] for name in wanted} == wanted


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
    assert (record.date, record.source) == ("2021-07-03", "江城日报")
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
