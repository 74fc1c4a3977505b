"""Who may ask, how often, and what a browser may do with the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from retrieval.serving.app import build_app
from retrieval.serving.guarding import Guard, is_own_machine, names_of, seal

if TYPE_CHECKING:
    from retrieval.serving.desk import Desk

PATHS = (
    "/",
    "/?q=谁主持了开幕式？",
    "/d/bridge",
    "/timeline",
    "/api/ask?question=a",
    "/nosuch",
    "/static/page.css",
)


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_strict(client: TestClient, path: str) -> None:
    """No script but ours, no frame, no place to send a question to, no referrer, nothing kept by others."""
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_a_name_that_is_not_ours_is_refused(desk: Desk) -> None:
    """A site whose name leads to this machine (DNS rebinding) reads nothing of a private archive."""
    client = TestClient(
        Guard(build_app(desk, "en"), hosts=names_of("127.0.0.1", "https://a.example.org:8443"))
    )
    for host in ("127.0.0.1:8090", "localhost", "[::1]:8090", "A.example.org"):
        assert client.get("/api/openapi.json", headers={"host": host}).status_code == 200, host
    for host in ("evil.example.org", "127.0.0.1.evil.org:8090", "", "localhost.evil.org"):
        assert client.get("/api/openapi.json", headers={"host": host}).status_code == 421, host


def test_without_the_token_nothing_is_told(desk: Desk) -> None:
    """A program shows it in a header; anything else is refused in its own form, and styles alone are open."""
    client = TestClient(
        Guard(build_app(desk, "en", token="s3cret-token"), token="s3cret-token"), follow_redirects=False
    )
    for path in PATHS[:-1]:
        answer = client.get(path)
        assert answer.status_code in {401, 303}, path
        assert "bridge" not in answer.text
    refused = client.get("/api/ask?question=a", headers={"authorization": "Bearer wrong"})
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"].startswith("Bearer")
    right = {"authorization": "Bearer s3cret-token"}
    assert client.get("/api/ask?question=a", headers=right).status_code == 200
    assert client.get("/static/page.css").status_code == 200


def test_a_reader_shows_the_token_once(desk: Desk) -> None:
    """The page asks for it, and keeps a seal that does not give it away; a wrong one opens nothing."""
    client = TestClient(
        Guard(build_app(desk, "en", token="s3cret-token"), token="s3cret-token"), follow_redirects=False
    )
    assert client.get("/").headers["location"] == "/enter"
    assert client.get("/enter").status_code == 200
    wrong = client.post("/enter", data={"token": "s3cret-tokem"})
    assert (wrong.status_code, "That is not the token" in wrong.text) == (401, True)
    assert client.post("/enter", content=b"token=" + b"a" * 9000).status_code == 413
    assert client.get("/").status_code == 303
    entered = client.post("/enter", data={"token": "s3cret-token"})
    cookie = entered.headers["set-cookie"]
    assert entered.status_code == 303
    assert "s3cret" not in cookie
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()
    assert client.get("/").status_code == 200
    assert seal("another") not in cookie


def test_who_asks_too_fast_waits(desk: Desk) -> None:
    """After so many at once the next is told to wait; styles are not counted."""
    client = TestClient(Guard(build_app(desk, "en"), burst=3))
    statuses = [client.get("/api/openapi.json").status_code for _ in range(6)]
    assert statuses[:3] == [200, 200, 200]
    assert 429 in statuses
    told = client.get("/api/openapi.json")
    assert told.status_code == 200 or int(told.headers["retry-after"]) >= 1
    assert client.get("/static/page.css").status_code == 200


def test_who_reaches_the_server_is_known_from_where_it_listens() -> None:
    """On 127.0.0.1 only this machine does."""
    assert [is_own_machine(host) for host in ("127.0.0.1", "[::1]", "localhost", "192.0.2.1", "a.org")] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert names_of("192.0.2.1", "") == frozenset()
