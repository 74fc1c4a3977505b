"""What an index is made with: another cutter, dictionary or version would give other words.

An index keeps its recipe, and is refused where it is not the one at hand: a question cut in another way
would miss what stands there, and nobody would know why.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retrieval.chinese.words import cutter_version

if TYPE_CHECKING:
    from collections.abc import Mapping

# The modules between a file's bytes and its terms. Their text is their version: a number would be forgotten.
_STREET = (
    "archive/accounting.py",
    "archive/articles.py",
    "archive/confined.py",
    "archive/containers.py",
    "archive/crawls.py",
    "archive/datelines.py",
    "archive/documents.py",
    "archive/files.py",
    "archive/formats/*.py",
    "archive/ids.py",
    "archive/limits.py",
    "archive/looks.py",
    "archive/mailboxes.py",
    "archive/packing.py",
    "archive/places.py",
    "archive/reading.py",
    "archive/records.py",
    "archive/repair/*.py",
    "archive/sitemaps.py",
    "archive/stretches.py",
    "chinese/dates.py",
    "chinese/dictionary.py",
    "chinese/enumeration.py",
    "chinese/folding.py",
    "chinese/numerals.py",
    "chinese/outlines.py",
    "chinese/sentences.py",
    "chinese/terms.py",
    "chinese/vocabulary.py",
    "chinese/words.py",
    "curation/boilerplate.py",
    "curation/duplicates.py",
    "curation/facts.py",
    "curation/fingerprints.py",
    "curation/sheet.py",
    "curation/years.py",
    "data/__init__.py",
    "data/readings.txt",
    "expressions.py",
    "index/disk/batches.py",
    "index/disk/keys.py",
    "index/disk/postings.py",
    "index/drafts.py",
    "index/encoding.py",
    "index/opensearch/batches.py",
    "index/opensearch/layout.py",
    "index/opensearch/passages.py",
    "index/opensearch/tokens.py",
    "index/passages.py",
    "plugins.py",
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """Cutter and dictionary, as the settings name them."""

    cutter: str
    words: tuple[str, ...] = ()

    def describe(self, archive: Path) -> dict[str, Any]:
        """Return what an index of this archive records."""
        return {
            "archive": str(archive.resolve()),
            "segmenter": cutter_version(self.cutter),
            "dictionary": digest("\n".join(self.words).encode()),
            "repair": street_version(),
        }

    def differs(self, manifest: Mapping[str, Any], archive: Path) -> str | None:
        """Say how an index was made otherwise than this recipe would make it, or None where it was not.

        >>> recipe = Recipe("rjieba")
        >>> recipe.differs(recipe.describe(Path("seeds")), Path("seeds")) is None
        True
        >>> recipe.differs(Recipe("rjieba", ("外防输入",)).describe(Path("seeds")), Path("seeds"))
        'its dictionary is another'
        """
        mine = self.describe(archive)
        if manifest.get("archive") != mine["archive"]:
            return f"it holds the archive {manifest.get('archive')!r}, not {mine['archive']!r}"
        if manifest.get("segmenter") != mine["segmenter"]:
            return f"its segmenter is {manifest.get('segmenter')}, not {mine['segmenter']}"
        if manifest.get("dictionary") != mine["dictionary"]:
            return "its dictionary is another"
        if manifest.get("repair") != mine["repair"]:
            return "another version of wendang read and repaired its texts"
        return None


def street_files() -> list[Path]:
    """Return the files whose text is part of every recipe."""
    root = Path(__file__).parents[2]
    return sorted({path for pattern in _STREET for path in root.glob(pattern) if path.is_file()})


@cache
def street_version() -> str:
    """Return what changes with each change in how files become terms."""
    root = Path(__file__).parents[2]
    sources = b"".join(
        path.relative_to(root).as_posix().encode() + path.read_bytes() for path in street_files()
    )
    return digest(sources + version("opencc").encode())


def digest(data: bytes) -> str:
    """Return what names some bytes: 16 hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=8).hexdigest()
