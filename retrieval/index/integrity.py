"""Is the index still what was written? Each of tantivy's files ends in a footer with the CRC of the rest.

To read a whole newspaper's index at every start would cost a second. So what was read and found sound is
noted with its size and time, and is read again only where one of them has changed.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NOTES = "verified.json"
_KINDS = ("idx", "pos", "term", "store", "fast", "fieldnorm")
_SEGMENT_FILE = re.compile(r"[0-9a-f]{32}\..+")
_FOOTER = struct.Struct("<II")
_MAGIC = 1337
_BLOCK = 1 << 20


def find_damage(generation: Path, *, thorough: bool = False) -> str | None:
    """Return the name of a file that is missing or not as it was written, or None where all are sound.

    Args:
        generation: the folder of tantivy's files.
        thorough: read every file, also those that were found sound before and have not changed since.
    """
    try:
        names = list(_list_files(json.loads((generation / "meta.json").read_bytes())))
    except (OSError, ValueError, KeyError, TypeError):
        return "meta.json"
    notes = {} if thorough else _read_notes(generation)
    found = {}
    for name in names:
        path = generation / name
        try:
            status = path.stat()
        except OSError:
            return name
        found[name] = [status.st_size, status.st_mtime_ns]
        if notes.get(name) != found[name] and not _is_whole(path):
            return name
    if found != notes:
        _write_notes(generation, found)
    return None


def remove_strays(generation: Path) -> None:
    """Remove what a killed writer left behind and no commit names.

    tantivy clears most of it away by itself, but refuses to write over a list of deletions.
    """
    named = set(_list_files(json.loads((generation / "meta.json").read_bytes())))
    for path in generation.iterdir():
        if _SEGMENT_FILE.fullmatch(path.name) and path.name not in named:
            path.unlink()


def _list_files(meta: dict[str, list[dict[str, object]]]) -> Iterator[str]:
    for segment in meta["segments"]:
        stem = str(segment["segment_id"]).replace("-", "")
        yield from (f"{stem}.{kind}" for kind in _KINDS)
        deletes = segment["deletes"]
        if isinstance(deletes, dict):
            yield f"{stem}.{deletes['opstamp']}.del"


def _is_whole(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            end = stream.seek(0, os.SEEK_END) - _FOOTER.size
            stream.seek(end)
            length, magic = _FOOTER.unpack(stream.read())
            if magic != _MAGIC or length > end:
                return False
            end -= length
            stream.seek(end)
            expected: int = json.loads(stream.read(length))["crc"]
            stream.seek(0)
            crc = 0
            while end and (block := stream.read(min(_BLOCK, end))):
                crc = zlib.crc32(block, crc)
                end -= len(block)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return False
    return end == 0 and crc == expected


def _read_notes(generation: Path) -> dict[str, list[int]]:
    try:
        notes = json.loads((generation / _NOTES).read_bytes())
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def _write_notes(generation: Path, notes: dict[str, list[int]]) -> None:
    draft = generation / f"{_NOTES}.{os.getpid()}"
    try:
        draft.write_text(json.dumps(notes), "ascii")
        draft.replace(generation / _NOTES)
    except OSError:
        # A folder that may not be written to is verified at every start instead.
        return
