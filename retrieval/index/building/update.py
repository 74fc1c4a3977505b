"""Archive → index: only what is new, changed or gone is worked on, on all cores.

Files are read here, and their bytes handed to other processes in pieces; what comes back are drafts of documents.
They are given their ids here, in the order of the archive, and handed out again to be cut into terms.
"""

from __future__ import annotations

import time
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, Protocol

from retrieval.archive.accounting import add_amounts
from retrieval.archive.files import describe_listing, digest_file, list_files
from retrieval.errors import StoreLocked
from retrieval.index.base import SharingWriter
from retrieval.index.building.cutter import Cutter, in_batches
from retrieval.index.building.cutting import Cutting
from retrieval.index.building.gathering import Gathering
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.reading import Reading
from retrieval.index.building.sharing import Builder, Leading, Tools, help_build, refuse_other
from retrieval.index.building.spool import Spool
from retrieval.index.building.units import measure, split
from retrieval.index.building.workers import Progress, open_pool
from retrieval.index.building.workplace import open_workplace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from retrieval.archive.accounting import Amounts
    from retrieval.archive.files import ArchiveFile
    from retrieval.archive.records import Problem
    from retrieval.index.base import Board, LedBoard, Writer
    from retrieval.index.building.cutter import Told
    from retrieval.index.building.recipe import Recipe
    from retrieval.index.building.sharing import Helped
    from retrieval.index.building.states import FileState

    JoinBuild = Callable[[], Board | Literal["alone", "gone"]]

# Nanoseconds. File systems tell times apart by up to two seconds (FAT).
_TICK = 2_000_000_000
# Bytes of files: a change that is smaller is taken up before others have begun to help.
_WORTH_SHARING = 64 << 20


class OpenWriter(Protocol):
    """Opens an index for writing."""

    def __call__(self, *, fresh: bool) -> Writer:
        """Open it; told ``fresh``, start from nothing."""
        ...


@dataclass(frozen=True, slots=True)
class Update:
    """What a run did: how many files it found new, changed, gone or as before, and what the index holds.

    ``left_out`` is how much of the archive's text no question finds, by reason. ``helped`` is set where another process
    did all that, and this one helped with it: who led, and how many units this one read and cut. ``builders`` are who did
    how many units of a build that was shared.
    """

    new: int
    changed: int
    gone: int
    kept: int
    documents: int
    rebuilt: str | None
    left_out: Amounts = field(default_factory=dict)
    helped: Helped | None = None
    builders: Mapping[str, int] = field(default_factory=dict)

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
    join: JoinBuild = lambda: "alone",
) -> Update:
    """Bring an index up to its archive; readers see the old state until the new one is whole.

    Args:
        open_writer: opens the index for writing; told ``fresh``, it starts from nothing.
        archive: a folder or a file.
        recipe: what texts are cut with; an index made otherwise is built again.
        rebuild: read everything again.
        report: is told of each file or record that cannot be read, also of those found before.
        progress: is told how far it is.
        join: joins the build that another process leads, where one is under way: then its work is shared.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        StoreLocked: another process is writing the index, and nobody can help it.
        StoreError: the index is damaged, or cannot be written.
    """
    started = time.time_ns()
    # Before the writer is opened: it makes a folder, even for an archive whose name was mistyped.
    listed = list_files(archive, report)
    files = {file.path: file for file in listed}
    manifest = recipe.describe(archive) | {"listing": describe_listing(listed), "read": started}
    while True:
        try:
            return _bring_up(open_writer, archive, files, recipe, manifest, rebuild, report, progress)
        except StoreLocked:
            board = join()
            if board == "alone":
                raise
        if board != "gone":
            with closing(board):
                refuse_other(board, recipe, archive, manifest["listing"])
                with _open_tools(sum(map(measure, files.values())), recipe) as (_, tools):
                    helped = help_build(board, files, tools, progress)
            if helped and helped.built:
                return Update(0, 0, 0, 0, 0, None, helped=helped)
        # Who led the build is gone: whoever comes first leads it now.


def _bring_up(
    open_writer: OpenWriter,
    archive: Path,
    files: Mapping[str, ArchiveFile],
    recipe: Recipe,
    manifest: Mapping[str, Any],
    rebuild: bool,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> Update:
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
        documents, left_out, builders = _redo(
            writer, manifest, files, known, redone, recipe, report, progress
        )
        update = replace(update, documents=documents, left_out=left_out, builders=builders)
    writer.commit(manifest)
    return update


def _redo(
    writer: Writer,
    manifest: Mapping[str, Any],
    files: Mapping[str, ArchiveFile],
    known: Mapping[str, FileState],
    redone: set[str],
    recipe: Recipe,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None],
) -> tuple[int, Amounts, Mapping[str, int]]:
    """Take out of an index what it holds of some files, and put in what they hold now.

    Return how many documents those are, how much of all files is left out, and who did how many units.
    """
    # Files that claim an id together get theirs anew together, as a reading from the start would give them.
    redone = redone | _claiming(redone, known)
    while True:
        todo = [files[path] for path in files if path in redone]
        size = sum(map(measure, todo))
        with (
            _open_tools(size, recipe) as (folder, tools),
            Gathering(writer, folder, progress) as gathered,
        ):

            def spoil(problem: Problem, gathered: Gathering = gathered) -> None:
                gathered.note(problem.path, problem)
                report(problem)

            cutter = Cutter(tools.pool, recipe, tools.spool, writer, spoil)
            leading = None
            parts = split(todo)
            if board := _share(writer, manifest, parts, size):

                def at_work(who: Sequence[str]) -> None:
                    progress(Progress("help", 0, 0, tuple(who)))

                builder = Builder(board, files, tools, helps=False)
                leading = Leading(board, parts, builder, gathered.note, spoil, at_work)
            source = leading or tools.read(gathered.note)
            claiming = gathered.read(source, todo, redone)
            if not claiming:
                writer.remove_files(redone & set(known))
                cutting = Cutting(gathered, writer, cutter, tools.spool, report, progress)
                cut = leading.cut if leading else partial(_cut_here, cutter)
                documents = cutting.write(list(files), known, cut)
                kept = (
                    state.left_out for path, state in known.items() if path in files and path not in redone
                )
                builders = leading.builders if leading else {}
                return documents, add_amounts(*kept, *gathered.left_out.values()), builders
        redone |= claiming | _claiming(claiming, known)


@contextmanager
def _open_tools(size: int, recipe: Recipe) -> Iterator[tuple[Path, Tools]]:
    """Yield a folder of a run's own, and what so many bytes of files are worked on with in it."""
    with open_workplace() as folder, open_pool(size) as pool:
        spool = Spool(str(folder))
        yield folder, Tools(pool, spool, recipe, partial(Reading, pool, spool))


def _cut_here(cutter: Cutter, documents: Iterable[tuple[str, Told]]) -> Iterator[int]:
    return cutter.cut(in_batches(documents))


def _share(
    writer: Writer, manifest: Mapping[str, Any], parts: Sequence[object], size: int
) -> LedBoard | None:
    """Let others help with what is to be read and cut, if the engine can, and if it is worth their start."""
    if not isinstance(writer, SharingWriter):
        return None
    if size < _WORTH_SHARING:
        writer.keep_alone()
        return None
    return writer.share(manifest, len(parts))


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
