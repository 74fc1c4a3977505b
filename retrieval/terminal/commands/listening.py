"""What the commands share that answer over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from retrieval.errors import SettingsError, quoted
from retrieval.settings import check_listen

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from retrieval.settings import Settings


def listen_with(app: ASGIApp, settings: Settings, host: str, port: int, path: str) -> None:
    """Answer over HTTP behind a guard until Ctrl-C.

    Args:
        app: answers.
        settings: name the token, and the address under which others reach the server.
        host: where to listen.
        port: likewise; 0 for any that is free.
        path: what is told to whoever started it.

    Raises:
        SettingsError: the address is taken, or is none of this machine.
    """
    # The extras come with them.
    import uvicorn  # noqa: PLC0415

    from retrieval.serving.guarding import Guard, is_own_machine, names_of  # noqa: PLC0415

    token = token_of(settings)
    if not token and not is_own_machine(host):
        click.echo(
            "wendang: everybody who reaches this machine may ask: set WENDANG_SERVE_TOKEN, or listen on 127.0.0.1",
            err=True,
        )
    guarded = Guard(app, token=token, hosts=names_of(host, settings.page_url or ""))
    # An access log would hold the questions.
    config = uvicorn.Config(
        guarded, host.strip("[]"), port, access_log=False, server_header=False, log_level="warning"
    )
    server = uvicorn.Server(config)
    click.echo(f"wendang: http://{host}:{port}{path} (end with Ctrl-C)", err=True)
    try:
        server.run()
    except KeyboardInterrupt:
        return
    except SystemExit:
        if server.started:
            raise
        raise SettingsError(
            f"{host}:{port} cannot be listened on: it is taken, or not this machine's; name another with --listen"
        ) from None


def token_of(settings: Settings) -> str:
    """Return what must be shown, or the empty string."""
    return settings.serve_token.get_secret_value() if settings.serve_token else ""


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of an address to listen on.

    >>> split_listen("[::1]:8090")
    ('[::1]', 8090)
    """
    try:
        host, _, port = check_listen(listen).rpartition(":")
    except ValueError:
        raise SettingsError(
            f"--listen {quoted(listen)} is not valid: give host:port, like 127.0.0.1:8090"
        ) from None
    return host, int(port)
