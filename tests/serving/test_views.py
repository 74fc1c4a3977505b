"""One request for a page, and where it leads on."""

from __future__ import annotations

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from retrieval.serving.views import View, readable


def view(query: str) -> View:
    """Return the view of a request with this query."""
    scope = {"type": "http", "path": "/", "query_string": query.encode(), "headers": [], "method": "GET"}
    return View(Request(scope), "zh-Hans")


@given(st.text())
def test_what_is_readable_can_be_written(text: str) -> None:
    """Any text becomes one of the same length that is UTF-8 and holds no control character."""
    shown = readable(text)
    assert isinstance(shown, str)
    assert len(shown) == len(text)
    assert shown.encode("utf-8") or not text
    assert not any(ord(letter) < 32 and letter not in "\n\t" for letter in shown)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_an_address_holds_an_id_whole(id: str) -> None:
    """Whatever it holds, nothing of it becomes a query, a sentence's number or another path."""
    address = view("").article(id, 12)
    assert unquote(address.removeprefix("/d/").removesuffix("#s12")) == id
    assert not set('?#"<> \r\n') & set(address.removesuffix("#s12"))


def test_a_state_travels_with_links_and_a_wrong_one_does_not() -> None:
    """A language that is none of ours is not carried on; days and sources are."""
    one = view("lang=fr&since=2022-01-01&q=a")
    assert one.link("/", q="谁？") == "/?q=%E8%B0%81%EF%BC%9F&since=2022-01-01"
    assert view("lang=en").link("/who") == "/who?lang=en"
    assert view("lang=en&q=a").here(lang="zh-Hant") == "/?q=a&lang=zh-Hant"
