"""The page: a question and its answer, an article, a timeline and a person, without scripts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html

if TYPE_CHECKING:
    from starlette.testclient import TestClient


def read(client: TestClient, path: str, **parameters: object) -> html.HtmlElement:
    """Return a page as a browser reads it."""
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def text_of(page: html.HtmlElement, path: str) -> str:
    return " ".join(" ".join(found.text_content().split()) for found in page.cssselect(path))


def test_an_answer_is_a_sentence_with_its_exact_words_marked(client: TestClient) -> None:
    """Beside it stand title, date, a citation to copy, and the way to the sentence in its article."""
    page = read(client, "/", q="清禾大桥全长多少米？")
    assert text_of(page, "section.sure h1") == "清禾大桥全长多少米？"
    assert text_of(page, "section.sure > blockquote") == "6月30日，全长1876米的清禾大桥正式建成通车。"
    assert text_of(page, "section.sure > blockquote mark") == "1876米"
    assert "清禾大桥建成通车 · 2020年6月30日" in text_of(page, "section.sure > .source cite")
    assert text_of(page, "section.sure > .cite textarea") == "清禾大桥建成通车[N]. 2020-06-30."
    [link] = page.cssselect("section.sure > blockquote a")
    assert link.get("href") == "/d/bridge#s1"
    article = read(client, "/d/bridge")
    assert text_of(article, "#s1") == "6月30日，全长1876米的清禾大桥正式建成通车。"


def test_what_is_not_sure_says_so(client: TestClient) -> None:
    """The three ways to answer look different: a refusal shows no sentence, only headlines."""
    refused = read(client, "/", q="深圳市市长是谁？")
    assert "档案里没有说" in text_of(refused, "section.none .lead")
    assert not refused.cssselect("section.none blockquote")
    outcomes = {
        read(client, "/", q=question).cssselect("section")[0].get("class")
        for question in (
            "清禾大桥全长多少米？",
            "深圳市市长是谁？",
            "交易会办得怎么样",
            "博物馆好不好玩",
            "大桥贵不贵",
        )
    }
    assert {"sure", "none"} <= outcomes <= {"sure", "nearest", "none"}


def test_a_question_follows_what_the_page_has_shown(client: TestClient) -> None:
    """What was asked travels in the form; the question in full is shown, and can be asked as it was written."""
    first = read(client, "/", q="清禾大桥的总工程师是谁？")
    assert [field.get("value") for field in first.cssselect("form [name=after]")] == [
        "清禾大桥的总工程师是谁？"
    ]
    second = read(client, "/", q="他介绍了什么？", after="清禾大桥的总工程师是谁？")
    assert "↪ 纪云帆 介绍了什么" in text_of(second, "section")
    [alone] = [link for link in second.cssselect("section a") if "照原样问" in link.text_content()]
    assert unquote(alone.get("href")) == "/?q=他介绍了什么？"
    again = read(client, "/", q="他介绍了什么？", after="清禾大桥的总工程师是谁？")
    assert text_of(again, "section") == text_of(second, "section")


def test_days_and_sources_narrow_and_stay(client: TestClient) -> None:
    """A filter is shown in the form, travels with links, and keeps other documents out."""
    page = read(client, "/", q="交易会有多少家企业参展？", since="2022-01-01", until="2022-12-31")
    assert "412家" in text_of(page, "section")
    assert "326家" not in text_of(page, "section")
    assert [field.get("value") for field in page.cssselect("[name=since]")] == ["2022-01-01"]
    links = [link.get("href") for link in page.cssselect("section a")]
    assert all("since=2022-01-01" in link for link in links if link.startswith("/"))
    wrong = client.get("/", params={"q": "谁？", "since": "2022-02-30"})
    assert wrong.status_code == 400
    assert "since" in wrong.text


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hans", "档案里没有说"), ("zh-Hant", "檔案裡沒有說"), ("en", "does not say")]
)
def test_the_page_speaks_three_languages(client: TestClient, language: str, said: str) -> None:
    """By choice, else as the browser accepts; links keep the choice."""
    page = client.get("/", params={"q": "深圳市市长是谁？", "lang": language})
    assert said in page.text
    assert page.headers["content-language"] == language
    assert f'<html lang="{language}">' in page.text
    assert f"lang={language}" in html.fromstring(page.text).cssselect("section a")[0].get("href")
    assert (
        client.get("/", headers={"accept-language": f"{language},fr"}).headers["content-language"] == language
    )


def test_text_of_the_archive_and_of_the_reader_is_never_markup(client: TestClient) -> None:
    """Titles, ids, sources, addresses and sentences are text wherever they are shown, and so is what is asked."""
    attack = "外星人市长主持了什么？<script>alert(2)</script>"
    for path, parameters in (
        ("/", {"q": "外星人市长主持了什么？"}),
        ("/", {"q": attack, "after": attack, "since": '"><script>', "source": '"><script>'}),
        ("/", {}),
        ("/timeline", {"topic": "听证会<script>"}),
        ("/who", {"name": "<script>外星人"}),
        ("/d/../%22%3E%3Cscript%3Ealert(1)%3C/script%3E%0D%0AX:%20y%3F%23", {}),
    ):
        answer = client.get(path, params=parameters or None)
        page = html.fromstring(answer.text)
        assert [script.get("src") for script in page.cssselect("script")] == ["/static/page.js"]
        assert not page.cssselect("img, b, [onerror], [href^=javascript]")
        assert "49" not in text_of(page, "h1")
        assert not re.search("[\x00-\x08\x0b-\x1f]", answer.text)
        assert "X" not in answer.headers


def test_a_strange_document_is_reached_by_its_link(client: TestClient) -> None:
    """The address that a page gives for an id leads to that document."""
    page = read(client, "/", q="外星人市长主持了什么？")
    links = [link.get("href") for link in page.cssselect("section a") if "alert" in unquote(link.get("href"))]
    assert links
    article = client.get(links[0].partition("#")[0])
    assert article.status_code == 200
    assert "外星人市长" in article.text


def test_a_timeline_and_a_person_are_pages(client: TestClient) -> None:
    """Days in order with their sentences, an office with its sentence; what is unknown is said to be."""
    page = read(client, "/timeline", topic="交易会")
    days = [day.get("datetime") for day in page.cssselect("time")]
    assert days == sorted(set(days))
    assert days[0] == "2021-09-18"
    assert "副市长" in text_of(read(client, "/who", name="罗雁"), "strong")
    for path, name in (("/timeline", "topic"), ("/who", "name")):
        assert "没有找到" in text_of(read(client, path, **{name: "澄练河"}), "main")
        assert read(client, path).cssselect(f"form [name={name}]")


def test_a_start_page_offers_questions_that_are_answered(client: TestClient) -> None:
    """Each suggestion leads to a sure answer, each headline to its article."""
    page = read(client, "/")
    suggestions = [
        link.get("href") for link in page.cssselect("main ul a") if link.get("href").startswith("/?q")
    ]
    assert suggestions
    for link in suggestions:
        assert read(client, link).cssselect("section.sure")
    for link in page.cssselect("main ul a"):
        assert client.get(link.get("href")).status_code == 200


@pytest.mark.parametrize("path", ["/d/none", "/nosuch", "/d/", "/static/../app.py", "/static/nosuch"])
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, path: str) -> None:
    """With the way back."""
    answer = client.get(path)
    assert answer.status_code == 404
    assert 'href="/"' in answer.text


def test_a_page_is_small(client: TestClient) -> None:
    """Page, style and script together stay below 60 kB, for an answer with all that folds out."""
    parts = ["/?q=交易会有多少家企业参展？", "/static/page.css", "/static/page.js", "/static/icon.svg"]
    assert sum(len(client.get(part).content) for part in parts) < 60_000


def test_several_questions_are_answered_each(client: TestClient) -> None:
    """Each under its words."""
    page = read(client, "/", q="清禾大桥全长多少米？云渡博物馆新馆在哪里？")
    assert [heading.text_content() for heading in page.cssselect("section h1")] == [
        "清禾大桥全长多少米？",
        "云渡博物馆新馆在哪里？",
    ]
