"""``wendang serve``: a page to ask on, and an API."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

import click

from retrieval.errors import MissingExtraError, SettingsError
from retrieval.settings import check_listen
from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for


@click.command()
@archive_option
@click.option("--listen", metavar="HOST:PORT", help="Where to listen, instead of WENDANG_SERVE_LISTEN.")
def serve(archive: Path | None, listen: str | None) -> None:
    """Show a page to ask on, and answer programs under /api/ (described in /api/openapi.json), until Ctrl-C.

    On 127.0.0.1 only this machine reaches it. Where others do, set WENDANG_SERVE_TOKEN.
    """
    if any(find_spec(name) is None for name in ("jinja2", "starlette", "uvicorn")):
        raise MissingExtraError("wendang serve needs the extra `serve`: pip install 'wendang[serve]'")
    # The extra comes with them.
    import uvicorn  # noqa: PLC0415

    from retrieval.serving.app import build_app  # noqa: PLC0415
    from retrieval.serving.desk import Desk  # noqa: PLC0415
    from retrieval.serving.guarding import is_own_machine, names_of  # noqa: PLC0415
    from retrieval.serving.talks import Talks  # noqa: PLC0415

    settings = settings_for(archive)
    host, port = split_listen(listen or settings.serve_listen)
    token = settings.serve_token.get_secret_value() if settings.serve_token else ""
    answerer = answerer_for(settings)
    app = build_app(
        Desk(answerer, Talks(answerer, forget_after=settings.forget_after, clock=time.time)),
        settings.language,
        token=token,
        hosts=names_of(host, settings.page_url or ""),
    )
    if not token and not is_own_machine(host):
        click.echo(
            "wendang: everybody who reaches this machine may ask: set WENDANG_SERVE_TOKEN, or listen on 127.0.0.1",
            err=True,
        )
    click.echo(f"wendang: http://{host}:{port}/ (end with Ctrl-C)", err=True)
    # An access log would hold the questions.
    config = uvicorn.Config(
        app, host.strip("[]"), port, access_log=False, server_header=False, log_level="warning"
    )
    server = uvicorn.Server(config)
    try:
        server.run()
    except SystemExit:
        if not server.started:
            raise SettingsError(
                f"WENDANG_SERVE_LISTEN={host}:{port} cannot be listened on: it is taken, or not this machine's; "
                "name another with --listen"
            ) from None
        raise


def split_listen(listen: str) -> tuple[str, int]:
    """Return host and port of an address to listen on.

    >>> split_listen("[::1]:8090")
    ('[::1]', 8090)
    """
    try:
        host, _, port = check_listen(listen).rpartition(":")
    except ValueError:
        raise SettingsError(
            f"--listen {listen!r} is not valid: give host:port, like 127.0.0.1:8090"
        ) from None
    return host, int(port)
