"""The application: what it does with an update whose state cannot be kept."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import TYPE_CHECKING

from botkit import running

if TYPE_CHECKING:
    from emulator import Telegram

    from bot.records import Chat
    from retrieval import Answerer


async def test_an_update_is_worked_off_again_when_the_state_can_be_read(
    telegram: Telegram, archive: Answerer
) -> None:
    """Nobody is told of trouble, the chat's next message waits for its turn, and everything is answered once."""
    async with running(telegram, archive) as desk:
        failures, real = 3, desk.state.chat

        def fail(id: int) -> Chat:
            nonlocal failures
            if failures:
                failures -= 1
                raise sqlite3.OperationalError("disk I/O error")
            return real(id)

        desk.state.chat = fail  # type: ignore[method-assign] # a disk that fails
        await telegram.say("谁主持了会议？")
        await telegram.say("/help")
        await telegram.wait("sendMessage", 2)
        async with asyncio.timeout(60):
            while desk.state.updates.unsettled():  # noqa: ASYNC110 - the state is a file and wakes nobody
                await asyncio.sleep(0.02)
    sent = [call.text for call in telegram.calls if call.method == "sendMessage"]
    assert len(sent) == 2
    assert "刘吉" in sent[0]
    assert failures == 0
