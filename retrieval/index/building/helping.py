"""Helps with a build that another process leads, on whatever machine; refused where it would build something else."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.errors import StoreLocked
from retrieval.index.building.sharing import PAUSE, Builder, Tools
from retrieval.index.building.spool import Spool
from retrieval.index.building.units import measure
from retrieval.index.building.workers import Progress, open_pool
from retrieval.index.building.workplace import open_workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from retrieval.archive.files import ArchiveFile
    from retrieval.index.base import Board, Stage
    from retrieval.index.building.recipe import Recipe


class Helped(NamedTuple):
    """What a helper did: for whom, how many units of each stage, and whether the index was built in the end."""

    leader: str
    units: Mapping[Stage, int]
    built: bool


def help_build(
    board: Board,
    archive: Path,
    files: Mapping[str, ArchiveFile],
    recipe: Recipe,
    manifest: Mapping[str, Any],
    progress: Callable[[Progress], None],
) -> Helped | None:
    """Help with a build that another leads, until there is no work; None where it turns out that it leads no more.

    Args:
        board: of that build; it is closed.
        archive: a folder or a file.
        files: its files, by path.
        recipe: what texts are cut with here.
        manifest: what an index would be built with here.
        progress: is told how far it is.

    Raises:
        StoreLocked: it builds something else than would be built here.
        StoreError: the files here are not those that the leader has.
    """
    with closing(board):
        differs = recipe.differs(board.described, archive)
        if differs is None and board.described.get("listing") != manifest["listing"]:
            differs = "its files, their sizes or their times are others than here"
        if differs:
            raise StoreLocked(
                f"the index is being built by {board.leader}, and this process cannot help: {differs}: wait for it, or "
                "make version, settings and archive the same on both machines"
            )
        size = sum(map(measure, files.values()))
        with open_workplace() as folder, open_pool(size) as pool:
            builder = Builder(board, files, Tools(pool, Spool(str(folder)), recipe), helps=True)
            try:
                progress(Progress("help", 0, 0, (board.leader, "this one")))
                while (state := board.state()) == "open":
                    if not builder.work():
                        time.sleep(PAUSE)
            except StoreLocked:
                # A unit of ours was given to another, or the build has ended.
                return None
            return Helped(board.leader, builder.done, state == "done")
