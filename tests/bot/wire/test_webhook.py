"""The bot over HTTP, in webhook mode."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from botkit import free_port, library_of, settings_for
from emulator import Fault

from bot.app import run
from retrieval import SettingsError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from emulator import Telegram

    from retrieval import Answerer

SECRET = "s3cr3t_-"
QUESTION = "谁主持了会议？"


@asynccontextmanager
async def listening(server: Telegram, archive: Answerer, **more: Any) -> AsyncIterator[str]:
    """Run the bot behind a webhook; give its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}/telegram"
    settings = settings_for(
        server,
        **({"webhook_url": address, "webhook_listen": f"127.0.0.1:{port}", "state": ":memory:"} | more),
    )
    task = asyncio.create_task(run(settings, library_of(lambda: archive)))
    await server.wait("setWebhook")
    yield address
    os.kill(os.getpid(), signal.SIGTERM)
    assert await task == 0


@pytest.fixture(autouse=True)
def _everything_said(caplog: pytest.LogCaptureFixture) -> None:
    """Hear what is said to whoever runs the bot."""
    caplog.set_level(logging.INFO)


async def test_updates_that_are_brought_are_answered(server: Telegram, archive: Answerer) -> None:
    """The emulator sets the webhook as Telegram would, and brings updates with the secret."""
    async with listening(server, archive, webhook_secret=SECRET):
        answer = await server.answer(QUESTION)
    assert "刘吉" in answer.text
    (set_webhook,) = [call for call in server.calls if call.method == "setWebhook"]
    assert set_webhook.fields["secret_token"] == SECRET
    assert set_webhook.fields["allowed_updates"] == [
        "message",
        "edited_message",
        "callback_query",
        "inline_query",
        "message_reaction",
    ]
    assert not [call for call in server.calls if call.method == "deleteWebhook"]


@pytest.mark.parametrize("header", [{}, {"X-Telegram-Bot-Api-Secret-Token": "wrong"}])
@pytest.mark.parametrize("secret", [SECRET, None])
async def test_whoever_does_not_know_the_secret_is_refused(
    server: Telegram, archive: Answerer, header: dict[str, str], secret: str | None
) -> None:
    """There is always a secret, set or made up; a stranger's update is not worked on."""
    update = {"update_id": 1, "message": server.message(QUESTION)}
    async with (
        listening(server, archive, webhook_secret=secret) as address,
        aiohttp.ClientSession() as session,
        session.post(address, json=update, headers=header) as refused,
    ):
        assert refused.status == 403
        await server.answer("/help", user=9)
    assert len([call for call in server.calls if call.method == "sendMessage"]) == 1


async def test_a_secret_of_any_bytes_is_a_wrong_one(server: Telegram, archive: Answerer) -> None:
    """Also bytes that are no text are refused, not stumbled over."""
    async with listening(server, archive, webhook_secret=SECRET) as address:
        reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)
        head = b"POST /telegram HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n"
        writer.write(head + b"X-Telegram-Bot-Api-Secret-Token: \xff\xfe\r\n\r\n{}")
        assert b" 403 " in await reader.readline()
        writer.close()
        await writer.wait_closed()


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"1", b'"x"', b"\xff", b'{"update_id": "x", "message": 5}']
)
async def test_what_is_no_update_does_no_harm(server: Telegram, archive: Answerer, body: bytes) -> None:
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with (
        listening(server, archive, webhook_secret=SECRET) as address,
        aiohttp.ClientSession() as session,
    ):
        async with session.post(address, data=body, headers=header) as taken:
            assert taken.status < 500
        async with session.get(address.replace("/telegram", "/healthz")) as health:
            assert health.status in (200, 503)
        assert "刘吉" in (await server.answer(QUESTION)).text


async def test_an_address_that_is_taken_ends_in_one_line(server: Telegram, archive: Answerer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        settings = settings_for(
            server, state=":memory:", webhook_url="https://a.example/x", webhook_listen=listen
        )
        with pytest.raises(SettingsError, match="WENDANG_WEBHOOK_LISTEN"):
            await run(settings, library_of(lambda: archive))


@pytest.mark.parametrize("listen", ["a..b:80", f"{'x' * 70}.example:80"])
async def test_a_host_that_is_none_ends_in_one_line(server: Telegram, archive: Answerer, listen: str) -> None:
    """It names the key, the value and a remedy."""
    settings = settings_for(
        server, state=":memory:", webhook_url="https://a.example/x", webhook_listen=listen
    )
    with pytest.raises(SettingsError, match=f"WENDANG_WEBHOOK_LISTEN='{listen}' .*: set it to"):
        await run(settings, library_of(lambda: archive))


async def test_an_address_that_telegram_refuses_ends_in_one_line(server: Telegram, archive: Answerer) -> None:
    listen = f"127.0.0.1:{free_port()}"
    settings = settings_for(
        server, state=":memory:", webhook_url="http://bot.example/x", webhook_listen=listen
    )
    with pytest.raises(SettingsError, match="WENDANG_WEBHOOK_URL"):
        await run(settings, library_of(lambda: archive))


async def test_a_dead_network_is_said_once_and_the_webhook_set_when_it_lives(
    server: Telegram, archive: Answerer, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(Fault("setWebhook", 502, "Bad Gateway"))
    async with listening(server, archive):
        assert "刘吉" in (await server.answer(QUESTION)).text
    assert len([call for call in server.calls if call.method == "setWebhook"]) == 2
    assert caplog.text.count("cannot be reached") == 1


async def bring(address: str, *updates: dict[str, Any]) -> None:
    """Bring updates as Telegram does, side by side."""
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}

    async def post(session: aiohttp.ClientSession, update: dict[str, Any]) -> None:
        async with session.post(address, json=update, headers=header) as taken:
            assert taken.status == 200

    async with aiohttp.ClientSession() as session:
        await asyncio.gather(*(post(session, update) for update in updates))


async def test_updates_that_come_twice_or_out_of_order_are_answered_once_each(
    server: Telegram, archive: Answerer
) -> None:
    """Telegram repeats what it is not sure has arrived, and brings several updates at a time."""
    updates = [
        {"update_id": number, "message": server.message(QUESTION, user=number)}
        for number in (105, 103, 104, 101, 102)
    ]
    async with listening(server, archive, webhook_secret=SECRET) as address:
        await bring(address, *updates, *updates)
        await server.wait("sendMessage", 5)
        await bring(address, *updates)
        await server.answer("/help", user=9)
    asked = [int(call.fields["chat_id"]) for call in server.calls if call.method == "sendMessage"]
    assert sorted(asked) == [9, 101, 102, 103, 104, 105]


async def test_an_edit_that_overtakes_its_question_is_answered_once(
    server: Telegram, archive: Answerer
) -> None:
    message = server.message("asdkjh")
    edited = server.message(QUESTION) | {"message_id": message["message_id"], "edit_date": 1}
    async with listening(server, archive, webhook_secret=SECRET) as address:
        await bring(address, {"update_id": 102, "edited_message": edited})
        await server.wait("sendMessage")
        await bring(address, {"update_id": 101, "message": message})
        await server.answer("/help", user=9)
    sent = [call.text for call in server.calls if call.method == "sendMessage"]
    assert "刘吉" in sent[0]
    assert len(sent) == 2
