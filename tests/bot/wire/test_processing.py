"""Updates are worked off once, and none is lost."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from typing import TYPE_CHECKING

from botkit import running

from bot.state import State

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from emulator import Telegram

    from retrieval import Answerer


async def test_an_update_that_comes_twice_is_answered_once(telegram: Telegram, archive: Answerer) -> None:
    async with running(telegram, archive) as desk:
        assert desk.state.updates.accept(5, "{}")
        assert not desk.state.updates.accept(5, "{}")


QUESTION = "谁主持了会议？"


async def test_what_no_handler_may_see_is_settled(
    telegram: Telegram, archive: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would come up again at every start, and fail again."""

    async def stumble(*_: object) -> None:
        raise TypeError("unhashable")

    monkeypatch.setattr("bot.application.App.process_update", stumble)
    with closing(State(tmp_path / "state")) as state:
        state.updates.accept(50, json.dumps({"update_id": 50, "message": telegram.message(QUESTION, user=1)}))
    async with running(telegram, archive, tmp_path / "state") as desk, asyncio.timeout(60):
        while desk.state.updates.unsettled():  # noqa: ASYNC110 - as below
            await asyncio.sleep(0.02)


async def test_what_was_accepted_and_not_answered_is_answered_after_a_restart(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """A killed process loses nothing, and what it had answered is not answered again."""
    async with running(telegram, archive, tmp_path / "state") as desk:
        first = telegram.message(QUESTION, user=1)
        await telegram.update(update_id=10, message=first)
        await telegram.wait("sendMessage")
        await telegram.answer("/help", user=9)
        left = {"update_id": 50, "message": telegram.message(QUESTION, user=2)}
        desk.state.updates.accept(50, json.dumps(left))
    async with running(telegram, archive, tmp_path / "state") as desk:
        await telegram.wait("sendMessage", 3)
        await telegram.answer("/help", user=9)
        # An answer is sent first and settled then: whoever looks between the two sees it waiting.
        async with asyncio.timeout(60):
            while desk.state.updates.unsettled():  # noqa: ASYNC110 - the state is a file and wakes nobody
                await asyncio.sleep(0.02)
    assert [str(call.fields["chat_id"]) for call in telegram.calls if call.method == "sendMessage"] == [
        *("1", "9"),
        *("2", "9"),
    ]


async def test_updates_that_come_twice_are_worked_off_once(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """Telegram repeats what it is not sure has arrived, even after a restart."""
    message = telegram.message(QUESTION, user=1)
    async with running(telegram, archive, tmp_path / "state") as desk:
        await telegram.update(update_id=10, message=message)
        await telegram.wait("sendMessage")
        await telegram.answer("/help", user=9)
        assert not desk.state.updates.accept(10, "{}")
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


async def test_an_update_that_cannot_be_read_stands_in_nobodys_way(
    telegram: Telegram, archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    """Telegram may send what the library does not know yet: it is passed over, and its words are not logged."""
    strange = telegram.message(QUESTION, user=1) | {"poll": {"id": "1", "question": "谁？"}}
    async with running(telegram, archive):
        await telegram.update(message=strange)
        assert "刘吉" in (await telegram.answer(QUESTION)).text
    logged = [record.getMessage() for record in caplog.records]
    assert [line for line in logged if "could not be read" in line]
    assert not [line for line in logged if "谁" in line or "\\u8c01" in line]
