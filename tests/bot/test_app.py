"""The bot from start to stop, whatever Telegram and the archive do."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from botkit import Wrapped, library_of, settings_for
from emulator import TOKEN, Fault

from bot.app import run
from bot.settings import BotSettings
from retrieval import ArchiveError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answer, Answerer


@pytest.fixture(autouse=True)
def _everything_said(caplog: pytest.LogCaptureFixture) -> None:
    """Hear what is said to whoever runs the bot."""
    caplog.set_level(logging.INFO)


@pytest.mark.parametrize("code", [401, 404])
async def test_a_token_that_telegram_refuses_ends_in_one_line(
    server: Telegram, archive: Answerer, code: int
) -> None:
    server.faults.append(Fault("getMe", code, "Unauthorized"))
    with pytest.raises(SettingsError, match="WENDANG_TELEGRAM_TOKEN is refused"):
        await run(settings_for(server, state=":memory:"), library_of(lambda: archive))


async def test_a_dead_network_at_start_is_said_once_and_tried_again(
    server: Telegram, archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    """The bot starts as soon as Telegram can be reached; the token does not appear."""
    server.faults.append(Fault("getMe", broken=True))
    task = asyncio.create_task(run(settings_for(server, state=":memory:"), library_of(lambda: archive)))
    await server.say("/help")
    await server.wait("sendMessage")
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    said = caplog.text
    assert said.count("cannot be reached") == 1
    assert TOKEN not in said


async def test_the_bot_stops_while_telegram_is_silent(server: Telegram, archive: Answerer) -> None:
    """Whoever waits for the first answer of a dead network can still be stopped."""
    server.faults.append(Fault("getMe", delay=600))
    task = asyncio.create_task(run(settings_for(server, state=":memory:"), library_of(lambda: archive)))
    async with asyncio.timeout(60):
        while server.faults[0].times:  # noqa: ASYNC110 - the server wakes nobody
            await asyncio.sleep(0.02)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await task == 0


async def test_the_bot_stops_while_the_archive_is_opened(server: Telegram) -> None:
    """A first index takes minutes; a service manager does not wait for it."""
    never = threading.Event()

    def open_slowly() -> Answerer:
        never.wait(600)
        raise AssertionError

    settings = settings_for(server, state=":memory:", stop_timeout=0.2)
    task = asyncio.create_task(run(settings, library_of(open_slowly)))
    await server.answer("谁主持了会议？")
    async with asyncio.timeout(60):
        os.kill(os.getpid(), signal.SIGTERM)
        assert await task == 0
    never.set()


async def test_an_archive_that_cannot_be_opened_ends_the_bot(server: Telegram) -> None:
    def fail() -> Answerer:
        raise ArchiveError("there is no such folder")

    with pytest.raises(ArchiveError):
        await run(settings_for(server, state=":memory:"), library_of(fail))


async def test_what_is_no_bot_api_is_said_once_and_tried_again(
    archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    """The line names the key, which may be wrong; but it may as well be a network that asks for a password first."""
    asked = asyncio.Event()
    calls = 0

    async def reply(_: web.Request) -> web.Response:
        nonlocal calls
        calls += 1
        if calls > 1:
            asked.set()
        return web.Response(text="<html>", content_type="text/html")

    elsewhere = web.Application()
    elsewhere.router.add_route("*", "/{path:.*}", reply)
    async with TestServer(elsewhere) as other:
        address = str(other.make_url("")).rstrip("/")
        settings = BotSettings(_env_file=None, telegram_token=TOKEN, telegram_api=address, state=":memory:")
        task = asyncio.create_task(run(settings, library_of(lambda: archive)))
        await asyncio.wait_for(asked.wait(), 60)
        os.kill(os.getpid(), signal.SIGTERM)
        assert await task == 0
    assert caplog.text.count(f"WENDANG_TELEGRAM_API='{address}'") == 1


async def test_a_bot_api_that_refuses_everything_ends_in_one_line(
    server: Telegram, archive: Answerer
) -> None:
    """The line names the address, which is what is wrong."""
    server.faults.append(Fault("getMe", 403, "Forbidden"))
    with pytest.raises(SettingsError, match="WENDANG_TELEGRAM_API"):
        await run(settings_for(server, state=":memory:"), library_of(lambda: archive))


async def test_what_takes_longer_than_the_stop_is_answered_by_the_next_start(
    server: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """The bot stops within its time and says so; nothing is lost, nothing is answered twice."""
    hold = threading.Event()

    def ask(question: str, **more: Any) -> Answer:
        hold.wait(60)
        return archive.ask(question, **more)

    settings = settings_for(server, state=tmp_path / "state", stop_timeout=0.2)
    slow = Wrapped(archive, ask)
    task = asyncio.create_task(run(settings, library_of(lambda: slow)))
    await server.say("谁主持了会议？")
    await server.wait("sendChatAction")
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    hold.set()
    task = asyncio.create_task(run(settings, library_of(lambda: archive)))
    await server.wait("sendMessage")
    await server.answer("/help", user=9)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert [str(call.fields["chat_id"]) for call in server.calls if call.method == "sendMessage"] == [
        "42",
        "9",
    ]


async def test_what_was_found_and_not_sent_is_sent_by_the_next_start(
    server: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """Between finding an answer and sending it, Telegram may let the bot wait for longer than it has."""
    settings = settings_for(server, state=tmp_path / "state", stop_timeout=0.2)
    server.faults.append(Fault("sendMessage", 429, "Too Many Requests", {"retry_after": 60}))
    task = asyncio.create_task(run(settings, library_of(lambda: archive)))
    await server.say("谁主持了会议？")
    await server.wait("sendMessage")
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    task = asyncio.create_task(run(settings, library_of(lambda: archive)))
    answer = (await server.wait("sendMessage", 2))[1]
    await server.answer("/help", user=9)
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert "刘吉" in answer.text
    assert len([call for call in server.calls if call.method == "sendMessage"]) == 3


async def test_sigterm_answers_what_was_accepted_and_exits_with_0(
    server: Telegram, root: Path, tmp_path: Path
) -> None:
    """The real process: started, asked, told to stop; nothing on standard error shows the token."""
    environment = os.environ | {
        "WENDANG_TELEGRAM_TOKEN": TOKEN,
        "WENDANG_TELEGRAM_API": server.address,
        "WENDANG_ARCHIVE": str(root / "tests/cases/bot_archive.jsonl"),
        "WENDANG_STATE": str(tmp_path / "state.sqlite"),
        "WENDANG_LOG_LEVEL": "DEBUG",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=root, env=environment, stderr=asyncio.subprocess.PIPE
    )
    for user in range(5):
        await server.say("谁主持了会议？", user=100 + user)
    await server.wait("sendMessage")
    async with asyncio.timeout(120):
        # It is well as soon as it has looked at itself once more with the archive open.
        while True:
            healthy = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "--healthy", cwd=root, env=environment
            )
            if await healthy.wait() == 0:
                break
    process.send_signal(signal.SIGTERM)
    said = (await asyncio.wait_for(process.communicate(), 120))[1].decode()
    assert process.returncode == 0
    assert {call.fields["chat_id"] for call in server.calls if call.method == "sendMessage"} == {
        str(100 + user) for user in range(5)
    }
    assert TOKEN not in said
    assert "主持" not in said
    assert "Traceback" not in said
