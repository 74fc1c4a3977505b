"""``wendang serve``."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from importlib import util
from typing import TYPE_CHECKING

import pytest

from retrieval.terminal.commands import serve

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


def test_it_answers_until_it_is_stopped(root: Path, tmp_path: Path) -> None:
    """It says where it is, answers page and API, writes nothing of what was asked, and ends in peace at Ctrl-C."""
    pytest.importorskip("starlette")
    port = free_port()
    command = [sys.executable, "-m", "retrieval", "serve", "--listen", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr
        said = server.stderr.readline()
        assert f"http://127.0.0.1:{port}/" in said
        address = (
            f"http://127.0.0.1:{port}/api/ask?question=%E8%B0%81%E4%B8%BB%E6%8C%81%E4%BA%86%E4%BC%9A%E8%AE%AE"
        )
        for attempt in range(100):
            try:
                with urllib.request.urlopen(address) as answer:
                    assert "刘吉" in answer.read().decode()
                break
            except OSError:
                assert attempt < 99
                time.sleep(0.1)
        server.send_signal(signal.SIGINT)
        rest = server.stderr.read()
        assert server.wait() in {0, -signal.SIGINT}
    assert "question" not in rest
    assert "Traceback" not in rest


def test_without_its_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and no traceback."""
    monkeypatch.setattr(
        serve, "find_spec", lambda name: None if name == "starlette" else util.find_spec(name)
    )
    result = run("serve")
    assert result.exit_code == 2
    assert "pip install 'wendang[serve]'" in result.stderr
