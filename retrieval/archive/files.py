"""The archive's files, as bytes: a folder that is walked, or a single file. Nothing else reads it.

Files come in the order of their names, so that two readings of one archive agree. Names that begin with a
dot are passed over, as every tool passes them over. Links are not followed: what they lead to inside the
archive is met under its own name, and what lies outside was not put there by its owner.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from retrieval.archive.containers import LARGEST_FILE, is_container, is_streamed, read_stream, shown_name
from retrieval.archive.limits import allowance
from retrieval.archive.records import Problem, SourceFile
from retrieval.archive.sitemaps import LARGEST_SITEMAP, find_places, is_sitemap, may_be_sitemap, parse_sitemap
from retrieval.errors import ArchiveError, UnreadableError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from io import BufferedReader

    from retrieval.archive.confined import Confined
    from retrieval.archive.sitemaps import Page

_ATTEMPTS = 3
_NO_FILE = "it is a pipe, a socket or a device: it is passed over"
_CHANGED = "it changed while it was read: read the archive again"


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file that was found: its name in the archive, its place on disk, and what tells a change.

    ``location`` is a path of the system: as an object of pathlib it would take four times as much memory, for each of
    half a million files. ``modified`` is in nanoseconds since 1970, ``size`` in bytes. A page that a sitemap lists has
    its address there, and its day.
    """

    path: str
    location: str
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
                    shown_name(os.fsencode(archive.name)), str(archive), status.st_size, status.st_mtime_ns
                )
            ]
        found = list(_distinct(_walk(archive, archive.resolve(), report), report))
    # A path with a NUL in it is a ValueError, and links in a circle are a RuntimeError before Python 3.13.
    except (OSError, ValueError, RuntimeError) as error:
        raise ArchiveError(
            f"the archive {quoted(archive)} cannot be read ({_reason(error)}): set WENDANG_ARCHIVE or "
            "--archive to a folder or a file"
        ) from None
    return _with_addresses(found)


def describe_archive(archive: Path) -> str:
    """Return what tells the state of an archive's files now from any other, without reading what they hold.

    Raises:
        ArchiveError: the archive as a whole cannot be read.
    """
    return describe_listing(list_files(archive, lambda _: None))


def describe_listing(files: Iterable[ArchiveFile]) -> str:
    """Return what tells one state of an archive's files from the next: their names, sizes and times.

    An index keeps it, so that whoever opens one sees whether it is behind without reading what it holds of
    each file (nor would the newest file's time do: a file that is gone, or that was moved in, shows in none).
    """
    digest = hashlib.blake2b(digest_size=16)
    for file in files:
        digest.update(f"{file.path}\0{file.size}\0{file.modified}\n".encode())
    return digest.hexdigest()


def read_file(
    file: ArchiveFile, report: Callable[[Problem], None], confined: Confined
) -> Iterator[SourceFile]:
    """Yield what the file holds, as bytes: itself, or the files in it; report what cannot be read.

    A container is unpacked in a process that may be ended.
    """
    try:
        if is_container(file.path):
            for item in confined.run(_unpack, file):
                if isinstance(item, Problem):
                    report(item)
                else:
                    yield item
        elif is_streamed(file.path, file.size):
            yield from _read_stream(file, report)
        else:
            yield SourceFile(file.path, _read_whole(file), url=file.url, day=file.day)
    except UnreadableError as error:
        report(Problem(file.path, None, str(error)))
    except OSError as error:
        report(Problem(file.path, None, f"it cannot be read ({_reason(error)})"))


def _unpack(file: ArchiveFile) -> Iterator[SourceFile | Problem]:
    """Yield members and problems in one stream, as they travel from one process to another."""
    problems: list[Problem] = []
    try:
        with allowance(file.size):
            for source in _read_stream(file, problems.append):
                yield from problems
                problems.clear()
                yield source
    except (UnreadableError, OSError):
        # What ends the file comes after what is known of its members.
        yield from problems
        raise
    yield from problems


def _read_stream(file: ArchiveFile, report: Callable[[Problem], None]) -> Iterator[SourceFile]:
    with _open(file) as stream:
        yield from read_stream(file.path, stream, file.size, report)
        if _fingerprint(stream) != (file.size, file.modified):
            report(Problem(file.path, None, _CHANGED))


def digest_file(file: ArchiveFile) -> str:
    """Return what tells the file's bytes from any others; empty where it cannot be read."""
    try:
        with _open(file) as stream:
            return hashlib.file_digest(stream, "blake2b").hexdigest()[:32]
    except (OSError, UnreadableError):
        return ""


def _open(file: ArchiveFile) -> BufferedReader:
    """Open a file that was found; what has taken its place may be a pipe, which would be waited for without end."""
    handle = os.open(file.location, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnreadableError(_NO_FILE)
    return os.fdopen(handle, "rb")


def _walk(archive: Path, root: Path, report: Callable[[Problem], None]) -> Iterator[ArchiveFile]:
    """Yield the files of a folder and of those below it, however deep they lie, in the order of their names."""
    waiting: deque[tuple[str, str, os.DirEntry[str] | None]] = deque([("", str(archive), None)])
    while waiting:
        path, location, entry = waiting.popleft()
        try:
            if entry is None or (not entry.is_symlink() and entry.is_dir()):
                waiting.extendleft(reversed(list(_entries(path + "/" if path else "", location))))
            elif entry.is_symlink():
                if not _leads_inside(Path(location), root):
                    report(Problem(path, None, "it is a link out of the archive: put the file itself there"))
            elif entry.is_file():
                status = entry.stat()
                yield ArchiveFile(path, location, status.st_size, status.st_mtime_ns)
            else:
                report(Problem(path, None, _NO_FILE))
        except OSError as error:
            if entry is None:
                # It is the archive itself.
                raise
            report(Problem(path, None, f"it cannot be read ({_reason(error)})"))


def _entries(prefix: str, folder: str) -> Iterator[tuple[str, str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if not entry.name.startswith("."):
            yield prefix + shown_name(os.fsencode(entry.name)), entry.path, entry


def _distinct(files: Iterable[ArchiveFile], report: Callable[[Problem], None]) -> Iterator[ArchiveFile]:
    """Give files whose names are shown alike (one in UTF-8, one in GBK) paths that tell them apart."""
    found = list(files)
    taken = {file.path for file in found}
    # Else all of them would be compared again.
    if len(taken) == len(found):
        yield from found
        return
    seen: set[str] = set()
    for file in found:
        path, number = file.path, 1
        while path in seen or (number > 1 and path in taken):
            number += 1
            shown = PurePosixPath(file.path)
            # Its ending says how it is read.
            path = str(shown.with_name(f"{shown.stem}~{number}{shown.suffix}"))
        seen.add(path)
        if number > 1:
            report(Problem(file.path, None, f"another file's name is shown alike: it is served as {path!r}"))
        yield replace(file, path=path)


def _with_addresses(files: list[ArchiveFile]) -> list[ArchiveFile]:
    """Give the pages that the archive's sitemaps list their addresses."""
    paths = [file.path for file in files]
    places: dict[str, Page] = {}
    for file in files:
        if may_be_sitemap(file.path) and file.size <= LARGEST_SITEMAP:
            try:
                data = _read_whole(file)
            except (OSError, UnreadableError):
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
        with _open(file) as stream:
            before = _fingerprint(stream)
            # As much memory is taken as is asked for, whatever there is to read: of a small file, little.
            data = stream.read(min(before[0], LARGEST_FILE) + 1)
            if before == _fingerprint(stream) and len(data) == before[0]:
                return data
    raise UnreadableError(_CHANGED)


def _fingerprint(stream: BufferedReader) -> tuple[int, int]:
    status = os.fstat(stream.fileno())
    return status.st_size, status.st_mtime_ns


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
