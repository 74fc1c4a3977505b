"""What dead builders leave is done again, and nothing of theirs is ever seen."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from opensearch_boards import die, join
from opensearch_indices import add_to, write_to

from retrieval.errors import StoreLocked

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline
    from retrieval.index.opensearch.leading import LeadingBoard
    from retrieval.index.opensearch.writer import OpenSearchWriter

pytestmark = pytest.mark.usefixtures("quickly")


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
    with pytest.raises(StoreLocked):
        slow.finish(lost, b"nonsense")
    assert (led.collect(0) or ("", None))[1] == b""
    leader.commit({})
    add_to(late, outliner, {"a": "市长主持会议。", "c": "代表发言。"})
    index = indices.open_index()
    assert [document.id for document in index.latest(9)] == ["a"]
    assert (index.statistics().documents, index.statistics().passages) == (1, 1)
    # It shows neither after the next commits.
    write_to(indices, outliner, {"d": "记者报道。"})
    assert sorted(document.id for document in indices.open_index().latest(9)) == ["a", "d"]


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
