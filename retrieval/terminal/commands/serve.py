"""``wendang serve``: a page to ask on, and an API."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path

import click

from retrieval.errors import MissingExtraError
from retrieval.terminal.commands.listening import listen_with, split_listen, token_of
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
    from retrieval.serving.app import build_app  # noqa: PLC0415
    from retrieval.serving.desk import Desk  # noqa: PLC0415
    from retrieval.serving.talks import Talks  # noqa: PLC0415

    settings = settings_for(archive)
    host, port = split_listen(listen or settings.serve_listen)
    answerer = answerer_for(settings)
    desk = Desk(answerer, Talks(answerer, forget_after=settings.forget_after, clock=time.time))
    listen_with(build_app(desk, settings.language, token=token_of(settings)), settings, host, port, "/")
