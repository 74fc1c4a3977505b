"""Puts the parts together. The only module that knows the engines."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from retrieval.answering.answerer import Answerer
from retrieval.answering.calibration import read_calibration, shipped_calibration
from retrieval.archive.files import list_files
from retrieval.archive.reading import read_documents
from retrieval.archive.records import Problem
from retrieval.chinese.dictionary import read_words
from retrieval.chinese.words import open_segmenter
from retrieval.curation.facts import with_all_facts
from retrieval.errors import ModelError, SettingsError
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import describe_listing, update_index
from retrieval.index.disk.index import DiskIndex, holds_index
from retrieval.index.disk.writer import DiskWriter
from retrieval.index.memory import MemoryIndex
from retrieval.reader.lexical import open_lexical_reader
from retrieval.reader.neural.reader import open_neural_reader

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.answering.calibration import Calibration
    from retrieval.index.building.update import Update
    from retrieval.index.building.workers import Progress
    from retrieval.reader.base import Reader
    from retrieval.settings import Settings

# Bytes of files. Up to here an archive is read and cut anew in about a second; above, only an index keeps
# the first answer within it (see tests/benchmarks/RESULTS.md).
LARGEST_IN_MEMORY = 1_000_000


def open_answerer(
    settings: Settings,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None] = lambda _: None,
) -> Answerer:
    """Open the archive that the settings name, and return what answers from it.

    A small archive is read into memory. A large one has its index on disk: where there is none yet, it is
    built now.

    Args:
        settings: see :class:`retrieval.settings.Settings`.
        report: is told of each file or record that could not be read.
        progress: is told how far a build is, if there is one.

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
        memory = MemoryIndex(with_all_facts(read_documents(settings.archive, report)), segment)
        return open_with(memory, segment)
    folder = index_folder(settings)
    if not holds_index(folder):
        build_index(settings, report, progress)
    index = DiskIndex(folder, partial(recipe.differs, archive=settings.archive))
    listing = describe_listing(list_files(settings.archive, lambda _: None))
    if listing != index.manifest.get("listing"):
        report(
            Problem(
                str(settings.archive),
                None,
                "it has changed since it was indexed: run `wendang index` to take the changes up",
            )
        )
    segment = open_segmenter(recipe.cutter, recipe.words)
    return open_with(index, segment)


def _open_reader(settings: Settings, report: Callable[[Problem], None]) -> Reader:
    """Return the reader that the settings name; the lexical one where the encoder of the other cannot be read."""
    if settings.reader == "neural":
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
    return update_index(
        partial(DiskWriter, index_folder(settings)),
        settings.archive,
        _recipe(settings),
        rebuild=rebuild,
        report=report,
        progress=progress,
    )


def index_folder(settings: Settings) -> Path:
    """Return the folder of this archive's index: one archive's index never stands in another's way.

    Raises:
        SettingsError: the folder is part of the archive, and would be indexed itself.
    """
    archive = settings.archive.resolve()
    digest = hashlib.blake2b(str(archive).encode(errors="surrogateescape"), digest_size=4).hexdigest()
    folder = settings.index / f"{archive.name or 'archive'}-{digest}"
    inside = folder.resolve()
    # Names that begin with a dot are passed over where an archive is read: `.wendang` may stand in it.
    if inside.is_relative_to(archive) and not any(
        name.startswith(".") for name in inside.relative_to(archive).parts
    ):
        raise SettingsError(
            f"WENDANG_INDEX={str(settings.index)!r} is inside the archive, which would index its own index: "
            "set it to a folder outside, or to one whose name begins with a dot"
        )
    return folder


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
