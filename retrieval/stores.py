"""Where an archive's index is kept: nowhere, where the archive is small; in a folder; or in a cluster."""

from __future__ import annotations

import hashlib
import os
import re
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from retrieval.archive.files import list_files
from retrieval.errors import ArchiveError, SettingsError, quoted
from retrieval.index.disk.generations import holds_index
from retrieval.plugins import load_plugin
from retrieval.settings import ENGINES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any

    from retrieval.index.base import Board, StoredIndex, Writer
    from retrieval.index.disk.index import DiskIndex
    from retrieval.index.opensearch.health import Health
    from retrieval.index.opensearch.index import OpenSearchIndex
    from retrieval.settings import Settings

    Differs = Callable[[Mapping[str, Any]], str | None]

# Bytes of files. Up to here an archive is read and cut anew in about a second; above, only an index keeps
# the first answer within it (see tests/benchmarks/RESULTS.md).
LARGEST_IN_MEMORY = 1_000_000
# Bytes of a folder's name, of which systems allow 255.
_LONGEST_NAME = 200


class Folder:
    """The index of an archive on disk."""

    def __init__(self, settings: Settings) -> None:
        self._folder = index_folder(settings)
        self.place = str(self._folder)

    def holds_index(self) -> bool:
        """Say whether there is an index, sound or not."""
        return holds_index(self._folder)

    def open_index(self, differs: Differs) -> DiskIndex:
        """Return the index; ``differs`` says why what it was made with does not fit, or None."""
        # What only a large archive needs takes long to load.
        from retrieval.index.disk.index import DiskIndex  # noqa: PLC0415

        return DiskIndex(self._folder, differs)

    def open_writer(self, *, fresh: bool) -> Writer:
        """Return what writes the index anew (``fresh``), or brings it up to date."""
        from retrieval.index.disk.writer import DiskWriter  # noqa: PLC0415 - who only asks needs none of it

        return DiskWriter(self._folder, fresh=fresh)


class Cluster:
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

    def describe_health(self) -> Health:
        """Return how the cluster is.

        Raises:
            StoreAway: the cluster cannot be asked now.
            StoreError: something else answers, or nothing does.
        """
        from retrieval.index.opensearch.health import describe_health  # noqa: PLC0415 - as the class says

        return describe_health(self._access, self._names)

    def holds_index(self) -> bool:
        """Say whether there is an index, sound or not."""
        from retrieval.index.opensearch.index import holds_index  # noqa: PLC0415 - as the class says

        return holds_index(self._access, self._names)

    def open_index(self, differs: Differs) -> OpenSearchIndex:
        """Return the index; ``differs`` says why what it was made with does not fit, or None."""
        from retrieval.index.opensearch.index import OpenSearchIndex  # noqa: PLC0415 - as the class says

        return OpenSearchIndex(self._access, self._names, differs)

    def open_writer(self, *, fresh: bool) -> Writer:
        """Return what writes the index anew (``fresh``), or brings it up to date."""
        from retrieval.index.opensearch.writer import OpenSearchWriter  # noqa: PLC0415 - as the class says

        return OpenSearchWriter(self._access, self._names, fresh=fresh)

    def join_build(self) -> Board | Literal["alone", "gone"]:
        """Join the build that another process leads; say why not where that works ``alone``, or is ``gone``."""
        from retrieval.index.opensearch.board import join_build  # noqa: PLC0415 - as the class says

        return join_build(self._access, self._names)


class Store(Protocol):
    """Where the index of an archive is kept, by an engine of another package; made with the settings."""

    place: str

    def holds_index(self) -> bool:
        """Say whether there is an index, sound or not."""
        ...

    def open_index(self, differs: Differs) -> StoredIndex:
        """Return the index; ``differs`` says why what it was made with does not fit, or None."""
        ...

    def open_writer(self, *, fresh: bool) -> Writer:
        """Return what writes the index anew (``fresh``), or brings it up to date."""
        ...


@runtime_checkable
class SharingStore(Protocol):
    """A store whose index several machines may build together."""

    def join_build(self) -> Board | Literal["alone", "gone"]:
        """Join the build that another process leads; say why not where that works ``alone``, or is ``gone``."""
        ...


def store_to_ask(settings: Settings) -> Store | None:
    """Return where the archive's index is kept, or None for a small archive, which is read into memory.

    Raises:
        ArchiveError: the archive cannot be read.
        SettingsError: see :func:`index_folder`; or the address of the cluster is missing or wrong.
    """
    if settings.engine == "memory":
        return None
    if settings.engine != "auto":
        return store_to_build(settings)
    folder = Folder(settings)
    if folder.holds_index():
        return folder
    size = sum(file.size for file in list_files(settings.archive, lambda _: None))
    return folder if size > LARGEST_IN_MEMORY else None


def store_to_build(settings: Settings) -> Store:
    """Return where an index is written, however small the archive.

    Raises:
        SettingsError: see :func:`index_folder`; or the address of the cluster is missing or wrong.
    """
    if settings.engine == "opensearch":
        return Cluster(settings)
    if settings.engine in ENGINES:
        return Folder(settings)
    store: Store = load_plugin("engines", settings.engine)(settings)
    return store


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
            f"WENDANG_ARCHIVE={quoted(settings.archive)} is no place ({error}): set it to a file or a folder"
        ) from None
    # A name may fill all that a system allows, and the digest comes behind it.
    name = archive.name or "archive"
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = os.fsencode(name)[:_LONGEST_NAME].decode("utf-8", "ignore")
    folder = settings.index / f"{name}-{_digest(archive)}"
    try:
        inside = folder.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise SettingsError(
            f"WENDANG_INDEX={quoted(settings.index)} is no place ({error}): set it to a folder"
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


def _digest(archive: Path) -> str:
    # Shorter than elsewhere: it stands in names that people read, and that must stay what they are.
    return hashlib.blake2b(str(archive).encode(errors="surrogateescape"), digest_size=4).hexdigest()
