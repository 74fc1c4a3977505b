"""Zip files that are one document (``.docx``, ``.epub``): opened only where they unpack to a bounded size."""

from __future__ import annotations

import io
import zipfile

from retrieval.errors import UnreadableError

# As for containers: text packs to a twentieth at most, bombs to a thousandth and less.
_RATIO = 200
_ALWAYS_ALLOWED = 16 << 20
_LARGEST = 256 << 20


def open_package(data: bytes) -> zipfile.ZipFile:
    """Return the zip; raise :class:`UnreadableError` where it is none or would unpack to too much."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(f"it is damaged ({error})") from None
    # zipfile reads no more of a member than its head declares.
    size = sum(info.file_size for info in package.infolist())
    if size > min(_LARGEST, max(_ALWAYS_ALLOWED, _RATIO * len(data))):
        raise UnreadableError(f"it unpacks to {size >> 20} MB, as a zip bomb does: it is left out")
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise UnreadableError("it is under a password: save it without one")
    return package
