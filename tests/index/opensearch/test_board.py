"""Who has taken a unit has it alone, and finds out how the build ended."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from opensearch_boards import die, join
from opensearch_indices import add_to, write_to

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.opensearch.board import join_build

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline
    from retrieval.index.opensearch.board import LeadingBoard
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


def test_a_helper_finds_out_how_it_ended(
    indices: Indices, leader: OpenSearchWriter, led: LeadingBoard
) -> None:
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


def test_what_a_dead_builder_had_is_offered_anew(
    indices: Indices,
    leader: OpenSearchWriter,
    led: LeadingBoard,
    outliner: Outline,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What it had added is never seen, nor what it adds and hands in when it wakes; the other's is, once."""
    led.offer("cut", [(0, b"")])
    slow = join(indices)
    lost = slow.take(())
    assert lost
    late = slow.taker(lost)
    add_to(late, outliner, {"a": "市长主持会议。", "b": "天气晴朗。"})
    assert led.watch() == [f"process {os.getpid()} on {socket.gethostname()}"]
    assert led.take(()) is None
    die(slow)
    # The while is over in which nothing is heard of it.
    monkeypatch.setattr("retrieval.index.opensearch.lease._UNCHANGED", 0.0)
    assert led.watch() == []
    assert led.watch() == []
    again = led.take(())
    assert again
    assert (again.number, again.attempt) == (0, 2)
    add_to(led.taker(again), outliner, {"a": "市长主持会议。"})
    assert led.finish(again, b"")
    assert not slow.finish(lost, b"nonsense")
    assert (led.collect(0) or ("", None))[1] == b""
    leader.commit({})
    add_to(late, outliner, {"a": "市长主持会议。", "c": "代表发言。"})
    index = indices.open_index()
    assert [document.id for document in index.latest(9)] == ["a"]
    assert (index.statistics().documents, index.statistics().passages) == (1, 1)
    # It shows neither after the next commits.
    write_to(indices, outliner, {"d": "记者报道。"})
    assert sorted(document.id for document in indices.open_index().latest(9)) == ["a", "d"]


def test_what_comes_late_brings_no_board_back(
    indices: Indices, leader: OpenSearchWriter, led: LeadingBoard, outliner: Outline
) -> None:
    """Where the server makes an index for whatever is written to a new name: neither its board nor what a rebuild replaced."""
    led.offer("cut", [(0, b"")])
    board = join(indices)
    unit = board.take(())
    assert unit
    late = board.taker(unit)
    leader.commit({})
    write_to(indices, outliner, {"a": "市长主持会议。"}, fresh=True)
    held = indices.all_names()
    assert not any(name.endswith("-board") for name in held)
    with pytest.raises(StoreError):
        add_to(late, outliner, {"b": "天气晴朗。"})
    with pytest.raises(StoreError):
        board.finish(unit, b"found")
    board.close()
    assert indices.all_names() == held


def test_a_killed_leader_is_replaced(
    indices: Indices, outliner: Outline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its board goes with the next writer's, and what it had adopted was never said."""
    write_to(indices, outliner, {"a": "市长主持会议。"})
    first = indices.open_writer()
    led = first.share({}, 1)
    led.offer("cut", [(0, b"")])
    unit = led.take(())
    assert unit
    add_to(led.taker(unit), outliner, {"b": "天气晴朗。"})
    led.finish(unit, b"")
    assert (led.collect(0) or ("", None))[1] == b""
    die(led)
    die(first)
    monkeypatch.setattr("retrieval.index.opensearch.lease._UNCHANGED", 0.0)
    with indices.open_writer() as second:
        add_to(second, outliner, {"c": "代表发言。"})
        second.commit({})
    assert sorted(document.id for document in indices.open_index().latest(9)) == ["a", "c"]
    with pytest.raises(StoreLocked):
        led.offer("cut", [(0, b"")])
