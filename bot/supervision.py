"""What a service manager is told: systemd's `sd_notify`, where it listens."""

from __future__ import annotations

import os
import socket
from contextlib import suppress


def notify(*lines: str) -> None:
    """Tell the service manager something, like ``READY=1``; without one nothing happens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    # A name that begins with @ is one of Linux's own, and no file.
    path = "\0" + address[1:] if address.startswith("@") else address
    # Where it does not listen any more, nobody needs to be told.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sock:
        sock.connect(path)
        sock.send("\n".join(lines).encode())
