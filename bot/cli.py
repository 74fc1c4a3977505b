"""``wendang bot``: answer on Telegram."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import run
from bot.library import Library
from bot.logs import set_up_logs
from bot.settings import BotSettings, secrets_of
from bot.state import State
from retrieval import Problem, open_answerer, read_settings, reopen_answerer

if TYPE_CHECKING:
    from retrieval import Answerer


@click.command()
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    help="A file or a folder to ask, instead of WENDANG_ARCHIVE.",
)
@click.option("--healthy", is_flag=True, help="Ask whether the bot that runs here is well: exit code 0 or 1.")
@click.pass_context
def bot(ctx: click.Context, archive: Path | None, *, healthy: bool) -> None:
    """Answer questions on Telegram, until it is stopped (Ctrl-C, SIGTERM).

    Needs WENDANG_TELEGRAM_TOKEN, the token that @BotFather gives.
    """
    settings = read_settings(BotSettings, archive=archive)
    if healthy:
        state = State(settings.state)
        well = state.updates.is_well()
        state.close()
        ctx.exit(0 if well else 1)
    set_up_logs(settings.log_level, settings.log_format, secrets_of(settings))
    # A thread that answers would keep Telegram's calls waiting for 5 ms at each turn, Python's default.
    sys.setswitchinterval(0.0005)
    library = Library(lambda: open_archive(settings), lambda: reopen_answerer(settings, _report))
    ctx.exit(asyncio.run(run(settings, library)))


def open_archive(settings: BotSettings) -> Answerer:
    """Open the archive; where its index must be built first, say so, since nothing is answered until then."""
    opening = iter([f"wendang: {settings.archive} has no index yet: building it, once"])

    def say(_: object) -> None:
        for line in opening:
            click.echo(line, err=True)

    return open_answerer(settings, _report, say)


def _report(problem: Problem) -> None:
    click.echo(f"wendang: {problem}", err=True)
