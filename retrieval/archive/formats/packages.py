"""Zip files that are one document (``.docx``, ``.epub``); one that would unpack to too much is refused."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from retrieval.errors import UnreadableError

# Text is packed to a twentieth of its size at most, a zip bomb to a thousandth and less.
_RATIO = 200
_ALWAYS_ALLOWED = 16 << 20
_LARGEST = 256 << 20


def open_package(data: bytes) -> zipfile.ZipFile:
    """Return the open zip file.

    Raises :class:`UnreadableError` where the bytes are no zip, need a password or would unpack to too much.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise UnreadableError(f"it is damaged ({error})") from None
    # The declared sizes can be trusted: zipfile reads no more of a member than its header declares.
    size = sum(info.file_size for info in package.infolist())
    if size > min(_LARGEST, max(_ALWAYS_ALLOWED, _RATIO * len(data))):
        raise UnreadableError(f"it unpacks to {size >> 20} MB, as a zip bomb does: it is left out")
    if any(info.flag_bits & 1 for info in package.infolist()):
        raise UnreadableError("it is under a password: save it without one")
    return package


def read_member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return a member's bytes; raise :class:`UnreadableError` where it is missing or damaged."""
    try:
        return package.read(name)
    except KeyError:
        raise UnreadableError(f"{name!r} is missing from it") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise UnreadableError(f"it is damaged ({error})") from None


def parse_member(package: zipfile.ZipFile, name: str) -> Any:
    """Return the root element of a member that is XML; raise :class:`UnreadableError` where it is none."""
    return parse_data(read_member(package, name), name)


def parse_data(data: bytes, name: str) -> Any:
    """Return the root element of XML that is called ``name``; raise :class:`UnreadableError` where it is none."""
    from lxml import etree  # noqa: PLC0415 - only an archive with such files waits for it

    # Entities are not resolved: those from outside would open files, and those from inside can unpack to gigabytes.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"it is damaged ({error})") from None
    if root is None:
        raise UnreadableError(f"it is damaged ({name} is empty)")
    return root
