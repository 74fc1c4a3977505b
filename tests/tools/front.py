"""A server in front of a cluster's node: it counts requests, spoils answers, and asks who is there."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
import time
import urllib.error
import urllib.request
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable

READING = {("GET", "/"), ("POST", "/_msearch")}
"""What a user who only reads may do, beside reading a document by its name."""


class Front:
    """Passes requests on to a node; a context manager.

    Args:
        node: the address behind it.
        tls: makes it speak TLS.
        users: names and passwords; nobody else is let in. Names that begin with ``reader`` may only read.
    """

    def __init__(
        self, node: str, *, tls: ssl.SSLContext | None = None, users: dict[str, str] | None = None
    ) -> None:
        self.node = node
        self.faults: list[str] = []
        """What is done to the next requests: reset, half, slow, html, 502, partial, or nothing."""
        self.always = ""
        """What is done to all others."""
        self.requests: list[tuple[str, str]] = []
        self.spoil: Callable[[dict[str, Any]], dict[str, Any]] = lambda answer: answer
        self._users = {
            "Basic " + b64encode(f"{name}:{password}".encode()).decode(): name
            for name, password in (users or {}).items()
        }
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: object) -> None:
                pass

            def _pass_on(self) -> None:
                front._answer(self)

            do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _pass_on  # noqa: N815 - the library's names

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.url = f"{'https' if tls else 'http'}://localhost:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        body = handler.rfile.read(int(handler.headers.get("Content-Length", 0)))
        self.requests.append((handler.command, path.partition("?")[0]))
        if not self._admits(handler, path.partition("?")[0]):
            return
        fault = self.faults.pop(0) if self.faults else self.always
        if fault == "reset":
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            handler.close_connection = True
            return
        if fault == "slow":
            time.sleep(2)
        if fault in {"html", "502"}:
            self._send(handler, 200 if fault == "html" else 502, b"<html>Welcome</html>", "text/html")
            return
        request = urllib.request.Request(self.node + path, body or None, method=handler.command)  # noqa: S310 - ours
        request.add_header("Content-Type", handler.headers.get("Content-Type", "application/json"))
        try:
            with urllib.request.urlopen(request, timeout=120) as response:  # noqa: S310 - likewise
                status, data = response.status, response.read()
        except urllib.error.HTTPError as error:
            status, data = error.code, error.read()
        answer = self.spoil(json.loads(data))
        if fault == "partial":
            _lose_a_shard(answer)
        data = json.dumps(answer).encode()
        self._send(handler, status, data, half=fault == "half")

    def _admits(self, handler: BaseHTTPRequestHandler, path: str) -> bool:
        """Say whether a user may do this; if not, that is answered."""
        if not self._users:
            return True
        user = self._users.get(handler.headers.get("Authorization", ""))
        if user is None:
            self._send(handler, 401, b"Unauthorized", "text/plain")
            return False
        reads = (handler.command, path) in READING or (handler.command == "GET" and "/_doc/" in path)
        if user.startswith("reader") and not reads:
            error = {"error": {"type": "security_exception"}, "status": 403}
            self._send(handler, 403, json.dumps(error).encode())
            return False
        return True

    def _send(
        self,
        handler: BaseHTTPRequestHandler,
        status: int,
        data: bytes,
        kind: str = "application/json; charset=UTF-8",
        *,
        half: bool = False,
    ) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2] if half else data)
        if half:
            handler.close_connection = True


def _lose_a_shard(answer: dict[str, Any]) -> None:
    """Make of an answer what a cluster gives where a shard failed and nobody asked for all of them."""
    for one in answer.get("responses", [answer]):
        if "_shards" in one:
            one["_shards"]["failed"] = 1
            one.get("hits", {})["hits"] = []
