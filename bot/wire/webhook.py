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

from bot.wire.monitoring import say_health
from bot.wire.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from telegram import Bot

    from bot.wire.processing import Inbox

_LOG = logging.getLogger(__name__)
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - a header's name


class Webhook:
    """The server.

    Args:
        address: where Telegram sees it; its path is the only one that takes updates.
        secret: what Telegram says with each update; whoever does not is refused.
        listen: ``host:port`` on which the server itself listens.
        troubles: returns what is not well.
    """

    def __init__(
        self, address: str, secret: str, listen: str, troubles: Callable[[], Mapping[str, str]]
    ) -> None:
        self._secret = secret.encode()
        self._troubles = troubles
        self._server = Server("WENDANG_WEBHOOK_LISTEN", listen)
        self._server.application.router.add_post(urlsplit(address).path or "/", self._take)
        self._server.application.router.add_get("/healthz", self._healthy)

    async def start(self, bot: Bot, inbox: Inbox) -> None:
        """Begin to take updates into the inbox.

        Raises:
            SettingsError: the address cannot be listened on.
        """
        self._bot, self._inbox = bot, inbox
        await self._server.start()

    async def stop(self) -> None:
        """Take no more updates; those that are being taken are still kept."""
        await self._server.stop()

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
        return say_health(self._troubles())
