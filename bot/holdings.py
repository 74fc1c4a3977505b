"""How much the archive holds, how old its index is, and whether the files have changed since: for whoever watches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval import WendangError, describe_archive, index_folder
from retrieval.index.disk.generations import read_generation

if TYPE_CHECKING:
    from retrieval import Answerer, Settings


@dataclass(frozen=True, slots=True)
class Holdings:
    """What an open archive holds.

    ``size`` is in bytes and ``built`` in seconds since 1970, both of the index on disk and 0 where there is none;
    ``listing`` describes the archive's files as they are now, empty where they cannot be listed, and ``indexed`` those
    that the index was built from, empty where it keeps no note of them.
    """

    documents: int
    passages: int
    size: int
    built: float
    listing: str
    indexed: str


def survey(answerer: Answerer, settings: Settings) -> Holdings:
    """Return what the archive holds; no text of it is read."""
    held = answerer.index.statistics()
    manifest = getattr(answerer.index, "manifest", {})
    size, built = 0, 0.0
    if manifest:
        size, built = _measure(settings)
    try:
        listing = describe_archive(settings.archive)
    except (WendangError, OSError):
        listing = ""
    return Holdings(held.documents, held.passages, size, built, listing, str(manifest.get("listing", "")))


def edition(answerer: Answerer) -> str:
    """Return what changes whenever the archive that answers does; no text of it is read."""
    held = answerer.index.statistics()
    listing = getattr(answerer.index, "manifest", {}).get("listing", "")
    return f"{held.documents} {held.passages} {listing}"


def _measure(settings: Settings) -> tuple[int, float]:
    try:
        generation = read_generation(index_folder(settings))
        files = [path.stat() for path in generation.iterdir()] if generation else []
    except (WendangError, OSError):
        # It is being replaced: the next look sees the new one.
        return 0, 0.0
    return sum(file.st_size for file in files), max((file.st_mtime for file in files), default=0.0)
