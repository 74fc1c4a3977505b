"""What several test modules share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from emulator import Telegram

from retrieval import Settings, open_answerer
from retrieval.chinese.words import open_outliner, open_segmenter

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from retrieval import Answerer
    from retrieval.chinese.outlines import Outline
    from retrieval.chinese.words import Segment

ROOT = Path(__file__).parent.parent


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
