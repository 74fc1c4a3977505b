"""How updates come in, whatever the network does."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from aiohttp import web
from botkit import library_of, running, settings_for
from emulator import TOKEN, Fault, Telegram

from bot.app import run

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.wire.receiving import Polling
    from retrieval import Answerer


@pytest.fixture(autouse=True)
def _everything_said(caplog: pytest.LogCaptureFixture) -> None:
    """Hear what is said to whoever runs the bot."""
    caplog.set_level(logging.INFO)


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
    server: Telegram, archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(
        Fault("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=2)
    )
    task = asyncio.create_task(run(settings_for(server, state=":memory:"), library_of(lambda: archive)))
    await server.say("/help")
    await server.wait("sendMessage")
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0
    assert caplog.text.count("another process polls") == 1


ODD_REPLIES = {
    "a list": b"[]",
    "nothing": b'{"ok": true, "result": null}',
    "a number": b'{"ok": true, "result": 5}',
    "an object": b'{"ok": true, "result": {"update_id": 1}}',
    "no words": b'{"ok": true, "result": ["x", null, [], 5, {}]}',
    "refused with 200": b'{"ok": false}',
    "refused with a number": b'{"ok": false, "error_code": 500}',
    "a wait of a text": b'{"ok": false, "error_code": 429, "parameters": {"retry_after": "long"}}',
    "a wait of no length": b'{"ok": false, "error_code": 429, "parameters": {"retry_after": NaN}}',
    "a thousand brackets": b"[" * 100_000,
    "a page": b"<html>%s</html>",
    "half": b'{"ok": true, "resu',
    "empty": b"",
}


@pytest.mark.parametrize("body", ODD_REPLIES.values(), ids=ODD_REPLIES)
async def test_no_reply_makes_the_bot_deaf(server: Telegram, archive: Answerer, body: bytes) -> None:
    """Whatever a server or a proxy says instead of updates: they are asked for again."""
    server.faults.append(Fault("getUpdates", body=body))
    async with running(server, archive):
        assert "刘吉" in (await server.answer(QUESTION)).text


def updates_with(server: Telegram, **odd: Any) -> list[dict[str, Any]]:
    """Return three updates of which the second is odd."""
    updates = [{"update_id": 500 + n, "message": server.message(QUESTION, user=n)} for n in (1, 2, 3)]
    for path, value in odd.items():
        *parents, last = path.split("__")
        target: Any = updates[1]
        for parent in parents:
            target = target[parent]
        if value is ...:
            del target[last]
        else:
            target[last] = value
    return updates


def nested(depth: int) -> dict[str, Any]:
    """Return a message that replies to one that replies to one."""
    message: dict[str, Any] = {"message_id": 1, "date": 1, "chat": {"id": 2, "type": "private"}, "text": "x"}
    for _ in range(depth):
        message = {**message, "reply_to_message": message}
    return message


ODD_UPDATES: dict[str, dict[str, Any]] = {
    "a number beyond the ledger": {"update_id": 2**63},
    "a larger one": {"update_id": 10**30},
    "no number": {"update_id": ...},
    "half a number": {"update_id": 1.5},
    "a truth for a number": {"update_id": True},
    "a text for a number": {"update_id": "502"},
    "a number below zero": {"update_id": -4},
    "a date beyond the calendar": {"message__date": 10**20},
    "no date": {"message__date": ...},
    "a date of a text": {"message__date": "today"},
    "a chat without a number": {"message__chat": {"type": "private"}},
    "a chat of a huge number": {"message__chat": {"id": 2**70, "type": "private"}},
    "a list for a chat": {"message__chat": []},
    "a list for a message": {"message": [1]},
    "a text for a message": {"message": "x"},
    "nobody": {"message__from": None},
    "a list for a text": {"message__text": [1]},
    "a number for a text": {"message__text": 5},
    "an entity beyond the text": {"message__entities": [{"type": "mention", "offset": 900, "length": 900}]},
    "replies": {"message": nested(900)},
    "half a surrogate": {"message__text": "\ud83d谁主持了会议？"},
    "a message of a huge number": {"message__message_id": 2**70},
}


@pytest.mark.parametrize("odd", ODD_UPDATES.values(), ids=ODD_UPDATES)
@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_no_update_makes_the_bot_deaf(archive: Answerer, odd: dict[str, Any], mode: str) -> None:
    """Of three the second is odd: the first and the third are answered, once, and what comes after them."""
    async with Telegram(mode) as server:
        updates = updates_with(server, **odd)
        async with running(server, archive) as desk:
            if mode == "polling":
                body = json.dumps({"ok": True, "result": updates}).encode()
                server.faults.append(Fault("getUpdates", body=body))
                # Whoever polls already waits for this one.
                await server.answer("/help", user=9)
            else:
                (hook,) = await server.wait("setWebhook")
                header = {"X-Telegram-Bot-Api-Secret-Token": hook.fields["secret_token"]}
                async with aiohttp.ClientSession() as session:
                    for update in updates:
                        async with session.post(hook.fields["url"], json=update, headers=header) as taken:
                            # Otherwise Telegram would bring it again for a day.
                            assert taken.status == 200
            await until(lambda: {"1", "3"} <= set(answered(server)))
            await server.say("/help", user=10)
            await until(lambda: "10" in answered(server))
            await until(lambda: not desk.state.updates.unsettled())
        assert sorted(set(answered(server)) - {"2", "9"}) == ["1", "10", "3"]
        assert len([chat for chat in answered(server) if chat in ("1", "3")]) == 2


def answered(server: Telegram) -> list[str]:
    """Return to which chats messages were sent, in their order."""
    return [str(call.fields["chat_id"]) for call in server.calls if call.method == "sendMessage"]


async def until(holds: Callable[[], object]) -> None:
    """Wait until something holds."""
    async with asyncio.timeout(60):
        while not holds():  # noqa: ASYNC110 - what is waited for wakes nobody
            await asyncio.sleep(0.02)


async def test_an_update_that_no_parser_reads_is_passed_over_by_its_number(
    server: Telegram, archive: Answerer
) -> None:
    """Telegram brings it again and again, until it is asked for what comes after."""
    deep = (
        b'{"ok":true,"result":[{"update_id":700,"message":'
        + b'{"reply_to_message":' * 5000
        + b"}" * 5001
        + b"]}"
    )
    asked: list[str] = []

    async def brings(request: web.Request) -> web.Response | None:
        form = await request.post()
        asked.append(str(form.get("offset")))
        return web.Response(body=deep) if form.get("offset") != "701" else None

    server.instead["getUpdates"] = brings
    async with running(server, archive):
        await until(lambda: "701" in asked)
        assert "刘吉" in (await server.answer(QUESTION, update_id=701)).text


async def test_a_server_that_answers_at_once_is_asked_once_a_second(
    server: Telegram, archive: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every poll that brought nothing new, and did not wait, is followed by a pause."""
    pauses: list[float] = []
    real = asyncio.sleep

    async def sleep(seconds: float, *more: Any) -> None:
        pauses.append(seconds)
        await real(0 if seconds > 0.5 else seconds, *more)

    polls = 0

    async def empty(_: web.Request) -> web.Response | None:
        nonlocal polls
        polls += 1
        return web.Response(body=b'{"ok": true, "result": []}') if polls <= 20 else None

    server.instead["getUpdates"] = empty
    monkeypatch.setattr("bot.wire.receiving.asyncio.sleep", sleep)
    async with running(server, archive):
        await until(lambda: polls > 20)
    assert len([pause for pause in pauses if pause > 0.5]) >= 20


async def test_a_webhook_that_somebody_sets_is_taken_away_again(server: Telegram, archive: Answerer) -> None:
    """While a webhook is set, Telegram refuses polling."""
    words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    async with running(server, archive):
        await server.wait("deleteWebhook", 1)
        server.faults.append(Fault("getUpdates", 409, words))
        await server.say("/help")
        await server.wait("deleteWebhook", 2)
        await server.wait("sendMessage")
        assert "刘吉" in (await server.answer(QUESTION, user=5)).text


async def test_a_webhook_that_is_taken_away_is_set_again(
    server: Telegram, archive: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever has the token can take it away, and nothing would come any more."""
    monkeypatch.setattr("bot.wire.receiving.LOOK_SECONDS", 0.05)
    server.mode = "webhook"
    async with running(server, archive):
        await server.wait("setWebhook", 1)
        async with aiohttp.ClientSession() as session:
            await session.post(f"{server.address}/bot{TOKEN}/deleteWebhook")
        await server.wait("setWebhook", 2)
        assert "刘吉" in (await server.answer(QUESTION)).text


async def test_a_bot_that_takes_no_updates_any_more_ends(
    server: Telegram, archive: Answerer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """It says so, and its exit code has it started again."""

    async def end(_: Polling) -> None:
        """Stop polling as no known fault does."""

    monkeypatch.setattr("bot.wire.receiving.Polling._poll", end)
    assert await run(settings_for(server, state=":memory:"), library_of(lambda: archive)) == 1
    assert "updates are not taken any more" in caplog.text
