"""Who has taken a unit has it alone, and finds out how the build ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_boards import join

from retrieval.index.opensearch.board import join_build

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.index.opensearch.leading import LeadingBoard
    from retrieval.index.opensearch.writer import OpenSearchWriter

pytestmark = pytest.mark.usefixtures("quickly")


def test_a_unit_is_taken_once(indices: Indices, led: LeadingBoard) -> None:
    """By whom it is rather given to, with what is told of it; and what is found comes back, however long."""
    board = join(indices)
    assert board.described == {"listing": "all"}
    assert board.take(()) is None
    led.offer("read", [(0, b"zero"), (1, b"\0one" * (1 << 20))])
    unit = board.take({1})
    assert unit
    assert (unit.number, unit.stage, unit.attempt) == (1, "read", 1)
    assert board.read_told(unit) == b"\0one" * (1 << 20)
    mine = led.take({1})
    assert mine
    assert mine.number == 0
    assert board.take(()) is None
    assert led.collect(1) is None
    assert board.finish(unit, b"\xff" * (5 << 20))
    assert (led.collect(1) or ("", b""))[1] == b"\xff" * (5 << 20)
    board.close()


def test_a_helper_finds_out_how_it_ended(indices: Indices, leader: OpenSearchWriter, led: LeadingBoard) -> None:
    """The index is built; or who led is gone, with or without a word."""
    board = join(indices)
    assert board.state() == "open"
    leader.commit({})
    assert board.state() == "done"
    board.close()
    with indices.open_writer() as other:
        other.share({}, 1)
        board = join(indices)
    assert board.state() == "left"
    assert join_build(indices.access, indices.names) == "gone"
    board.close()


def test_a_small_change_is_not_shared(indices: Indices) -> None:
    """Whoever comes is told so, as soon as the writer knows; and what nobody commits leaves nothing behind."""
    with indices.open_writer() as writer:
        writer.keep_alone()
        assert join_build(indices.access, indices.names) == "alone"
    assert join_build(indices.access, indices.names) == "gone"
