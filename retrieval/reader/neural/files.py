"""The file that a reader is kept in: sizes, pieces and weights.

    magic · version · length of the header · SHA-256 of all that follows · header · arrays

The header is JSON; each array stands at its offset behind it. Weights of two dimensions are whole numbers from -127
to 127, with a scale for each row.
"""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

MAGIC = b"WDREADER"
VERSION = 1
_HEAD = struct.Struct("<8sII32s")
_TYPES = {"int8": np.int8, "float32": np.float32}
SCALE = ".scale"
"""What is put behind an array's name for that of its scales."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What a file holds: ``settings`` are sizes by name, ``pieces`` each piece's text and weight."""

    settings: dict[str, int]
    pieces: tuple[tuple[str, float], ...]
    arrays: dict[str, NDArray[Any]]

    def whole(self, name: str) -> NDArray[np.float32]:
        """Return an array as single-precision numbers.

        Raises:
            ModelError: the file does not hold it.
        """
        array = self.rough(name)
        if array.dtype == np.int8:
            scales: NDArray[np.float32] = self.rough(name + SCALE)
            return array.astype(np.float32) * scales[:, np.newaxis]
        return array.astype(np.float32)

    def rough(self, name: str) -> NDArray[Any]:
        """Return an array as it is stored.

        Raises:
            ModelError: the file does not hold it.
        """
        try:
            return self.arrays[name]
        except KeyError:
            raise ModelError(f"it lacks the array {name!r}") from None


def round_rows(array: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Return the rows of an array as whole numbers from -127 to 127, and the scale of each row."""
    scales = np.abs(array).max(axis=1) / 127
    scales[scales == 0] = 1.0
    return np.round(array / scales[:, np.newaxis]).astype(np.int8), scales.astype(np.float32)


def write_model(
    path: Path,
    settings: Mapping[str, int],
    pieces: list[tuple[str, float]],
    arrays: Mapping[str, NDArray[np.float32]],
) -> None:
    """Write a reader; arrays of two dimensions are rounded.

    Raises:
        OSError: the file cannot be written.
    """
    parts: list[bytes] = []
    index: dict[str, tuple[str, list[int], int]] = {}
    at = 0
    for name, array in arrays.items():
        stored: dict[str, NDArray[Any]] = {name: array.astype(np.float32)}
        if array.ndim == 2:
            stored[name], stored[name + SCALE] = round_rows(array)
        for key, one in stored.items():
            data = np.ascontiguousarray(one).tobytes()
            index[key] = (str(one.dtype), list(one.shape), at)
            parts.append(data)
            at += len(data)
    header = {
        "settings": dict(settings),
        "pieces": [text for text, _ in pieces],
        "weights": [round(weight, 3) for _, weight in pieces],
        "arrays": index,
    }
    head = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    body = head + b"".join(parts)
    path.write_bytes(_HEAD.pack(MAGIC, VERSION, len(head), hashlib.sha256(body).digest()) + body)


def read_model(path: Path) -> Stored:
    """Read a reader.

    Raises:
        ModelError: there is none, or it is cut off, changed or of another version.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise ModelError(f"{str(path)!r} is no reader: it does not begin with {MAGIC.decode()}")
    _, version, size, digest = _HEAD.unpack_from(data)
    if version != VERSION:
        raise ModelError(
            f"{str(path)!r} is a reader of version {version}; this program reads version {VERSION}"
        )
    body = memoryview(data)[_HEAD.size :]
    if hashlib.sha256(body).digest() != digest:
        raise ModelError(f"{str(path)!r} is damaged or cut off: its checksum differs")
    try:
        header = json.loads(bytes(body[:size]))
        arrays = {
            name: np.frombuffer(body, _TYPES[kind], int(np.prod(shape)), size + at).reshape(shape)
            for name, (kind, shape, at) in header["arrays"].items()
        }
        pieces = tuple(zip(header["pieces"], map(float, header["weights"]), strict=True))
        settings = {name: int(value) for name, value in header["settings"].items()}
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{str(path)!r} is not laid out as version {VERSION} is: {error}") from None
    return Stored(settings, pieces, arrays)
