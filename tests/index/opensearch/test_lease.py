"""One writer at a time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreLocked
from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import condition_of
from retrieval.index.opensearch.generations import make_index
from retrieval.index.opensearch.layout import state_index
from retrieval.index.opensearch.lease import Lease

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opensearch_indices import Indices


@pytest.fixture
def cluster(indices: Indices) -> Iterator[Cluster]:
    """Return a cluster with an index for the lease."""
    cluster = Cluster(indices.access, patience=30)
    make_index(cluster, indices.names.state, state_index(0))
    yield cluster
    cluster.close()


def test_a_second_writer_is_told_who_writes_and_since_when(
    cluster: Cluster, indices: Indices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As soon as the holder shows that it is alive; and when it is done, the next one is let in."""
    monkeypatch.setattr("retrieval.index.opensearch.lease._BEAT", 0.2)
    first = Lease(cluster, indices.names)
    with pytest.raises(
        StoreLocked, match=rf"process {os.getpid()} on {socket.gethostname()}, since 20"
    ) as caught:
        Lease(cluster, indices.names)
    assert "\n" not in str(caught.value)
    first.check()
    first.release()
    Lease(cluster, indices.names).release()


def test_a_holder_that_is_not_heard_of_is_replaced(
    cluster: Cluster, indices: Indices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a while in which nothing changed; when it wakes, it is told so."""
    monkeypatch.setattr("retrieval.index.opensearch.lease._UNCHANGED", 1.0)
    monkeypatch.setattr("retrieval.index.opensearch.lease._BEAT", 3.0)
    first = Lease(cluster, indices.names)
    second = Lease(cluster, indices.names)
    first._thread.join(60)  # noqa: SLF001 - its next beat finds out
    with pytest.raises(StoreLocked, match="taken over"):
        first.check()
    first.release()
    second.check()
    second.release()


def test_a_holder_that_ended_on_this_machine_is_replaced_at_once(cluster: Cluster, indices: Indices) -> None:
    """A killed `wendang index` does not block the next one."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    holder = {"host": socket.gethostname(), "pid": ended.pid, "since": "then", "token": "other"}
    cluster.call("PUT", f"/{indices.names.state}/_doc/lease", holder, **condition_of(None))
    Lease(cluster, indices.names).release()
