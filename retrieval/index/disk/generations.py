"""What the folder of an index holds, and how it is kept whole.

    WENDANG_INDEX/
      CURRENT         the name of the generation that is served, replaced in one step
      writer.lock     held by the process that writes
      writer.json     who holds it
      v1-000001/      a generation: its segments, each of which never changes (see segments.py)
        commit.json     which segments make up the state (see commits.py), replaced in one step

An update is a commit within the generation; a rebuild is a new generation. Either way a reader sees the old
state until the new one is whole, and a process that is killed leaves the old one as it was.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

from retrieval.errors import StoreError
from retrieval.expressions import regex
from retrieval.index.disk.commits import COMMIT
from retrieval.index.disk.files import replace_file, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 7
"""The format of what is kept: an index of another format is refused."""

REMEDY = "build it again with `wendang index --rebuild`"

CURRENT = "CURRENT"
_GENERATION = regex(r"v(?P<format>\d+)-(?P<number>\d{6,})")


class Stamp(NamedTuple):
    """What changes whenever a new state is served: of ``CURRENT`` and of the generation's ``commit.json``.

    ``commit`` is None where the generation is gone.
    """

    current: tuple[int, int]
    commit: tuple[int, int] | None


def holds_index(folder: Path) -> bool:
    """Say whether there is an index in a folder, sound or not."""
    return os.path.lexists(folder / CURRENT)


def read_generation(folder: Path) -> Path | None:
    """Return the generation that is served, or None where there is none yet.

    Raises:
        StoreError: ``CURRENT`` cannot be read, or names something else.
    """
    try:
        name = _read_current(folder)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"the index in {str(folder)!r} cannot be read ({error}): {REMEDY}") from None
    if name is None:
        return None
    generation = _GENERATION.fullmatch(name)
    if not generation:
        raise StoreError(f"the index in {str(folder)!r} is damaged (CURRENT holds {name[:40]!r}): {REMEDY}")
    if int(generation["format"]) != FORMAT:
        raise StoreError(
            f"the index in {str(folder)!r} has format {generation['format']}, and this wendang reads "
            f"{FORMAT}: {REMEDY}"
        )
    return folder / name


def _read_current(folder: Path) -> str | None:
    """Return what ``CURRENT`` holds, or None where there is none."""
    try:
        return (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None


def read_stamp(folder: Path, generation: Path) -> Stamp | None:
    """Return what tells one state from the next, or None where nothing is served any more."""
    current = _identify(folder / CURRENT)
    return Stamp(current, _identify(generation / COMMIT)) if current else None


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


def new_generation(folder: Path) -> Path:
    """Make the folder of a generation that nobody serves yet, and return it."""
    found = [_GENERATION.fullmatch(path.name) for path in folder.iterdir()]
    last = max((int(match["number"]) for match in found if match), default=0)
    generation = folder / f"v{FORMAT}-{last + 1:06}"
    generation.mkdir()
    sync_folder(folder)
    return generation


def serve_generation(folder: Path, generation: Path) -> None:
    """Make a generation the one that is served, in one step."""
    current = folder / CURRENT
    if current.is_dir() and not current.is_symlink():
        # No file takes the place of a folder.
        shutil.rmtree(current)
    replace_file(folder / CURRENT, generation.name.encode("ascii"))


def remove_unserved(folder: Path) -> None:
    """Remove the generations that ``CURRENT`` does not name: what killed builds left.

    The one that it names stays, of whatever format it is, until another is whole.
    """
    try:
        name = _read_current(folder)
    except (OSError, UnicodeDecodeError):
        return
    if name is None or _GENERATION.fullmatch(name):
        remove_others(folder, folder / name if name else None)


def remove_others(folder: Path, generation: Path | None) -> None:
    """Remove every generation but one: those that were replaced, and those that a killed build left."""
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path != generation:
            # What cannot be removed now (a reader's open file, on some systems) is removed the next time.
            shutil.rmtree(path, ignore_errors=True)
