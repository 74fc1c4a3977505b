"""What the tests of the doors share."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette")

from starlette.testclient import TestClient

from retrieval import Settings, open_answerer
from retrieval.serving.app import build_app
from retrieval.serving.desk import Desk
from retrieval.serving.guarding import Guard
from retrieval.serving.talks import Talks

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer

# Hostile text of an archive: a title, an id, a source and a text that would be markup, script, header or path elsewhere.
HOSTILE = {
    "id": '../"><script>alert(1)</script>\r\nX: y?#',
    "title": "<img src=x onerror=alert(1)>{{ 7*7 }}",
    "source": '"><b>报',
    "url": "javascript:alert(1)",
    "date": "2022-11-20",
    "text": "<script>alert(1)</script>外星人市长\u202e主持了听证会。\x07",
}


@pytest.fixture(scope="session")
def town(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Return what answers from the newsroom's reports and one hostile document."""
    file = tmp_path_factory.mktemp("town") / "news.jsonl"
    lines = (root / "tests/cases/newsroom.jsonl").read_text("utf-8").strip()
    file.write_text(f"{lines}\n{json.dumps(HOSTILE)}\n", "utf-8")
    return open_answerer(Settings(_env_file=None, archive=file), report=print)


@pytest.fixture(scope="session")
def desk(town: Answerer) -> Desk:
    """Return the desk of that archive."""
    return Desk(town, Talks(town))


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """Return a client of page and API."""
    return TestClient(Guard(build_app(desk, "zh-Hans")), follow_redirects=False)
