"""Puts the parts together. The only module that knows the engines."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import partial
from importlib.util import find_spec
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
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from retrieval.answering.calibration import Calibration
    from retrieval.index.base import Writer
    from retrieval.index.building.update import Update
    from retrieval.index.building.workers import Progress
    from retrieval.index.opensearch.index import OpenSearchIndex
    from retrieval.reader.base import Reader
    from retrieval.settings import Settings

    Differs = Callable[[Mapping[str, Any]], str | None]

# Bytes of files. Up to here an archive is read and cut anew in about a second; above, only an index keeps
# the first answer within it (see tests/benchmarks/RESULTS.md).
LARGEST_IN_MEMORY = 1_000_000


def open_answerer(
    settings: Settings,
    report: Callable[[Problem], None],
    progress: Callable[[Progress], None] = lambda _: None,
) -> Answerer:
    """Open the archive that the settings name, and return what answers from it.

    A small archive is read into memory. A large one has its index on disk, or in a cluster: where there is none yet, it
    is built now.

    Args:
        settings: see :class:`retrieval.settings.Settings`.
        report: is told of each file or record that could not be read.
        progress: is told how far a build is, if there is one.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
        SettingsError: the dictionary or the calibration cannot be read, or the index is inside the archive.
        StoreAway: the cluster cannot be asked now.
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
    store = _store(settings)
    if store is None:
        segment = open_segmenter(recipe.cutter, recipe.words)
        memory = MemoryIndex(with_all_facts(read_documents(settings.archive, report)), segment)
        return open_with(memory, segment)
    if not store.holds_index():
        build_index(settings, report, progress)
    index = store.open_index(partial(recipe.differs, archive=settings.archive))
    if not settings.archive.exists() and settings.engine == "opensearch":
        # Whoever asks a cluster need not have the archive at hand.
        listing = index.manifest.get("listing")
    else:
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
    if _store(settings) is not None:
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
    store = _Cluster(settings) if settings.engine == "opensearch" else _Folder(settings)
    return update_index(
        store.open_writer,
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
    folder = settings.index / f"{archive.name or 'archive'}-{_digest(archive)}"
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


def index_place(settings: Settings) -> str:
    """Return where this archive's index is: a folder, or the beginning of the names of a cluster's indices.

    Raises:
        SettingsError: see :func:`index_folder`; or the address of the cluster is missing or wrong.
    """
    return (_Cluster(settings) if settings.engine == "opensearch" else _Folder(settings)).place


class _Folder:
    """The index of an archive on disk."""

    def __init__(self, settings: Settings) -> None:
        self._folder = index_folder(settings)
        self.place = str(self._folder)

    def holds_index(self) -> bool:
        return holds_index(self._folder)

    def open_index(self, differs: Differs) -> DiskIndex:
        return DiskIndex(self._folder, differs)

    def open_writer(self, *, fresh: bool) -> Writer:
        return DiskWriter(self._folder, fresh=fresh)


class _Cluster:
    """The index of an archive in a cluster; its engine is imported only where it is used, and needs an extra."""

    def __init__(self, settings: Settings) -> None:
        if find_spec("opensearchpy") is None:
            raise SettingsError(
                "WENDANG_ENGINE=opensearch needs the client of OpenSearch: pip install 'wendang[opensearch]'"
            )
        from retrieval.index.opensearch.access import Access, parse_urls, refuse_open_passwords  # noqa: PLC0415 - as the class says
        from retrieval.index.opensearch.layout import Names  # noqa: PLC0415 - as the class says

        certificate, ca = settings.opensearch_certificate, settings.opensearch_ca
        self._access = Access(
            parse_urls(settings.opensearch_url),
            settings.opensearch_user,
            settings.opensearch_password.get_secret_value(),
            str(certificate) if certificate else "",
            str(ca) if ca else "",
            settings.opensearch_timeout,
            settings.opensearch_shards,
            settings.opensearch_replicas,
        )
        refuse_open_passwords(self._access)
        archive = settings.archive.resolve()
        # The names of indices are lower case, and hold few other characters.
        name = re.sub("[^a-z0-9]+", "-", archive.name.lower()).strip("-")[:40] or "archive"
        self._names = Names(f"wendang-{name}-{_digest(archive)}")
        self.place = f"{self._access.name}/{self._names.base}-*"

    def holds_index(self) -> bool:
        from retrieval.index.opensearch.index import holds_index  # noqa: PLC0415 - as the class says

        return holds_index(self._access, self._names)

    def open_index(self, differs: Differs) -> OpenSearchIndex:
        from retrieval.index.opensearch.index import OpenSearchIndex  # noqa: PLC0415 - as the class says

        return OpenSearchIndex(self._access, self._names, differs)

    def open_writer(self, *, fresh: bool) -> Writer:
        from retrieval.index.opensearch.writer import OpenSearchWriter  # noqa: PLC0415 - as the class says

        return OpenSearchWriter(self._access, self._names, fresh=fresh)


def _store(settings: Settings) -> _Folder | _Cluster | None:
    """Return where the archive's index is kept, or None for a small archive, which is read into memory."""
    if settings.engine == "opensearch":
        return _Cluster(settings)
    return _Folder(settings) if _is_on_disk(settings) else None


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


def _digest(archive: Path) -> str:
    return hashlib.blake2b(str(archive).encode(errors="surrogateescape"), digest_size=4).hexdigest()


def _recipe(settings: Settings) -> Recipe:
    words = tuple(read_words(settings.dictionary)) if settings.dictionary else ()
    return Recipe(settings.segmenter, words)
