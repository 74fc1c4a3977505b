"""The bot over HTTP: faults of the network, of Telegram and of our own."""

from __future__ import annotations

import asyncio
import json
import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running
from emulator import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answer, Answerer

QUESTION = "谁主持了会议？"
# A fault, and how many requests Telegram has seen when the answer has arrived.
FAULTS = {
    "429": (Fault("sendMessage", 429, "Too Many Requests: retry after 1", {"retry_after": 1}), 2),
    "502": (Fault("sendMessage", 502, "Bad Gateway", times=2), 3),
    "500": (Fault("sendMessage", 500, "Internal Server Error"), 2),
    "broken line": (Fault("sendMessage", broken=True), 2),
    "time-out": (Fault("sendMessage", delay=0.6), 1),
}


@pytest.mark.parametrize("name", list(FAULTS))
async def test_a_fault_that_passes_loses_no_answer(
    telegram: Telegram, archive: Answerer, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.wire.transport._READ_SECONDS", 0.3)
    fault, requests = FAULTS[name]
    telegram.faults.append(replace(fault))
    async with running(telegram, archive):
        await telegram.say(QUESTION)
        calls = await telegram.wait("sendMessage", requests)
        await telegram.answer("/help", user=9)
    assert "刘吉" in calls[-1].text
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == requests + 1


@pytest.mark.parametrize(
    "fault", [Fault("getUpdates", 502, "Bad Gateway"), Fault("getUpdates", broken=True)], ids=["502", "reset"]
)
async def test_updates_are_fetched_again_after_a_fault(
    server: Telegram, archive: Answerer, fault: Fault
) -> None:
    server.faults.append(replace(fault))
    async with running(server, archive):
        assert "刘吉" in (await server.answer(QUESTION)).text


async def test_what_telegram_refuses_is_told_with_its_reason_and_not_repeated(
    telegram: Telegram, archive: Answerer
) -> None:
    telegram.faults.append(Fault("sendMessage", 400, "Bad Request: ENTITY_TEXT_INVALID"))
    async with running(telegram, archive, admins="1"):
        await telegram.say(QUESTION)
        refused, told, report = await telegram.wait("sendMessage", 3)
    assert "刘吉" in refused.text
    assert "出了点问题" in told.text
    assert "entity_text_invalid" in report.text.lower()


async def test_where_the_bot_may_not_speak_nobody_is_told(telegram: Telegram, archive: Answerer) -> None:
    reason = "Bad Request: not enough rights to send text messages to the chat"
    telegram.faults.append(Fault("sendMessage", 400, reason))
    async with running(telegram, archive, admins="1"):
        await telegram.say(f"/ask {QUESTION}", chat=-5)
        await telegram.answer("/help", user=9)
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


async def test_whoever_blocked_the_bot_is_left_alone(telegram: Telegram, archive: Answerer) -> None:
    """Neither a second try, nor a report."""
    telegram.faults.append(Fault("sendMessage", 403, "Forbidden: bot was blocked by the user"))
    async with running(telegram, archive, admins="1", allowed_users=""):
        await telegram.say(QUESTION)
        await telegram.wait("sendMessage")
        await telegram.answer("/help", user=9)
    assert [str(call.fields["chat_id"]) for call in telegram.calls if call.method == "sendMessage"] == [
        "42",
        "9",
    ]


async def test_a_group_that_moved_gets_its_answer(telegram: Telegram, archive: Answerer) -> None:
    telegram.faults.append(
        Fault("sendMessage", 400, "group chat was upgraded", {"migrate_to_chat_id": -1005})
    )
    async with running(telegram, archive):
        await telegram.say(f"/ask {QUESTION}", chat=-5)
        calls = await telegram.wait("sendMessage", 2)
    assert [str(call.fields["chat_id"]) for call in calls] == ["-5", "-1005"]


async def test_an_unexpected_error_is_told_kindly_and_reported_without_private_text(
    telegram: Telegram, archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    """The user gets one sentence with an id; the admins get the id and the place; nobody the question."""

    def ask(question: str, **_: Any) -> Answer:
        raise RuntimeError(question)

    broken = Wrapped(archive, ask)
    async with running(telegram, lambda: broken, admins="1"):
        caplog.set_level(logging.DEBUG, "bot")
        await telegram.say(QUESTION)
        told, report = await telegram.wait("sendMessage", 2)
    assert "出了点问题" in told.text
    shown = told.text.split("编号 ")[1][:6]
    assert report.fields["chat_id"] in (1, "1")
    assert shown in report.text
    assert "RuntimeError" in report.text
    assert "test_errors.py" in report.text.replace("\u2060", "")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("bot")]
    assert any(shown in line for line in ours)
    for text in (told.text, report.text, *ours):
        assert "主持" not in text


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
        async with asyncio.timeout(5):
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
