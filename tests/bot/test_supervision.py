"""What a service manager is told."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest

from bot.supervision import notify

if TYPE_CHECKING:
    from pathlib import Path

UNIX = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="systemd speaks through a socket of Unix")


@UNIX
@pytest.mark.parametrize("abstract", [False, True])
def test_a_service_manager_that_listens_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, abstract: bool
) -> None:
    name = f"@{tmp_path.name}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if abstract else name)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        notify("READY=1", "STATUS=ok")
        assert manager.recv(100) == b"READY=1\nSTATUS=ok"


@UNIX
def test_where_nobody_listens_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "nobody"))
    notify("READY=1")
