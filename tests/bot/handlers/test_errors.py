"""The bot over HTTP: faults of the network, of Telegram and of our own."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botkit import Wrapped, running
from emulator import Fault

from retrieval import StoreAway

if TYPE_CHECKING:
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


async def test_machines_that_are_away_are_told_as_such(telegram: Telegram, archive: Answerer) -> None:
    """The user hears that it cannot be looked up now, never that the archive does not say; the admins hear why."""

    def ask(_: str, **__: Any) -> Answer:
        raise StoreAway("the cluster at https://a:9200 does not answer")

    broken = Wrapped(archive, ask)
    async with running(telegram, lambda: broken, admins="1"):
        await telegram.say(QUESTION)
        told, report = await telegram.wait("sendMessage", 2)
    assert "现在查不了档案" in told.text
    assert "没有说" not in told.text
    assert "does not answer" in report.text.replace("\u2060", "")
