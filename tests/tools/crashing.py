"""Processes that build and update an index without end, to be killed. Told `go`, it starts one more.

    python crashing.py ARCHIVE PLACE

PLACE is a folder, or the address of a cluster with the name of the archive's indices behind it.
A process is forked from one that has loaded everything, so that a hundred can be killed in a few seconds.
"""

from __future__ import annotations

import os
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.errors import StoreLocked
from retrieval.index.building.cutter import cut_batch
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.spool import Spool
from retrieval.index.building.update import update_index
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from retrieval.index.building.update import OpenWriter


def open_writer_at(place: str) -> OpenWriter:
    """Return what opens the index of a place for writing."""
    if not place.startswith("http"):
        return lambda *, fresh: DiskWriter(Path(place), fresh=fresh)
    # Not everybody has the client.
    from retrieval.index.opensearch.access import Access  # noqa: PLC0415
    from retrieval.index.opensearch.layout import Names  # noqa: PLC0415
    from retrieval.index.opensearch.writer import OpenSearchWriter  # noqa: PLC0415

    url, _, base = place.rpartition("/")
    access = Access((url,), replicas=0, timeout=30.0)
    return lambda *, fresh: OpenSearchWriter(access, Names(base), fresh=fresh)


def update(archive: Path, place: Path | str, *, rebuild: bool = False) -> None:
    """Bring the index of a place up to an archive."""
    update_index(
        open_writer_at(str(place)),
        archive,
        Recipe("rjieba"),
        rebuild=rebuild,
        report=lambda _: None,
        progress=lambda _: None,
    )


def work(archive: Path, place: str) -> None:
    """Change two files that belong together, update, and build anew every third time."""
    for number in count():
        for name in ("one", "two"):
            draft = archive / f".{name}"
            draft.write_text(f"第{number}轮会议召开，{name}。" * (number % 5 + 1), "utf-8")
            draft.replace(archive / f"{name}.txt")
        update(archive, place, rebuild=number % 3 == 2)


def main(archive: Path, place: str) -> None:
    """Start a process for each line that comes in; say its number, and when it is gone."""
    # Loaded once, here, where there is no thread yet that a fork would lose.
    cut_batch(("rjieba", (), encode_batch, Spool(""), []))
    fold("會議")
    open_writer_at(place)
    for _ in sys.stdin:
        process = os.fork()
        if not process:
            # Another process may have taken over from one that was stopped.
            try:
                work(archive, place)
            except StoreLocked as error:
                print(error, file=sys.stderr)  # noqa: T201 - shown where a test fails
            finally:
                os._exit(0)
        print(process, flush=True)  # noqa: T201 - read by the test
        os.waitpid(process, 0)
        print("gone", flush=True)  # noqa: T201 - likewise


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
