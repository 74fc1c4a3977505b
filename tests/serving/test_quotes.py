"""Sentences, sources and articles as the page's templates take them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request

from retrieval.serving.quotes import show_quote, show_source
from retrieval.serving.views import View
from retrieval.values import Metadata, Place

if TYPE_CHECKING:
    from retrieval import Answerer
    from retrieval.serving.desk import Desk


def view() -> View:
    scope = {"type": "http", "path": "/", "query_string": b"", "headers": [], "method": "GET"}
    return View(Request(scope), "zh-Hans")


def test_three_pieces_are_the_sentence(desk: Desk, town: Answerer) -> None:
    """With exact words or without, nothing is lost between the pieces."""
    for question in ("清禾大桥全长多少米？", "罗雁指出了什么？"):
        for quote in town.ask(question).shown:
            for one in (quote, replace(quote, exact=None)):
                shown = show_quote(desk, view(), one)
                assert shown["before"] + shown["exact"] + shown["after"] == quote.text
                assert shown["exact"] == (one.exact_text or "")


def test_the_place_is_said_with_the_source() -> None:
    """A page in its language; a citation of the article is one of the whole of it."""
    shown = show_source(view(), Metadata("a", "a.pdf", title="年报"), Place("page", "", "3"))
    assert "第3页" in shown["cited"]
    assert "第3页" not in shown["citation"]


def test_only_an_address_of_the_web_is_a_link() -> None:
    """What an archive calls a url may be a script."""
    for url in ("javascript:alert(1)", "data:text/html,x", "//a.org", " https://a.org", ""):
        assert show_source(view(), Metadata("a", "a.txt", url=url))["url"] == ""
    assert show_source(view(), Metadata("a", "a.txt", url="https://a.org"))["url"] == "https://a.org"
