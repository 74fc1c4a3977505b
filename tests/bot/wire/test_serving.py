"""An address that cannot be listened on is said, whichever setting names it."""

from __future__ import annotations

import socket

import aiohttp
import pytest
from botkit import free_port

from bot.wire.serving import Server
from retrieval import SettingsError


async def test_what_listens_stops() -> None:
    port = free_port()
    for _ in range(2):
        server = Server("WENDANG_X", f"127.0.0.1:{port}")
        await server.start()
        async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}/") as reply:
            assert reply.status == 404
        await server.stop()
        await server.stop()


@pytest.mark.parametrize("host", ["a..b", "127.0.0.1"])
async def test_an_address_that_cannot_be_listened_on_ends_in_one_line(host: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"{host}:{taken.getsockname()[1]}"
        with pytest.raises(SettingsError, match=f"WENDANG_X='{listen}' cannot be listened on"):
            await Server("WENDANG_X", listen).start()
