from __future__ import annotations

import json

import pytest

from retrieval.archive.formats.embedded import find_embedded
from retrieval.archive.formats.html import parse_markup, parse_page

ARTICLE = {
    "@type": "NewsArticle",
    "headline": "灯塔完工",
    "articleBody": "灯塔修缮工程由石匠队队长翁大力主持，历时七个月。",
}
POST = {"title": "灯塔完工", "content": "<p>灯塔修缮工程由石匠队队长翁大力主持，</p><p>历时七个月。</p>"}


def page(script: str) -> str:
    """Return a page that a script fills."""
    return f"<html><head>{script}</head><body><div id=app>加载中…</div></body></html>"


@pytest.mark.parametrize(
    "script",
    [
        f'<script type="application/ld+json">{json.dumps(ARTICLE, ensure_ascii=False)}</script>',
        f'<script type="application/ld+json">{json.dumps({"@graph": [{"@type": "WebSite", "name": "江城"}, ARTICLE]})}</script>',
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps({"props": {"pageProps": {"post": POST}}})}</script>',
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'detail': POST}, ensure_ascii=False)};(function(){{}})()</script>",
    ],
)
def test_an_article_that_stands_in_json_alone_is_read(script: str) -> None:
    """The placeholder is not the article; what it says is told as left out."""
    record = parse_page(page(script), "a.html", "utf-8")
    assert "由石匠队队长翁大力主持" in record.text
    assert "<" not in record.text
    assert record.title == "灯塔完工"
    assert [one.text for one in record.left_out] == ["加载中…"]


def test_author_and_house_have_names() -> None:
    """As schema.org writes them."""
    more = ARTICLE | {
        "author": [{"name": "陈立"}],
        "publisher": {"name": "江城日报"},
        "datePublished": "2023-02-03",
    }
    record = find_embedded(
        parse_markup(page(f'<script type="application/ld+json">{json.dumps(more)}</script>'))[0]
    )
    assert (record.byline, record.source, record.date) == ("陈立", "江城日报", "2023-02-03")


@pytest.mark.parametrize(
    "script", ["", "<script>var a = 1;</script>", '<script type="application/ld+json">{"a":</script>']
)
def test_a_page_without_an_article_in_its_json(script: str) -> None:
    """Scripts and damaged JSON are no article."""
    assert find_embedded(parse_markup(page(script))[0]).text == ""


def test_questions_and_answers_are_an_article():
    """Help pages keep them as schema.org names them, and show a placeholder."""
    one = {
        "@type": "Question",
        "name": "怎样补办社保卡？",
        "acceptedAnswer": {"@type": "Answer", "text": "<p>持身份证到窗口办理。</p>"},
    }
    script = (
        f'<script type="application/ld+json">{json.dumps({"@type": "FAQPage", "mainEntity": [one]})}</script>'
    )
    assert parse_page(page(script), "a.html", "utf-8").text == "怎样补办社保卡？\n持身份证到窗口办理。"
