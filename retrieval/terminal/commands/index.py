"""``wendang index``: build an archive's index on disk or in a cluster, or bring it up to date."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
from watchfiles import watch

from retrieval.archive.telling import tell_all
from retrieval.errors import ArchiveError, StoreAway, StoreLocked
from retrieval.stores import store_to_build
from retrieval.terminal.builds import list_amounts, told
from retrieval.terminal.commands.options import archive_option, complaining, settings_for
from retrieval.terminal.commands.progress import progress_bar
from retrieval.terminal.refusals import say_refusal
from retrieval.wiring import build_index

if TYPE_CHECKING:
    from retrieval.archive.records import Problem
    from retrieval.settings import Settings

# Milliseconds. A copy of many files is one change; yet what was saved is to be found two seconds later.
_SETTLE = 400
_LOOK = 500
# Seconds.
_UNTOLD = 60


@click.command()
@archive_option
@click.option(
    "--rebuild", is_flag=True, help="Read everything again, and replace the index when it is whole."
)
@click.option("--watch", "watching", is_flag=True, help="Stay, and take up each change of the archive.")
@click.pass_context
def index(ctx: click.Context, archive: Path | None, rebuild: bool, watching: bool) -> None:
    """Index the archive on disk, or in a cluster: only files that are new, changed or gone are worked on.

    Run on several machines at once, a large build in a cluster is shared: one leads it, and the others help.

    Whoever asks meanwhile is answered from the old state until the new one is whole. Exit code 1 where a
    file or record could not be read.
    """
    settings = settings_for(archive)
    problems = _update(settings, rebuild=rebuild)
    if settings.engine == "memory":
        click.echo(told("never read", settings.language), err=True)
    if watching:
        click.echo(told("watching", settings.language, archive=settings.archive), err=True)
        _watch(settings)
    elif problems:
        ctx.exit(1)


def _watch(settings: Settings) -> None:
    """Follow the archive until Ctrl-C; while it is away (moved, a disk that comes back), wait for it."""
    away = False
    while True:
        try:
            if away:
                time.sleep(_LOOK / 1000)
                _update(settings, rebuild=False, quiet=True)
                click.echo(told("watching again", settings.language, archive=settings.archive), err=True)
                away = False
            _follow(settings)
        except (ArchiveError, FileNotFoundError) as error:
            if not away:
                why = say_refusal(str(error), settings.language)
                click.echo(told("away", settings.language, why=why), err=True)
            away = True
        except (StoreLocked, StoreAway):
            # The archive is back, and somebody else takes it up, or its cluster is away: the next look will do.
            continue
        except KeyboardInterrupt:
            return


def _follow(settings: Settings) -> None:
    """Update at each change, and now and then without one: some file systems tell of none.

    Raises:
        ArchiveError: the archive is away. It needs another watch when it is back: this one is for the folder
            that it was, wherever that is now.
    """
    # The first look is due once the watch stands: what changed before was told to nobody.
    due = time.monotonic()
    for changes in watch(
        settings.archive, step=_SETTLE // 4, debounce=_SETTLE, rust_timeout=_LOOK, yield_on_timeout=True
    ):
        if not changes and time.monotonic() < due and settings.archive.exists():
            continue
        try:
            _update(settings, rebuild=False, quiet=not changes)
        except (StoreLocked, StoreAway) as error:
            # The other writer takes the change up, or our next round does; that one also finds a cluster that is back.
            why = say_refusal(str(error), settings.language)
            click.echo(told("locked", settings.language, why=why), err=True)
        due = time.monotonic() + _UNTOLD


def _update(settings: Settings, *, rebuild: bool, quiet: bool = False) -> int:
    """Update the index, say what was done (``quiet``: if anything was), and return the number of problems."""
    problems: list[Problem] = []
    start = time.perf_counter()
    with progress_bar(settings.language) as progress:
        update = build_index(settings, problems.append, progress, rebuild=rebuild)
    say = partial(told, language=settings.language)
    seconds, place = time.perf_counter() - start, store_to_build(settings).place
    if update.helped:
        leader, units, _ = update.helped
        read, cut = units.get("read", 0), units.get("cut", 0)
        click.echo(say("helped", leader=leader, read=read, cut=cut, seconds=seconds, place=place))
        return len(problems)
    if quiet and not update.changes:
        return len(problems)
    tell_all(problems, complaining(settings.language))
    if update.rebuilt:
        click.echo(say("anew", why=say_refusal(update.rebuilt, settings.language)))
    click.echo(
        say(
            "done",
            new=update.new,
            changed=update.changed,
            gone=update.gone,
            kept=update.kept,
            documents=update.documents,
            seconds=seconds,
            problems=len(problems),
            place=place,
        )
    )
    if len(update.builders) > 1:
        shares = (say("parts", who=who, units=units) for who, units in update.builders.items())
        click.echo(say("built by", who="; ".join(shares)))
    if update.left_out:
        amounts = ", ".join(list_amounts(update.left_out, settings.language))
        click.echo(say("left out", amounts=amounts))
    return len(problems)
