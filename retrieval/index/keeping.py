"""The documents of a small archive, kept as they were read: the next process need not read and repair them again.

What is kept bears a key. Whoever asks with another key (a file has changed, or the code that reads it) finds nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING

from retrieval.index.encoding import decode_frame, decode_metadata, encode_frame, encode_metadata

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from retrieval.values import Document

# Files. The archives that were asked last are the likeliest to be asked again.
_MOST = 24


def read_kept(file: Path, key: str) -> list[Document] | None:
    """Return the documents that :func:`keep` wrote under this key; None where there are none, or the file is damaged."""
    try:
        head, body = file.read_bytes().split(b"\n", 1)
    except (OSError, ValueError):
        return None
    if head.decode("ascii", "replace") != _head(key, body):
        return None
    lines = body.splitlines()
    try:
        return [
            decode_frame(frame, decode_metadata(metadata), json.loads(paragraphs))
            for metadata, frame, paragraphs in zip(lines[::3], lines[1::3], lines[2::3], strict=True)
        ]
    # Its sum is right, and somebody else may have written it.
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def keep(file: Path, key: str, documents: Sequence[Document]) -> None:
    """Write documents, for this user alone to read; where that is not allowed, nothing is kept.

    What they leave out of their files is not kept: it was told when they were read.
    """
    lines: list[bytes] = []
    for document in documents:
        # A document that is folded into another keeps its text whole.
        paragraphs = [] if document.folded_into else [part.of(document.text) for part in document.paragraphs]
        lines += (encode_metadata(document.metadata), encode_frame(document, document))
        lines.append(json.dumps(paragraphs).encode())
    body = b"\n".join(lines)
    new = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with os.fdopen(os.open(new, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as stream:
            stream.write(_head(key, body).encode() + b"\n" + body)
        new.replace(file)
        _forget_oldest(file.parent)


def _head(key: str, body: bytes) -> str:
    return f"{key} {hashlib.blake2b(body, digest_size=16).hexdigest()}"


def _forget_oldest(folder: Path) -> None:
    files = sorted(folder.iterdir(), key=lambda file: file.stat().st_mtime, reverse=True)
    for file in files[_MOST:]:
        file.unlink(missing_ok=True)
