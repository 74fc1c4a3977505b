"""The encoder that ships, read once for all of its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.data import shipped
from retrieval.reader.neural.encoder import load_encoder
from retrieval.reader.neural.files import read_model
from retrieval.reader.neural.pieces import Pieces

if TYPE_CHECKING:
    from retrieval.reader.neural.encoder import Encoder


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """Return the encoder, its two parts read by two threads."""
    return load_encoder(shipped("reader.bin"))


@pytest.fixture(scope="session")
def pieces() -> Pieces:
    """Return the pieces that it knows."""
    texts, weights = zip(*read_model(shipped("reader.bin")).pieces, strict=True)
    return Pieces(texts, weights)
