"""How far a build is, on standard error: a bar at a terminal, nothing in a pipe."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.progress import Progress as Bars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    from retrieval.index.building.workers import Progress

_STAGES = {"read": "reading", "cut": "indexing"}


@contextmanager
def progress_bar(opening: str = "") -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows what it is told: a bar a stage, with rate and time left.

    ``opening`` is said once there is something to show.
    """
    console = Console(stderr=True)
    bars = Bars(
        TextColumn("{task.description:>8}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def show(progress: Progress) -> None:
        if not progress.total:
            return
        if not tasks and opening:
            click.echo(opening, err=True)
        if progress.stage not in tasks:
            bars.start()
            tasks[progress.stage] = bars.add_task(_STAGES[progress.stage])
        bars.update(tasks[progress.stage], completed=progress.done, total=progress.total)

    try:
        yield show
    finally:
        bars.stop()
