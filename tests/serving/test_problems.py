"""What is wrong with a request, as RFC 9457 has it."""

from __future__ import annotations

import json

import pytest

pytest.importorskip("starlette")

from retrieval.serving.problems import ProblemError


def test_a_problem_says_status_title_and_detail() -> None:
    """And what to wait for, or how to show who one is, in the header that means it."""
    slow = ProblemError(429, "ask more slowly", wait=3).response()
    assert slow.headers["retry-after"] == "3"
    assert json.loads(bytes(slow.body)) == {
        "type": "about:blank",
        "title": "Too Many Requests",
        "status": 429,
        "detail": "ask more slowly",
    }
    assert ProblemError(401, "…").response().headers["www-authenticate"].startswith("Bearer")
