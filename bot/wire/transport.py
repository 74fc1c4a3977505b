"""Calls to the Bot API over aiohttp.

python-telegram-bot's own transport (httpx) is the narrow place of a busy bot: with dozens of calls in flight
its latency grows to seconds.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

_CONNECT_SECONDS = 10.0
_READ_SECONDS = 20.0


class AiohttpRequest(BaseRequest):
    """A transport with at most ``connections`` calls in flight."""

    def __init__(self, connections: int) -> None:
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None
        self.replied_at = time.monotonic()
        """When a reply came last, or this was made, in the seconds of :func:`time.monotonic`."""

    @property
    def read_timeout(self) -> float:
        """How long an answer may take; long polling adds its own time."""
        return _READ_SECONDS

    async def initialize(self) -> None:
        """Open the pool; harmless where it is open."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        """Close the pool; harmless where it is closed."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        write_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - aiohttp has one for both
        connect_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,
        pool_timeout: ODVInput[float] = BaseRequest.DEFAULT_NONE,  # noqa: ARG002 - a call waits its turn
    ) -> tuple[int, bytes]:
        """Send one call, and return the status and the body."""
        if self._session is None:
            raise RuntimeError("the transport is not open")
        timeout = aiohttp.ClientTimeout(
            sock_connect=_seconds(connect_timeout, _CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, _READ_SECONDS),
        )
        try:
            async with self._session.request(
                method, url, data=_body(request_data), headers=_headers(request_data), timeout=timeout
            ) as reply:
                body = await reply.read()
                self.replied_at = time.monotonic()
                return reply.status, body
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Only the class is told: the message may hold the address, and the address holds the token.
            raise NetworkError(type(error).__name__) from None


def _seconds(given: ODVInput[float], default: float) -> float | None:
    return given if given is None or isinstance(given, int | float) else default


def _body(data: RequestData | None) -> bytes | aiohttp.FormData | None:
    if data is None:
        return None
    if not data.contains_files:
        return data.url_encoded_parameters().encode()
    form = aiohttp.FormData(data.json_parameters)
    for name, part in data.multipart_data.items():
        filename, content, kind = part
        form.add_field(name, content, filename=filename, content_type=kind)
    return form


def _headers(data: RequestData | None) -> dict[str, str]:
    plain = data is not None and not data.contains_files
    return {"Content-Type": "application/x-www-form-urlencoded"} if plain else {}
