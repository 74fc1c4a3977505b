"""``wendang mcp``: the archive as tools of a language model."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import retrieval
from retrieval.errors import MissingExtraError
from retrieval.terminal.commands.listening import listen_with, split_listen
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from retrieval.settings import Settings


@click.command()
@archive_option
@click.option(
    "--listen", metavar="HOST:PORT", help="Speak over HTTP at /mcp, instead of standard input and output."
)
def mcp(archive: Path | None, listen: str | None) -> None:
    """Give a language model the tools ask, search, read and timeline (Model Context Protocol).

    Over HTTP, WENDANG_SERVE_TOKEN is asked for as `wendang serve` asks for it.
    """
    if find_spec("mcp") is None:
        raise MissingExtraError("wendang mcp needs the extra `mcp`: pip install 'wendang[mcp]'")
    # The extra comes with them.
    from retrieval.serving.assistants import build_server  # noqa: PLC0415
    from retrieval.serving.desk import Desk  # noqa: PLC0415
    from retrieval.serving.talks import Talks  # noqa: PLC0415

    address = split_listen(listen) if listen else None
    settings = settings_for(archive)
    answerer = answerer_for(settings)
    desk = Desk(answerer, Talks(answerer, forget_after=settings.forget_after, clock=time.time))
    server = build_server(desk, settings.language, retrieval.__version__)
    if address:
        _listen(server, settings, *address)
    else:
        server.run("stdio")


def _listen(server: MCPServer[Any], settings: Settings, host: str, port: int) -> None:
    from mcp.server.transport_security import TransportSecuritySettings  # noqa: PLC0415

    from retrieval.serving.guarding import names_of  # noqa: PLC0415

    # Names are checked before a request comes here; who a page belongs to that sends it is checked here.
    names = names_of(host, settings.page_url or "")
    origins = [
        f"{scheme}://{name}{port}" for scheme in ("http", "https") for name in names for port in ("", ":*")
    ]
    hosts = [f"{name}{port}" for name in names for port in ("", ":*")]
    security = TransportSecuritySettings(
        enable_dns_rebinding_protection=bool(names), allowed_hosts=hosts, allowed_origins=origins
    )
    app = server.streamable_http_app(stateless_http=True, transport_security=security)
    listen_with(app, settings, host, port, "/mcp")
