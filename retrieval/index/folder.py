"""What the folder of an index holds, and how it is kept whole.

    WENDANG_INDEX/
      CURRENT         the name of the generation that is served, replaced in one step
      writer.lock     held by the process that writes
      writer.json     who holds it
      v1-000001/      a generation: tantivy's files; a commit replaces its meta.json in one step
        verified.json   which of them were read whole and found sound (see index/integrity.py)

An update is a commit within the generation; a rebuild is a new generation. Either way a reader sees the old
state until the new one is whole, and a process that is killed leaves the old one as it was.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

import tantivy

from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 5
"""The format of what is kept: an index of another format is refused."""

REMEDY = "build it again with `wendang index --rebuild`"

CURRENT = "CURRENT"
_GENERATION = re.compile(r"v(?P<format>\d+)-(?P<number>\d{6,})")


class Kind:
    """What an entry of the index is."""

    PASSAGE = "passage"
    DOCUMENT = "document"
    FOLDED = "folded"
    FILE = "file"
    SKETCHES = "sketches"
    MANIFEST = "manifest"


def build_schema() -> tantivy.Schema:
    """Return the fields of an entry; entries of all kinds stand in one index, so that one commit is one state."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("file", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    # Words are cut already, one blank or more between two; of bigrams each value is a run of ideographs.
    for field, tokenizer in (("words", "whitespace"), ("bigrams", "pairs"), ("title", "whitespace")):
        builder.add_text_field(field, tokenizer_name=tokenizer, index_option="freq")
        builder.add_unsigned_field(f"{field}_length", fast=True)
    builder.add_text_field("source", tokenizer_name="raw", index_option="basic")
    # Days since the year 1; 0 where there is no date.
    builder.add_unsigned_field("day", fast=True, indexed=True)
    builder.add_bytes_field("payload", stored=True)
    return builder.build()


def build_pairs() -> tantivy.TextAnalyzer:
    """Return what makes terms of each two neighbouring characters; a writer registers it as ``pairs``."""
    return tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(2, 2, prefix_only=False)).build()


class Stamp(NamedTuple):
    """What changes whenever a new state is served: of ``CURRENT`` and of the generation's ``meta.json``.

    ``meta`` is None where the generation is gone.
    """

    current: tuple[int, int]
    meta: tuple[int, int] | None


def read_generation(folder: Path) -> Path | None:
    """Return the generation that is served, or None where there is none yet.

    Raises:
        StoreError: ``CURRENT`` cannot be read, or names something else.
    """
    try:
        name = (folder / CURRENT).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"the index in {str(folder)!r} cannot be read ({error}): {REMEDY}") from None
    generation = _GENERATION.fullmatch(name)
    if not generation:
        raise StoreError(f"the index in {str(folder)!r} is damaged (CURRENT holds {name[:40]!r}): {REMEDY}")
    if int(generation["format"]) != FORMAT:
        raise StoreError(
            f"the index in {str(folder)!r} has format {generation['format']}, and this wendang reads "
            f"{FORMAT}: {REMEDY}"
        )
    return folder / name


def read_stamp(folder: Path, generation: Path) -> Stamp | None:
    """Return what tells one state from the next, or None where nothing is served any more."""
    current = _identify(folder / CURRENT)
    return Stamp(current, _identify(generation / "meta.json")) if current else None


def _identify(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns


@contextmanager
def openable(generation: Path) -> Iterator[Path]:
    """Give a folder in which tantivy can open a generation: itself, or links to it on read-only ground.

    Even to read, tantivy takes a lock, and for that it must write.
    """
    lock = generation / ".tantivy-meta.lock"
    if os.access(generation, os.W_OK) and (not lock.exists() or os.access(lock, os.W_OK)):
        yield generation
        return
    with TemporaryDirectory(prefix="wendang-", ignore_cleanup_errors=True) as links:
        for path in generation.iterdir():
            if path != lock:
                (Path(links) / path.name).symlink_to(path.resolve())
        yield Path(links)


def new_generation(folder: Path) -> Path:
    """Make the folder of a generation that nobody serves yet, and return it."""
    found = [_GENERATION.fullmatch(path.name) for path in folder.iterdir()]
    last = max((int(match["number"]) for match in found if match), default=0)
    generation = folder / f"v{FORMAT}-{last + 1:06}"
    generation.mkdir()
    return generation


def serve_generation(folder: Path, generation: Path) -> None:
    """Make a generation the one that is served, in one step."""
    draft = folder / f"{CURRENT}.new"
    with draft.open("w", encoding="ascii") as stream:
        stream.write(generation.name)
        stream.flush()
        os.fsync(stream.fileno())
    draft.replace(folder / CURRENT)
    _sync_folder(folder)


def remove_others(folder: Path, generation: Path | None) -> None:
    """Remove every generation but one: those that were replaced, and those that a killed build left."""
    for path in folder.iterdir():
        if _GENERATION.fullmatch(path.name) and path != generation:
            # What cannot be removed now (a reader's open file, on some systems) is removed the next time.
            shutil.rmtree(path, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
