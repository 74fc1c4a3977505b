"""Archive → index: only what is new, changed or gone is worked on, on all cores.

Files are read here, and their bytes handed to other processes in pieces; what comes back are drafts of documents.
They are given their ids here, in the order of the archive, and handed out again to be cut into terms.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from retrieval.archive.accounting import add_amounts
from retrieval.archive.containers import is_container
from retrieval.archive.files import describe_listing, digest_file, list_files
from retrieval.index.building.cutting import Cutting
from retrieval.index.building.gathering import Gathering
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.workers import open_pool
from retrieval.index.building.workplace import open_workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.base import Writer
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.states import FileState
    from retrieval.index.building.workers import Progress

# Nanoseconds. File systems tell times apart by up to two seconds (FAT).
_TICK = 2_000_000_000
# How much larger about is what comes out of a container.
_PACKED = 10


class OpenWriter(Protocol):
    """Opens an index for writing."""

    def __call__(self, *, fresh: bool) -> Writer:
        """Open it; told ``fresh``, start from nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Update:
    """What a run did: how many files it found new, changed, gone or as before, and what the index holds.

    ``left_out`` is how much of the archive's text no question finds, by reason.
    """

    new: int
    changed: int
    gone: int
    kept: int
    documents: int
    rebuilt: str | None
    left_out: Amounts = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether there was anything to do."""
        return bool(self.new or self.changed or self.gone or self.rebuilt)


def update_index(
    open_writer: OpenWriter,
    archive: Path,
    recipe: Recipe,
    *,
    rebuild: bool,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
    """Bring an index up to its archive; readers see the old state until the new one is whole.

    Args:
        open_writer: opens the index for writing; told ``fresh``, it starts from nothing.
        archive: a folder or a file.
        recipe: what texts are cut with; an index made otherwise is built again.
        rebuild: read everything again.
        report: is told of each file or record that cannot be read, also of those found before.
        progress: is told how far it is.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        StoreLocked: another process is writing the index.
        StoreError: the index is damaged, or cannot be written.
    """
    started = time.time_ns()
    # Before the writer is opened: it makes a folder, even for an archive whose name was mistyped.
    listed = list_files(archive, report)
    files = {file.path: file for file in listed}
    manifest = recipe.describe(archive) | {"listing": describe_listing(listed), "read": started}
    reason = "as asked" if rebuild else None
    if not rebuild:
        with open_writer(fresh=False) as writer:
            held = writer.read_manifest()
            reason = recipe.differs(held, archive) if held else None
            if reason is None:
                return _update(writer, files, recipe, manifest, None, report, progress)
    with open_writer(fresh=True) as writer:
        return _update(writer, files, recipe, manifest, reason, report, progress)


def _update(
    writer: Writer,
    files: Mapping[str, ArchiveFile],
    recipe: Recipe,
    manifest: Mapping[str, Any],
    reason: str | None,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
    held = writer.read_manifest()
    ledger = Ledger(writer)
    known = {state.path: state for state in ledger.states()}
    read = held.get("read", 0)
    gone = [path for path in known if path not in files]
    new = [path for path in files if path not in known]
    changed = [path for path in files if path in known and not _is_same(files[path], known[path], read)]
    redone = {*gone, *new, *changed}
    for path, state in known.items():
        if path not in redone:
            for problem in state.problems:
                report(problem)
    left_out = add_amounts(*(state.left_out for path, state in known.items() if path not in redone))
    kept = len(files) - len(new) - len(changed)
    update = Update(len(new), len(changed), len(gone), kept, 0, reason, left_out)
    if not update.changes and {**held, "read": manifest["read"]} == manifest:
        return update
    # A copy or a checkout gave them new times: what is noted now need not be read again the next time.
    for path, file in files.items():
        if path not in redone and known[path].modified != file.modified:
            ledger.note_state(replace(known[path], modified=file.modified))
    if update.changes:
        documents, left_out = _redo(writer, files, known, redone, recipe, report, progress)
        update = replace(update, documents=documents, left_out=left_out)
    writer.commit(manifest)
    return update


def _redo(
    writer: Writer,
    files: Mapping[str, ArchiveFile],
    known: Mapping[str, FileState],
    redone: set[str],
    recipe: Recipe,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> tuple[int, Amounts]:
    """Take out of an index what it holds of some files, and put in what they hold now.

    Return how many documents those are, and how much of all files is left out.
    """
    # Files that claim an id together get theirs anew together, as a reading from the start would give them.
    redone = redone | _claiming(redone, known)
    while True:
        size = sum(
            files[path].size * (_PACKED if is_container(path) else 1) for path in redone if path in files
        )
        with (
            open_workplace() as folder,
            open_pool(size) as pool,
            Gathering(writer, pool, folder, progress) as gathered,
        ):
            claiming = gathered.read([files[path] for path in files if path in redone], redone)
            if not claiming:
                writer.remove_files(redone & set(known))
                documents = Cutting(gathered, writer, pool, recipe, report, progress).write(
                    list(files), known
                )
                kept = (
                    state.left_out for path, state in known.items() if path in files and path not in redone
                )
                return documents, add_amounts(*kept, *gathered.left_out.values())
        redone |= claiming | _claiming(claiming, known)


def _is_same(file: ArchiveFile, state: FileState, read: int) -> bool:
    """Say whether a file is as it was; ``read`` is when the run began that read it, or compared it, the last time.

    A file that had just been written then may have been changed right after and bear the same time: its bytes are
    compared. That is found out here and not where a file is noted: what is noted would depend on how quickly the
    archive was indexed after it was written, and two builds of one archive would differ.
    """
    if file.size != state.size or (file.url, file.day) != state.listed:
        return False
    if file.modified == state.modified and file.modified < read - _TICK:
        return True
    return digest_file(file) == state.digest


def _claiming(paths: Iterable[str], known: Mapping[str, FileState]) -> set[str]:
    """Return the files that share an id with one of these, directly or through others."""
    found: set[str] = set()
    ids = {id for path in paths if path in known for id in known[path].shared}
    while ids:
        more = {path for path, state in known.items() if path not in found and ids & set(state.shared)}
        if not more:
            break
        found |= more
        ids = {id for path in more for id in known[path].shared}
    return found
