"""What is shown to whoever watches: `/metrics` for Prometheus, and `/healthz`."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from aiohttp import web

from bot.wire.serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.metrics import Metrics


def say_health(troubles: Mapping[str, str]) -> web.Response:
    """Return ``ok``, or 503 and what is not well, a line for each."""
    lines = [f"{part}: {trouble}\n" for part, trouble in troubles.items()]
    return web.Response(
        text="".join(lines) or "ok\n", status=HTTPStatus.SERVICE_UNAVAILABLE if lines else HTTPStatus.OK
    )


def monitor(listen: str, metrics: Metrics, troubles: Callable[[], Mapping[str, str]]) -> Server:
    """Return the server of WENDANG_METRICS, not yet started."""

    async def show(_: web.Request) -> web.Response:
        return web.Response(
            body=metrics.read_text(), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"}
        )

    async def tell(_: web.Request) -> web.Response:
        return say_health(troubles())

    server = Server("WENDANG_METRICS", listen)
    server.application.router.add_get("/metrics", show)
    server.application.router.add_get("/healthz", tell)
    return server
