"""``wendang bot``: answer on Telegram."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app import run
from bot.library import Library
from bot.logs import say, set_up_logs
from bot.settings import BotSettings, secrets_of, settings_of_archive
from bot.updates import read_trouble
from bot.workers import Workers, count_cores
from retrieval import open_answerer, read_settings, reopen_answerer
from retrieval.archive.telling import Telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval import Answerer, Settings


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
        trouble = read_trouble(settings.state)
        if trouble:
            click.echo(f"wendang: {trouble}", err=True)
        ctx.exit(1 if trouble else 0)
    set_up_logs(settings.log_level, settings.log_format, secrets_of(settings))
    ctx.exit(asyncio.run(run(settings, _library_of(settings))))


def _library_of(settings: BotSettings) -> Library:
    """Return the archive as the processes open it, which know nothing of Telegram."""
    plain = settings_of_archive(settings)
    logs = (settings.log_level, settings.log_format)
    again = partial(open_archive, plain)

    def opening(first: Callable[[], Answerer]) -> Workers:
        return Workers(first, again, count_cores(), logs)

    return Library(partial(opening, partial(open_archive, plain)), partial(opening, partial(_reopen, plain)))


def open_archive(settings: Settings) -> Answerer:
    """Open the archive; where its index must be built first, say so, since nothing is answered until then."""
    opening = iter([f"{settings.archive} has no index yet: building it, once"])

    def tell(_: object) -> None:
        for line in opening:
            say(line)

    with Telling(say) as report:
        return open_answerer(settings, report, tell)


def _reopen(settings: Settings) -> Answerer:
    with Telling(say) as report:
        return reopen_answerer(settings, report)
