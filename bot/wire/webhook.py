"""Updates that Telegram brings: a small HTTP server behind nginx or Caddy, which speak TLS."""

from __future__ import annotations

import json
import logging
import sqlite3
from hmac import compare_digest
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from retrieval import SettingsError

if TYPE_CHECKING:
    from telegram import Bot

    from bot.wire.processing import Inbox

_LOG = logging.getLogger(__name__)
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name
_LARGEST = 1024 * 1024


class Webhook:
    """The server.

    Args:
        address: where Telegram sees it; its path is the only one that takes updates.
        secret: what Telegram says with each update; whoever does not is refused.
        listen: ``host:port`` on which the server itself listens.
    """

    def __init__(self, address: str, secret: str, listen: str) -> None:
        self._path = urlsplit(address).path or "/"
        self._secret = secret.encode()
        self._host, _, self._port = listen.rpartition(":")
        self._listen = listen
        self._runner: web.AppRunner | None = None

    async def start(self, bot: Bot, inbox: Inbox) -> None:
        """Begin to take updates into the inbox.

        Raises:
            SettingsError: the address cannot be listened on.
        """
        self._bot, self._inbox = bot, inbox
        application = web.Application(client_max_size=_LARGEST)
        application.router.add_post(self._path, self._take)
        application.router.add_get("/healthz", self._healthy)
        self._runner = web.AppRunner(application, access_log=None)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host.strip("[]"), int(self._port)).start()
        # A host with an empty or too long part fails to encode, before its address is looked up.
        except (OSError, ValueError) as error:
            await self.stop()
            reason = error.strerror if isinstance(error, OSError) else "not a host"
            raise SettingsError(
                f"WENDANG_WEBHOOK_LISTEN={self._listen!r} cannot be listened on ({reason}): "
                "set it to a free address, like 127.0.0.1:8080"
            ) from None

    async def stop(self) -> None:
        """Take no more updates; those that are being taken are still kept."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        # Bytes of a header that are no UTF-8 come as surrogates, and encoding these plainly would raise.
        said = request.headers.get(_SECRET, "").encode(errors="surrogateescape")
        if not compare_digest(said, self._secret):
            return web.Response(status=HTTPStatus.FORBIDDEN)
        try:
            given = json.loads(await request.read())
        except (ValueError, RecursionError, web.HTTPRequestEntityTooLarge) as error:
            # After an error Telegram would bring it again for a day.
            _LOG.warning("what was brought to the webhook could not be read: %s", type(error).__name__)
            return web.Response()
        try:
            # Telegram is told that the update has arrived once it is written down.
            await self._inbox.take(self._bot, given)
        except sqlite3.OperationalError as error:
            _LOG.warning("an update could not be written down (%s): it comes again", type(error).__name__)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()

    async def _healthy(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")
