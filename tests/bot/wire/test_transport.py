"""One call over HTTP."""

from __future__ import annotations

import pytest
from telegram.error import NetworkError

from bot.wire.transport import AiohttpRequest


async def test_a_dead_network_is_told_without_the_address() -> None:
    """The address holds the token, and what is raised may be logged."""
    transport = AiohttpRequest(1)
    with pytest.raises(RuntimeError, match="not open"):
        await transport.do_request("http://127.0.0.1:9/bot123:secret/getMe", "POST")
    async with transport:
        with pytest.raises(NetworkError) as raised:
            await transport.do_request("http://127.0.0.1:9/bot123:secret/getMe", "POST")
    assert "secret" not in str(raised.value)
