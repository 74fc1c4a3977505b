"""How updates come in, whatever the network does."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from botkit import running, settings_for
from emulator import Fault

from bot.app import run
from bot.library import Library

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


@pytest.mark.parametrize(
    "fault", [Fault("getUpdates", 502, "Bad Gateway"), Fault("getUpdates", broken=True)], ids=["502", "reset"]
)
async def test_updates_are_fetched_again_after_a_fault(
    server: Telegram, archive: Answerer, fault: Fault
) -> None:
    server.faults.append(replace(fault))
    async with running(server, archive):
        assert "刘吉" in (await server.answer(QUESTION)).text


async def test_a_second_instance_is_said_once(
    server: Telegram, archive: Answerer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults.append(
        Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=2)
    )
    task = asyncio.create_task(run(settings_for(server, state=":memory:"), Library(lambda: archive)))
    await server.say("/help")
    await server.wait("sendMessage")
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert capsys.readouterr().err.count("another process polls") == 1
