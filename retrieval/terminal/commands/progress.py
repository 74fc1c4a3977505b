"""How far a build is, on standard error: a bar at a terminal, nothing in a pipe."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from retrieval.terminal.builds import told as say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    from retrieval.index.building.workers import Progress
    from retrieval.wording import Language


@contextmanager
def progress_bar(language: Language, opening: str = "") -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows what it is told: a bar a stage, with rate and time left.

    Args:
        language: of its words.
        opening: what is said once there is something to show.
    """
    bars: Bars | None = None
    tasks: dict[str, TaskID] = {}

    told: tuple[str, ...] = ()

    def tell_builders(builders: tuple[str, ...]) -> None:
        """Say who builds, each time that somebody comes or goes."""
        nonlocal told
        if builders != told and (len(builders) > 1 or told):
            told = builders
            click.echo(say("builders", language, who=", ".join(builders)), err=True)

    def show(progress: Progress) -> None:
        nonlocal bars
        if progress.stage == "help":
            tell_builders(progress.builders)
            return
        if not progress.total:
            return
        if not tasks and opening:
            click.echo(opening, err=True)
        bars = bars or _make_bars()
        if progress.stage not in tasks:
            bars.start()
            tasks[progress.stage] = bars.add_task(say(progress.stage, language))
        bars.update(tasks[progress.stage], completed=progress.done, total=progress.total)

    try:
        yield show
    finally:
        if bars:
            bars.stop()


def _make_bars() -> Bars:
    # Most commands have nothing to show, and need not wait until this is loaded.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
