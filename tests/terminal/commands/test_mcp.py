"""``wendang mcp``, as a program that speaks the protocol starts it or reaches it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from importlib import util
from typing import TYPE_CHECKING, Any

import pytest

from retrieval.terminal.commands import mcp as command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return int(some.getsockname()[1])


async def ask(server: Any, **options: Any) -> str:
    """Ask over a connection, and return what a model is given."""
    from mcp import Client  # noqa: PLC0415 - comes with an extra

    async with Client(server, **options) as client:
        result = await client.call_tool("ask", {"question": "谁主持了会议？"})
        return str(result.content[0].text)


async def test_it_is_started_by_a_program(root: Path) -> None:
    """Over standard input and output, where nothing else is written."""
    stdio = pytest.importorskip("mcp.client.stdio")
    server = stdio.StdioServerParameters(
        command=sys.executable, args=["-m", "retrieval", "mcp"], cwd=str(root), env=dict(os.environ)
    )
    assert "刘吉主持会议" in await ask(server)


async def test_it_is_reached_over_http(root: Path) -> None:
    """At /mcp, until Ctrl-C."""
    pytest.importorskip("mcp")
    arguments = ["mcp", "--listen", f"127.0.0.1:{free_port()}"]
    with subprocess.Popen(  # noqa: ASYNC220 - it is started before anything waits
        [sys.executable, "-m", "retrieval", *arguments], cwd=root, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        address = server.stderr.readline().split()[1]
        for attempt in range(50):
            try:
                assert "刘吉主持会议" in await ask(address)
                break
            except Exception:  # noqa: BLE001 - the server is still starting, in whichever way that shows
                assert attempt < 49
                await asyncio.sleep(0.2)
        server.send_signal(signal.SIGINT)
        server.communicate()


def test_without_its_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no traceback."""
    monkeypatch.setattr(command, "find_spec", lambda name: None if name == "mcp" else util.find_spec(name))
    result = run("mcp")
    assert result.exit_code == 2
    assert "pip install 'wendang[mcp]'" in result.stderr
