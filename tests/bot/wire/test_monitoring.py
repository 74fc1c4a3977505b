"""What is shown to whoever watches."""

from __future__ import annotations

import aiohttp
from botkit import free_port

from bot.metrics import Metrics
from bot.wire.monitoring import monitor


async def test_troubles_are_told_with_a_status_that_says_so() -> None:
    """A line for each, and 503; without any 200. Nothing else is served."""
    listen = f"127.0.0.1:{free_port()}"
    troubles: dict[str, str] = {}
    server = monitor(listen, Metrics(), lambda: troubles)
    await server.start()
    async with aiohttp.ClientSession(f"http://{listen}") as session:
        async with session.get("/healthz") as reply:
            assert (reply.status, await reply.text()) == (200, "ok\n")
        troubles |= {"state": "it is full", "index": "gone"}
        async with session.get("/healthz") as reply:
            assert (reply.status, await reply.text()) == (503, "state: it is full\nindex: gone\n")
        async with session.get("/metrics") as reply:
            assert "process_resident_memory_bytes" in await reply.text()
        async with session.get("/") as reply:
            assert reply.status == 404
    await server.stop()
