"""Page and API on one server, in a real browser where there is one."""

from __future__ import annotations

import shutil
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.serving.app import build_app
from retrieval.serving.guarding import Guard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from retrieval.serving.desk import Desk


def test_an_error_is_told_in_the_form_that_was_asked_for(client: TestClient) -> None:
    """A program gets a problem, a reader a page."""
    assert client.get("/api/nosuch").headers["content-type"] == "application/problem+json"
    assert client.get("/nosuch").headers["content-type"].startswith("text/html")


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    """Run the server as `wendang serve` does, and return its address."""
    uvicorn = pytest.importorskip("uvicorn")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            Guard(build_app(desk, "zh-Hans"), burst=10_000), access_log=False, log_level="warning"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [taken]})
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Return a browser; without one these tests are passed over."""
    playwright = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_finds_the_sentence_by_keyboard_alone(browser: Any, address: str, scripts: bool) -> None:
    """With scripts and without: ask, follow up, and stand in the article at the sentence; nothing is blocked on the way."""
    context = browser.new_context(java_script_enabled=scripts, locale="zh-CN")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(address)
    page.focus("#q")
    page.keyboard.type("清禾大桥的总工程师是谁？")
    page.keyboard.press("Enter")
    page.wait_for_selector("section.sure mark")
    assert page.inner_text("section.sure mark") == "纪云帆"
    page.focus("#q")
    page.keyboard.type("他介绍了什么？")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=↪ 纪云帆 介绍了什么")
    page.focus("section blockquote a")
    page.keyboard.press("Enter")
    page.wait_for_selector("article")
    target = page.locator(":target")
    assert "纪云帆介绍" in target.inner_text()
    assert target.evaluate("e => e.getBoundingClientRect().top < innerHeight") if scripts else True
    page.go_back()
    page.wait_for_selector("text=↪ 纪云帆 介绍了什么")
    assert complaints == []
    context.close()


@pytest.mark.slow
def test_a_citation_is_copied_by_one_touch(browser: Any, address: str) -> None:
    """The button appears where it works."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{address}/?q=清禾大桥全长多少米？")
    page.click("section .cite summary")
    page.click("section .cite button")
    page.wait_for_selector("section .cite button[role=status]")
    assert page.evaluate("navigator.clipboard.readText()") == "清禾大桥建成通车[N]. 2020-06-30."
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_nothing_stands_in_the_way_of_anybody(browser: Any, address: str, scheme: str, width: int) -> None:
    """Axe has no complaint in light and dark, on a phone and on a desk, and no page is wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    context = browser.new_context(
        bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 800}
    )
    page = context.new_page()
    for path in (
        "/",
        "/?q=清禾大桥全长多少米？",
        "/?q=深圳市市长是谁？&lang=en",
        "/?q=最新的消息&lang=zh-Hant",
        "/d/bridge#s2",
        "/timeline?topic=交易会",
        "/who?name=罗雁",
        "/nosuch",
    ):
        page.goto(address + path)
        for summary in page.query_selector_all("summary"):
            summary.click()
        found = axe.run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()
