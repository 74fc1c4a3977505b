"""The archive's files, as bytes: a folder that is walked, or a single file. Nothing else reads it.

Files come in the order of their names, so that two readings of one archive agree. Names that begin with a
dot are passed over, as every tool passes them over. Links are not followed: what they lead to inside the
archive is met under its own name, and what lies outside was not put there by its owner.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from retrieval.archive.containers import LARGEST_FILE, is_streamed, read_stream, shown_name
from retrieval.archive.records import Problem, SourceFile
from retrieval.archive.sitemaps import LARGEST_SITEMAP, find_places, is_sitemap, may_be_sitemap, parse_sitemap
from retrieval.errors import ArchiveError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from retrieval.archive.sitemaps import Page

_ATTEMPTS = 3
_CHANGED = "it changed while it was read: read the archive again"


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file that was found: its name in the archive, its place on disk, and what tells a change.

    ``modified`` is in nanoseconds since 1970, ``size`` in bytes. A page that a sitemap lists has its address
    there, and its day.
    """

    path: str
    location: Path
    size: int
    modified: int
    url: str = ""
    day: str = ""


def list_files(archive: Path, report: Callable[[Problem], None]) -> list[ArchiveFile]:
    """Return the archive's files in the order in which they are read.

    Raises :class:`ArchiveError` where ``archive`` itself is missing or may not be read.
    """
    try:
        status = archive.stat()
        if stat.S_ISREG(status.st_mode):
            return [
                ArchiveFile(
                    shown_name(os.fsencode(archive.name)), archive, status.st_size, status.st_mtime_ns
                )
            ]
        return _with_addresses(list(_walk(archive, "", archive.resolve(), report)))
    except OSError as error:
        raise ArchiveError(
            f"the archive {str(archive)!r} cannot be read ({_reason(error)}): set WENDANG_ARCHIVE or "
            "--archive to a folder or a file"
        ) from None


def read_file(file: ArchiveFile, report: Callable[[Problem], None]) -> Iterator[SourceFile]:
    """Yield what the file holds, as bytes: itself, or the files in it; report what cannot be read."""
    try:
        if is_streamed(file.path):
            with file.location.open("rb") as stream:
                yield from read_stream(file.path, stream, file.size, report)
                if _fingerprint(stream) != (file.size, file.modified):
                    report(Problem(file.path, None, _CHANGED))
        else:
            yield SourceFile(file.path, _read_whole(file), url=file.url, day=file.day)
    except UnreadableError as error:
        report(Problem(file.path, None, str(error)))
    except OSError as error:
        report(Problem(file.path, None, f"it cannot be read ({_reason(error)})"))


def digest_file(file: ArchiveFile) -> str:
    """Return what tells the file's bytes from any others; empty where it cannot be read."""
    try:
        with file.location.open("rb") as stream:
            return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
    except OSError:
        return ""


def _walk(folder: Path, prefix: str, root: Path, report: Callable[[Problem], None]) -> Iterator[ArchiveFile]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.name.startswith("."):
            continue
        path = prefix + shown_name(os.fsencode(entry.name))
        location = folder / entry.name
        try:
            if entry.is_symlink():
                if not _leads_inside(location, root):
                    report(Problem(path, None, "it is a link out of the archive: put the file itself there"))
            elif entry.is_dir():
                yield from _walk(location, path + "/", root, report)
            elif entry.is_file():
                status = entry.stat()
                yield ArchiveFile(path, location, status.st_size, status.st_mtime_ns)
        except OSError as error:
            report(Problem(path, None, f"it cannot be read ({_reason(error)})"))


def _with_addresses(files: list[ArchiveFile]) -> list[ArchiveFile]:
    """Give the pages that the archive's sitemaps list their addresses."""
    paths = [file.path for file in files]
    places: dict[str, Page] = {}
    for file in files:
        if may_be_sitemap(file.path) and file.size <= LARGEST_SITEMAP:
            try:
                data = file.location.read_bytes()
            except OSError:
                # It is reported where it is read as a file.
                continue
            if is_sitemap(file.path, data):
                folder = file.path.rpartition("/")[0]
                places = find_places(parse_sitemap(file.path, data), folder, paths) | places
    return [
        replace(file, url=page.url, day=page.day) if (page := places.get(file.path)) else file
        for file in files
    ]


def _leads_inside(link: Path, root: Path) -> bool:
    try:
        return link.resolve(strict=True).is_relative_to(root)
    except (OSError, RuntimeError):
        # It leads nowhere, or in a circle (before Python 3.13 a circle is a RuntimeError).
        return False


def _read_whole(file: ArchiveFile) -> bytes:
    if file.size > LARGEST_FILE:
        raise UnreadableError(f"it is larger than {LARGEST_FILE >> 20} MB: split it")
    for _ in range(_ATTEMPTS):
        with file.location.open("rb") as stream:
            before = _fingerprint(stream)
            data = stream.read(LARGEST_FILE + 1)
            if before == _fingerprint(stream) and len(data) == before[0]:
                return data
    raise UnreadableError(_CHANGED)


def _fingerprint(stream: BinaryIO) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
