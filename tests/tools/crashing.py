"""Processes that build and update an index without end, to be killed. Told `go`, it starts one more.

    python crashing.py ARCHIVE FOLDER

A process is forked from one that has loaded everything, so that a hundred can be killed in a few seconds.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path

from retrieval.chinese.folding import fold
from retrieval.index.building.cutting import cut_batch
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.spool import Spool
from retrieval.index.building.update import update_index
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.writer import DiskWriter


def update(archive: Path, folder: Path, *, rebuild: bool = False) -> None:
    """Bring the index in a folder up to an archive."""
    update_index(
        lambda *, fresh: DiskWriter(folder, fresh=fresh),
        archive,
        Recipe("rjieba"),
        rebuild=rebuild,
        report=lambda _: None,
        progress=lambda _: None,
    )


def work(archive: Path, folder: Path) -> None:
    """Change two files that belong together, update, and build anew every third time."""
    for number in count():
        for name in ("one", "two"):
            draft = archive / f".{name}"
            draft.write_text(f"第{number}轮会议召开，{name}。" * (number % 5 + 1), "utf-8")
            draft.replace(archive / f"{name}.txt")
        update(archive, folder, rebuild=number % 3 == 2)


def main(archive: Path, folder: Path) -> None:
    """Start a process for each line that comes in; say its number, and when it is gone."""
    # Loaded once, here, where there is no thread yet that a fork would lose.
    cut_batch(("rjieba", (), encode_batch, Spool(""), []))
    fold("會議")
    for _ in sys.stdin:
        process = os.fork()
        if not process:
            work(archive, folder)
        print(process, flush=True)  # noqa: T201 - read by the test
        os.waitpid(process, 0)
        print("gone", flush=True)  # noqa: T201 - likewise


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
