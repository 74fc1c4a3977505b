"""``wendang index``: build an archive's index on disk or in a cluster, or bring it up to date."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click
from watchfiles import watch

from retrieval.archive.accounting import describe_amounts
from retrieval.archive.telling import tell_all
from retrieval.errors import ArchiveError, StoreLocked
from retrieval.stores import store_to_build
from retrieval.terminal.commands.options import archive_option, complaining, settings_for
from retrieval.terminal.commands.progress import progress_bar
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
        click.echo(
            "wendang: WENDANG_ENGINE=memory never reads this index: set it to auto or disk to ask with it",
            err=True,
        )
    if watching:
        click.echo(f"watching {settings.archive} (end with Ctrl-C)", err=True)
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
                click.echo(f"watching {settings.archive} again", err=True)
                away = False
            _follow(settings)
        except (ArchiveError, FileNotFoundError) as error:
            if not away:
                click.echo(f"wendang: {error}; waiting for it", err=True)
            away = True
        except StoreLocked:
            # The archive is back, and somebody else takes it up: the next look will do.
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
        except StoreLocked as error:
            # The other writer takes the change up, or our next round does.
            click.echo(f"wendang: {error}", err=True)
        due = time.monotonic() + _UNTOLD


def _update(settings: Settings, *, rebuild: bool, quiet: bool = False) -> int:
    """Update the index, say what was done (``quiet``: if anything was), and return the number of problems."""
    problems: list[Problem] = []
    start = time.perf_counter()
    with progress_bar() as progress:
        update = build_index(settings, problems.append, progress, rebuild=rebuild)
    if update.helped:
        leader, units, _ = update.helped
        click.echo(
            f"helped {leader}: {units.get('read', 0)} parts of the archive read here and {units.get('cut', 0)} indexed in "
            f"{time.perf_counter() - start:.1f} s; the index is whole: {store_to_build(settings).place}"
        )
        return len(problems)
    if quiet and not update.changes:
        return len(problems)
    tell_all(problems, complaining(settings.language))
    if update.rebuilt:
        click.echo(f"built anew: {update.rebuilt}")
    click.echo(
        f"{update.new} new, {update.changed} changed, {update.gone} gone, {update.kept} unchanged files; "
        f"{update.documents} documents indexed in {time.perf_counter() - start:.1f} s; "
        f"{len(problems)} problems; index: {store_to_build(settings).place}"
    )
    if len(update.builders) > 1:
        click.echo(f"built by {'; '.join(f'{who}: {units} parts' for who, units in update.builders.items())}")
    if update.left_out:
        click.echo(
            f"left out: {', '.join(describe_amounts(update.left_out))}; `wendang check --lines` shows it"
        )
    return len(problems)
