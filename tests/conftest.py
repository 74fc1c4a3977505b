"""What several test modules share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from emulator import Telegram
from hypothesis import settings
from opensearch_jars import require_server
from opensearch_server import share_server

from retrieval import Settings, open_answerer
from retrieval.chinese.words import open_outliner, open_segmenter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from retrieval import Answerer
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

ROOT = Path(__file__).parent.parent
# How long an example takes is the machine's affair: beside other work one took five times as long as the next.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def segment() -> Segment:
    """Return the real segmenter; loading its dictionary takes half a second, so once for all tests."""
    return open_segmenter()


@pytest.fixture(scope="session")
def outliner() -> Outline:
    """Return what outlines words for an index, as the segmenter cuts them."""
    return open_outliner()


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the root of the project."""
    return ROOT


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees the settings of whoever runs it."""
    for key in list(os.environ):
        if key.startswith("WENDANG_"):
            monkeypatch.delenv(key)


@pytest.fixture(autouse=True)
def _nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told that he waits, however slow the machine is; that has tests of its own."""
    monkeypatch.setattr("bot.handlers.waiting.TOLD_SECONDS", 600)


@pytest.fixture(scope="session")
def seeds(root: Path) -> Answerer:
    """Return what answers from the seeds, as it ships."""
    return open_answerer(Settings(_env_file=None, archive=root / "seeds"), report=print)


@pytest.fixture(scope="session")
def answerer(root: Path) -> Answerer:
    """Return what answers from the seeds whatever it finds: how sure it is has its own tests."""
    return open_answerer(Settings(_env_file=None, archive=root / "seeds", threshold=0), report=print)


@pytest.fixture(scope="session")
def opensearch_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """Return the address of a real server of OpenSearch."""
    require_server()
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "opensearch"
    folder.mkdir(exist_ok=True)
    yield from share_server(folder, worker_id)


@pytest.fixture
def bench(tmp_path: Path) -> Path:
    """Make a folder as ``wendang eval`` takes it: meetings, and who presided over each."""
    folder = tmp_path / "bench"
    (folder / "archive").mkdir(parents=True)
    meetings = [
        (topic, place)
        for topic in ("防汛", "教育", "交通", "环保", "旅游", "农业")
        for place in ("东山区", "西河区", "南城区", "北桥区", "中湖区", "新港区")
    ]
    archive, questions = [], []
    for number, (topic, place) in enumerate(meetings):
        name = "赵钱孙李周吴郑王冯陈褚卫"[number % 12] + "建国"
        text = f"{place}{topic}工作会议昨日召开。区长{name}主持会议并讲话。会议部署了下一步工作。"
        archive.append({"id": f"d{number}", "title": f"{place}{topic}会议", "text": text})
        asked = f"谁主持了{place}{topic}工作会议？"
        questions.append(
            {"id": f"q{number}", "question": asked, "answers": [name], "passage_id": f"d{number}"}
        )
    (folder / "archive" / "a.jsonl").write_text("\n".join(map(json.dumps, archive)), "utf-8")
    (folder / "questions.jsonl").write_text("\n".join(map(json.dumps, questions)), "utf-8")
    return folder


@pytest.fixture(scope="session")
def archive(root: Path) -> Answerer:
    """Return what answers from the small archive that the bot's tests ask.

    Whatever is found is an answer: how sure it is has its own tests.
    """
    return open_answerer(
        Settings(_env_file=None, archive=root / "tests/cases/bot_archive.jsonl", threshold=0), report=print
    )


@pytest.fixture(params=["polling", "webhook"])
async def telegram(request: pytest.FixtureRequest) -> AsyncIterator[Telegram]:
    """Return a Bot API server; at the end every request of the bot must have been flawless.

    Whatever the bot can do, it does in both modes.
    """
    async with Telegram(request.param) as server:
        yield server
    assert server.complaints == []


@pytest.fixture
async def server() -> AsyncIterator[Telegram]:
    """Return the same for tests that choose the mode themselves."""
    async with Telegram() as server:
        yield server
    assert server.complaints == []
