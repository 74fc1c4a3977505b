"""Is the bot well? What it says of itself is true."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from botkit import free_port, library_of, settings_for
from emulator import Fault

from bot.app import run
from bot.library import Library
from bot.updates import read_trouble
from bot.workers import FindingError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answerer


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look often, and lose patience soon."""
    monkeypatch.setattr("bot.health.BEAT_SECONDS", 0.05)
    monkeypatch.setattr("bot.health._SURVEY_SECONDS", 0.05)


@asynccontextmanager
async def watched(
    server: Telegram, open: Callable[[], Any] | Library, folder: Path, **more: Any
) -> AsyncIterator[Callable[..., Any]]:
    """Run the bot with WENDANG_METRICS; give what waits until its health holds some words."""
    listen = f"127.0.0.1:{free_port()}"
    settings = settings_for(server, state=folder / "state", metrics=listen, **more)
    library = open if isinstance(open, Library) else library_of(open)
    task = asyncio.create_task(run(settings, library))

    async def says(words: str, status: int) -> str:
        async with asyncio.timeout(60), aiohttp.ClientSession() as session:
            while True:
                try:
                    async with session.get(f"http://{listen}/healthz") as reply:
                        said = await reply.text()
                        if words in said and reply.status == status:
                            return said
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.02)

    says.listen = listen  # type: ignore[attr-defined] # where it listens
    says.task = task  # type: ignore[attr-defined] # and how it ends
    yield says
    if not task.done():
        os.kill(os.getpid(), signal.SIGTERM)
    await task


async def test_a_bot_that_is_well_says_so_everywhere(
    server: Telegram, archive: Answerer, root: Path, tmp_path: Path
) -> None:
    """On the page, to whoever asks the state's file, and in the metrics."""
    where = root / "tests/cases/bot_archive.jsonl"
    async with watched(server, lambda: archive, tmp_path, archive=where) as says:
        assert await says("ok", 200) == "ok\n"
        assert read_trouble(tmp_path / "state") == ""
        async with aiohttp.ClientSession() as session, session.get(f"http://{says.listen}/metrics") as shown:
            text = await shown.text()
    assert 'wendang_well{part="updates"} 1.0' in text
    assert "wendang_index_documents" in text
    assert "wendang_questions_waiting" in text


async def test_an_archive_that_has_changed_is_told(
    server: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("市长主持会议。", "utf-8")
    async with watched(server, lambda: archive, tmp_path, archive=file) as says:
        await says("ok", 200)
        file.write_text("市长主持会议。天晴。", "utf-8")
        await says("archive: it has changed", 503)
        file.unlink()
        await says("archive: its files cannot be listed", 503)


async def test_an_archive_that_is_being_opened_is_told(
    server: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    go = asyncio.Event()
    loop = asyncio.get_running_loop()

    def open_slowly() -> Answerer:
        asyncio.run_coroutine_threadsafe(go.wait(), loop).result()
        return archive

    async with watched(server, open_slowly, tmp_path) as says:
        await says("archive: it is being opened", 503)
        go.set()
        await says("ok", 200)


async def test_a_state_that_cannot_be_written_is_told(
    server: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    async with watched(server, lambda: archive, tmp_path) as says:
        await says("ok", 200)
        with sqlite3.connect(tmp_path / "state", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            await says("state: it cannot be written", 503)
            other.execute("ROLLBACK")
        other.close()
        await says("ok", 200)


async def test_telegram_that_is_silent_is_told(
    server: Telegram, archive: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page in its place is no answer."""
    monkeypatch.setattr("bot.health._SILENT_SECONDS", 0.2)
    server.faults.append(Fault("getUpdates", body=b"<html>", times=3))
    async with watched(server, lambda: archive, tmp_path) as says:
        await says("telegram: silent", 503)


async def test_a_bot_whose_file_was_taken_away_ends(
    server: Telegram, archive: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it writes would be lost: it is to be started again, and its exit code says so."""
    monkeypatch.setattr("bot.health._PATIENCE_SECONDS", 3.0)
    async with watched(server, lambda: archive, tmp_path) as says:
        await says("ok", 200)
        (tmp_path / "state").rename(tmp_path / "elsewhere")
        await says("file: the state's file was taken away", 503)
        assert await asyncio.wait_for(says.task, 60) == 1


class Silent:
    """Processes that answer nothing."""

    size = 1

    def do(self, *_: Any) -> Any:
        """Fail as a process does that ended."""
        raise FindingError("it ended")

    def close(self) -> None:
        """Close nothing."""


async def test_an_index_that_answers_nothing_ends_the_bot(
    server: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health._PATIENCE_SECONDS", 3.0)
    async with watched(server, Library(Silent), tmp_path) as says:
        await says("index: no answer", 503)
        assert await asyncio.wait_for(says.task, 60) == 1
