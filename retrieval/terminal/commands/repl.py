"""``wendang repl``: the prompt."""

from __future__ import annotations

from pathlib import Path

import click

from retrieval.terminal.commands.options import answerer_for, archive_option, settings_for
from retrieval.terminal.repl import Repl


@click.command()
@archive_option
def repl(archive: Path | None) -> None:
    """Ask as long as you like (:help there lists what else it knows).

    Lines piped in are answered one by one.
    """
    settings = settings_for(archive)
    Repl(answerer_for(settings), settings.language, forget_after=settings.forget_after).run()
