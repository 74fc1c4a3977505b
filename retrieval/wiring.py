"""Puts the parts together."""

from __future__ import annotations

import os
import threading
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import read_calibration, shipped_calibration
from retrieval.archive.files import describe_archive, describe_listing, list_files
from retrieval.archive.records import Problem
from retrieval.chinese.dictionary import read_words
from retrieval.chinese.words import open_segmenter
from retrieval.data import cache_folder
from retrieval.errors import ArchiveError, ModelError
from retrieval.index.building.recipe import Recipe, digest, street_version
from retrieval.index.keeping import keep, read_kept
from retrieval.index.memory import MemoryIndex
from retrieval.plugins import load_plugin
from retrieval.reader.lexical import open_lexical_reader
from retrieval.settings import READERS
from retrieval.stores import SharingStore, store_to_ask, store_to_build

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from retrieval.answering.calibration import Calibration
    from retrieval.index.building.update import Update
    from retrieval.index.building.workers import Progress
    from retrieval.reader.base import Reader
    from retrieval.settings import Settings
    from retrieval.values import Document

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

    A small archive is read into memory. A large one has its index on disk, or in a cluster: where there is none yet, it
    is built now.

    Args:
        settings: see :class:`retrieval.settings.Settings`.
        report: is told of each file or record that could not be read.
        progress: is told how far a build is, if there is one.
        later: is handed what need not be done before the first answer: to tell, by ``report``, that the archive has
            changed since it was indexed. Without it, that is done in a thread.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary or the calibration cannot be read, or the index is inside the archive.
        StoreAway: the cluster cannot be asked now.
        StoreError: the index is damaged, or does not fit these settings.
    """
    recipe = _recipe(settings)
    reader, calibration = _open_reader(settings, report)
    open_with = partial(
        Answerer,
        today=date.today,
        threshold=settings.threshold,
        calibration=calibration,
        reader=reader,
    )
    store = store_to_ask(settings)
    if store is None:
        segment = open_segmenter(recipe.cutter, recipe.words)
        return open_with(MemoryIndex(_read_small(settings.archive, report), segment), segment)
    if not store.holds_index():
        build_index(settings, report, progress)
    index = store.open_index(partial(recipe.differs, archive=settings.archive))
    # Whoever asks a cluster need not have the archive at hand.
    if os.path.exists(settings.archive):  # noqa: PTH110 - pathlib raises where a name is too long
        later(partial(_tell_changes, settings.archive, index.manifest.get("listing"), report))
    elif settings.engine != "opensearch":
        # What is left of it is no archive that anybody means: that is said as where there is no index.
        list_files(settings.archive, report)
    segment = open_segmenter(recipe.cutter, recipe.words)
    return open_with(index, segment)


def _tell_changes(archive: Path, listing: object, report: Callable[[Problem], None]) -> None:
    """Tell where an archive is not as it was indexed; to walk through half a million files takes seconds."""
    try:
        changed = describe_archive(archive) != listing
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
    states = [Path(file.location).stat().st_ctime_ns for file in files]
    key = f"{street_version()}{describe_listing(files)}{digest(repr(states).encode())}"
    try:
        kept_in = cache_folder() / "archives" / digest(os.fsencode(archive.resolve()))
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


def _open_reader(settings: Settings, report: Callable[[Problem], None]) -> tuple[Reader, Calibration]:
    """Return the reader that the settings name; the lexical one where the encoder of the other cannot be read.

    Beside it stands how its confidence is worked out.
    """
    reader: Reader = open_lexical_reader()
    shipped: Path | None = None
    if settings.reader == "neural":
        from retrieval.reader.neural.reader import open_neural_reader  # noqa: PLC0415 - not for the other reader

        try:
            reader = open_neural_reader()
        except ModelError as error:
            report(Problem("the encoder", None, f"{error}: the lexical reader answers"))
    elif settings.reader not in READERS:
        reader, shipped = load_plugin("readers", settings.reader)()
    if path := settings.calibration or shipped:
        return reader, read_calibration(path, reader)
    return reader, shipped_calibration(reader)


def reopen_answerer(settings: Settings, report: Callable[[Problem], None]) -> Answerer:
    """Return what answers from the archive as it is now: its index, if there is one, is brought up to date.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary or the calibration cannot be read, or the index is inside the archive.
        StoreError: the index is damaged, being written, or does not fit these settings.
    """
    if store_to_ask(settings) is not None:
        build_index(settings, report)
    return open_answerer(settings, report)


def build_index(
    settings: Settings,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None] = lambda _: None,
    *,
    rebuild: bool = False,
) -> Update:
    """Build the archive's index, or bring it up to date; whoever reads it is served meanwhile.

    It is on disk, or in the cluster that the settings name.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary cannot be read, or the index is inside the archive.
        StoreLocked: another process is writing the index.
        StoreAway: the cluster cannot be asked now.
        StoreError: the index is damaged (``rebuild`` mends it), or cannot be written.
    """
    from retrieval.index.building.update import update_index  # noqa: PLC0415 - who only asks needs none of it

    store = store_to_build(settings)
    return update_index(
        store.open_writer,
        settings.archive,
        _recipe(settings),
        rebuild=rebuild,
        report=report,
        progress=progress,
        join=store.join_build if isinstance(store, SharingStore) else lambda: "alone",
    )


def describe_engine(settings: Settings) -> tuple[str | None, str]:
    """Return where the archive's index is, and how it stands: memory (it needs none), missing, behind or current.

    It is ``there`` where it serves answers on a machine that does not have the archive.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary cannot be read, or the index is inside the archive.
        StoreError: the index is damaged, or does not fit these settings.
    """
    store = store_to_ask(settings)
    if store is None:
        return None, "memory"
    if not store.holds_index():
        return store.place, "missing"
    index = store.open_index(partial(_recipe(settings).differs, archive=settings.archive))
    try:
        # A part of it may be gone of which the opening needs nothing.
        index.latest(1)
        if settings.engine == "opensearch" and not settings.archive.exists():
            return store.place, "there"
        listing = describe_archive(settings.archive)
        return store.place, "current" if listing == index.manifest.get("listing") else "behind"
    finally:
        index.close()


def _recipe(settings: Settings) -> Recipe:
    words = tuple(read_words(settings.dictionary)) if settings.dictionary else ()
    return Recipe(settings.segmenter, words)
