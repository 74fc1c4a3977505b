"""Puts the parts together. The only module that knows the engines."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import read_calibration, shipped_calibration
from retrieval.archive.files import describe_listing, list_files
from retrieval.archive.records import Problem
from retrieval.chinese.dictionary import read_words
from retrieval.chinese.words import open_segmenter
from retrieval.data import cache_folder
from retrieval.errors import ArchiveError, ModelError, SettingsError
from retrieval.index.building.recipe import Recipe, street_version
from retrieval.index.disk.generations import holds_index
from retrieval.index.keeping import keep, read_kept
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import open_lexical_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from retrieval.answering.calibration import Calibration
    from retrieval.index.building.update import Update
    from retrieval.index.building.workers import Progress
    from retrieval.reader.base import Reader
    from retrieval.settings import Settings
    from retrieval.values import Document

# Bytes of files. Up to here an archive is read and cut anew in about a second; above, only an index keeps
# the first answer within it (see tests/benchmarks/RESULTS.md).
LARGEST_IN_MEMORY = 1_000_000
# Bytes of a folder's name, of which systems allow 255, and characters of a path that an error repeats.
_LONGEST_NAME, _LONGEST_SHOWN = 200, 200
# Nanoseconds. What was written later before an archive was read is not taken for unchanged.
_TICK = 2_000_000_000


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="changes", daemon=True).start()


def open_answerer(
    settings: Settings,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None] = lambda _: None,
    later: Callable[[Callable[[], None]], object] = _in_background,
) -> Answerer:
    """Open the archive that the settings name, and return what answers from it.

    A small archive is read into memory. A large one has its index on disk: where there is none yet, it is
    built now.

    Args:
        settings: see :class:`retrieval.settings.Settings`.
        report: is told of each file or record that could not be read.
        progress: is told how far a build is, if there is one.
        later: is handed what need not be done before the first answer: to tell, by ``report``, that the archive has
            changed since it was indexed. Without it, that is done in a thread.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary or the calibration cannot be read, or the index is inside the archive.
        StoreError: the index is damaged, or does not fit these settings.
    """
    recipe = _recipe(settings)
    reader = _open_reader(settings, report)
    open_with = partial(
        Answerer,
        today=date.today,
        threshold=settings.threshold,
        calibration=_calibration(settings, reader),
        reader=reader,
    )
    if not _is_on_disk(settings):
        segment = open_segmenter(recipe.cutter, recipe.words)
        return open_with(MemoryIndex(_read_small(settings.archive, report), segment), segment)
    # What only a large archive needs takes long to load.
    from retrieval.index.disk.index import DiskIndex  # noqa: PLC0415

    folder = index_folder(settings)
    if not holds_index(folder):
        build_index(settings, report, progress)
    index = DiskIndex(folder, partial(recipe.differs, archive=settings.archive))
    if not os.path.exists(settings.archive):  # noqa: PTH110 - pathlib raises where a name is too long
        # What is left of it is no archive that anybody means: that is said as where there is no index.
        list_files(settings.archive, report)
    later(partial(_tell_changes, settings.archive, index.manifest.get("listing"), report))
    segment = open_segmenter(recipe.cutter, recipe.words)
    return open_with(index, segment)


def _tell_changes(archive: Path, listing: object, report: Callable[[Problem], None]) -> None:
    """Tell where an archive is not as it was indexed; to walk through half a million files takes seconds."""
    try:
        changed = describe_listing(list_files(archive, lambda _: None)) != listing
    except ArchiveError as error:
        report(Problem(str(archive), None, str(error)))
        return
    if changed:
        message = "it has changed since it was indexed: run `wendang index` to take the changes up"
        report(Problem(str(archive), None, message))


def _read_small(archive: Path, report: Callable[[Problem], None]) -> Sequence[Document]:
    """Return the documents of a small archive: those that the last process kept, where nothing has changed since.

    What cannot be read is told by the process that read the archive, and not by each one after it.
    """
    files = list_files(archive, lambda _: None)
    # Rights, too, decide what can be read: where they change, only the time of the change of state does.
    states = [file.location.stat().st_ctime_ns for file in files]
    key = f"{street_version()}{describe_listing(files)}{_digest(repr(states))}"
    try:
        kept_in = cache_folder() / "archives" / _digest(str(archive.resolve()))
    except OSError:
        kept_in = None
    if kept_in and (kept := read_kept(kept_in, key)) is not None:
        return kept
    from retrieval.archive.reading import read_documents  # noqa: PLC0415 - what is kept needs none of it
    from retrieval.curation.facts import with_all_facts  # noqa: PLC0415 - likewise

    began = time.time_ns()
    documents = list(with_all_facts(read_documents(archive, report)))
    # A file that has just been written may be changed right after, and bear the same time.
    if kept_in and documents and max(states) < began - _TICK:
        keep(kept_in, key, documents)
    return documents


def _open_reader(settings: Settings, report: Callable[[Problem], None]) -> Reader:
    """Return the reader that the settings name; the lexical one where the encoder of the other cannot be read."""
    if settings.reader == "neural":
        from retrieval.reader.neural.reader import open_neural_reader  # noqa: PLC0415 - not for the other reader

        try:
            return open_neural_reader()
        except ModelError as error:
            report(Problem("the encoder", None, f"{error}: the lexical reader answers"))
    return open_lexical_reader()


def reopen_answerer(settings: Settings, report: Callable[[Problem], None]) -> Answerer:
    """Return what answers from the archive as it is now: its index, if there is one, is brought up to date.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary or the calibration cannot be read, or the index is inside the archive.
        StoreError: the index is damaged, being written, or does not fit these settings.
    """
    if _is_on_disk(settings):
        build_index(settings, report)
    return open_answerer(settings, report)


def build_index(
    settings: Settings,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None] = lambda _: None,
    *,
    rebuild: bool = False,
) -> Update:
    """Build the archive's index on disk, or bring it up to date; whoever reads it is served meanwhile.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary cannot be read, or the index is inside the archive.
        StoreLocked: another process is writing the index.
        StoreError: the index is damaged (``rebuild`` mends it), or cannot be written.
    """
    from retrieval.index.building.update import update_index  # noqa: PLC0415 - who only asks needs none of it
    from retrieval.index.disk.writer import DiskWriter  # noqa: PLC0415 - likewise

    return update_index(
        partial(DiskWriter, index_folder(settings)),
        settings.archive,
        _recipe(settings),
        rebuild=rebuild,
        report=report,
        progress=progress,
    )


def describe_engine(settings: Settings) -> tuple[Path | None, str]:
    """Return where the archive's index is, and how it stands: memory (it needs none), missing, behind or current.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary cannot be read, or the index is inside the archive.
        StoreError: the index is damaged, or does not fit these settings.
    """
    if not _is_on_disk(settings):
        return None, "memory"
    from retrieval.index.disk.index import DiskIndex  # noqa: PLC0415 - as in `open_answerer`

    folder = index_folder(settings)
    if not holds_index(folder):
        return folder, "missing"
    index = DiskIndex(folder, partial(_recipe(settings).differs, archive=settings.archive))
    listing = describe_listing(list_files(settings.archive, lambda _: None))
    state = "current" if listing == index.manifest.get("listing") else "behind"
    index.close()
    return folder, state


def index_folder(settings: Settings) -> Path:
    """Return the folder of this archive's index: one archive's index never stands in another's way.

    Raises:
        SettingsError: the folder is part of the archive, and would be indexed itself.
    """
    try:
        archive = settings.archive.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        # Links in a circle, and names that no system takes.
        raise ArchiveError(
            f"WENDANG_ARCHIVE={str(settings.archive)[:_LONGEST_SHOWN]!r} is no place ({error}): set it to a file or a folder"
        ) from None
    # A name may fill all that a system allows, and the digest comes behind it.
    name = archive.name or "archive"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = os.fsencode(name)[:_LONGEST_NAME].decode("utf-8", "ignore")
    folder = settings.index / f"{name}-{_digest(str(archive), size=4)}"
    try:
        inside = folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"WENDANG_INDEX={str(settings.index)[:_LONGEST_SHOWN]!r} is no place ({error}): set it to a folder"
        ) from None
    # Names that begin with a dot are passed over where an archive is read: `.wendang` may stand in it.
    if inside.is_relative_to(archive) and not any(
        name.startswith(".") for name in inside.relative_to(archive).parts
    ):
        raise SettingsError(
            f"WENDANG_INDEX={str(settings.index)!r} is inside the archive, which would index its own index: "
            "set it to a folder outside, or to one whose name begins with a dot"
        )
    return folder


def _digest(text: str, size: int = 8) -> str:
    return hashlib.blake2b(text.encode(errors="surrogateescape"), digest_size=size).hexdigest()


def _calibration(settings: Settings, reader: Reader) -> Calibration:
    if settings.calibration:
        return read_calibration(settings.calibration, reader)
    return shipped_calibration(reader)


def _is_on_disk(settings: Settings) -> bool:
    if settings.engine != "auto":
        return settings.engine == "disk"
    if holds_index(index_folder(settings)):
        return True
    return sum(file.size for file in list_files(settings.archive, lambda _: None)) > LARGEST_IN_MEMORY


def _recipe(settings: Settings) -> Recipe:
    words = tuple(read_words(settings.dictionary)) if settings.dictionary else ()
    return Recipe(settings.segmenter, words)
