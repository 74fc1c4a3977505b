"""What is packed in a stream, and how much of it may be unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
from collections import deque

import pytest

from retrieval.archive import packing
from retrieval.archive.packing import Budget, counted, unpack
from retrieval.errors import UnreadableError


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress, bytes])
def test_the_bytes_say_how_they_are_packed(pack):
    """Whatever packed them, what comes out is what went in; plain bytes are themselves."""
    with unpack(io.BytesIO(pack(b"text" * 1000)), Budget(1)) as unpacked:
        assert unpacked.read() == b"text" * 1000


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_is_packed_twice_is_unpacked_twice(pack):
    """A packed stream in a packed stream, and not one that is read from a file alone."""
    budget = Budget(1)
    with unpack(io.BytesIO(pack(pack(b"text"))), budget) as outer, unpack(outer, budget) as inner:
        assert inner.read() == b"text"


def test_what_is_passed_over_counts(monkeypatch):
    """A bomb in front of what is read costs as much as one that is read."""
    monkeypatch.setattr(packing, "_ALWAYS_ALLOWED", 1 << 16)
    with unpack(io.BytesIO(gzip.compress(bytes(1 << 22))), Budget(1)) as unpacked:
        pieces = iter(lambda: unpacked.read(1 << 12), b"")
        with pytest.raises(UnreadableError, match="bomb"):
            deque(pieces, maxlen=0)


def test_members_count(monkeypatch):
    """So many members are read, and the rest is told."""
    monkeypatch.setattr(packing, "PARTS", 2)
    budget = Budget(1)
    budget.spend_part()
    budget.spend_part()
    assert not budget.is_spent
    with pytest.raises(UnreadableError, match="2 files"):
        budget.spend_part()
    assert budget.is_spent


def test_a_counted_stream_is_the_stream():
    assert counted(io.BytesIO(b"abc" * 500000), Budget(1)).read() == b"abc" * 500000
