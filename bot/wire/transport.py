"""Calls to the Bot API over aiohttp.

python-telegram-bot's own transport (httpx) is the narrow place of a busy bot: with dozens of calls in flight
its latency grows to seconds.
"""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest

from bot.wire.envelopes import UnreadableReply, read_envelope

if TYPE_CHECKING:
    from telegram._utils.types import ODVInput
    from telegram.request import RequestData

_CONNECT_SECONDS = 10.0
_READ_SECONDS = 20.0
# Beyond the wait for its first byte. A server that sends a byte now and then would hold a call for ever.
_REPLY_SECONDS = 120.0
# A bot may fetch files of 20 MB from Telegram; what the Bot API itself says is far below.
_LARGEST = 32 * 1024 * 1024


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
        """Send one call, and return the status and the body.

        Raises:
            NetworkError: no answer came, or none of Telegram's.
        """
        if self._session is None:
            raise RuntimeError("the transport is not open")
        reading = _seconds(read_timeout, _READ_SECONDS)
        timeout = aiohttp.ClientTimeout(
            total=None if reading is None else reading + _REPLY_SECONDS,
            sock_connect=_seconds(connect_timeout, _CONNECT_SECONDS),
            sock_read=reading,
        )
        try:
            async with self._session.request(
                method,
                url,
                data=_body(request_data),
                headers=_headers(request_data),
                timeout=timeout,
                # Whoever sends us elsewhere would be sent what the message says.
                allow_redirects=False,
            ) as reply:
                body = await _read(reply)
                status = reply.status
        except TimeoutError:
            raise TimedOut from None
        # A reply that is no HTTP, a name that cannot be looked up, a socket that the system refuses.
        except (aiohttp.ClientError, ValueError, OSError) as error:
            # Only the class is told: the message may hold the address, and the address holds the token.
            raise NetworkError(type(error).__name__) from None
        # A file is fetched by GET and is no reply of the Bot API.
        if method == "GET":
            if status != HTTPStatus.OK:
                raise NetworkError(f"status {status}")
        else:
            status, body = read_envelope(status, body)
        self.replied_at = time.monotonic()
        return status, body


async def _read(reply: aiohttp.ClientResponse) -> bytes:
    body = bytearray()
    async for piece in reply.content.iter_any():
        body += piece
        if len(body) > _LARGEST:
            reply.close()
            raise UnreadableReply(f"status {reply.status}, a reply without end")
    return bytes(body)


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
