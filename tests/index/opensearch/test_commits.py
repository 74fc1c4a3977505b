"""The commit is written over what was read, or not at all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreError
from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import Commit, Removed, read_commit, write_commit
from retrieval.index.opensearch.failures import Conflict
from retrieval.index.opensearch.generations import make_index
from retrieval.index.opensearch.layout import state_index

if TYPE_CHECKING:
    from opensearch_indices import Indices


def test_only_who_read_the_last_writing_writes_the_next(indices: Indices) -> None:
    """Everything comes back; a second first writing is refused, and so is one over an older version."""
    cluster = Cluster(indices.access, patience=30)
    make_index(cluster, indices.names.state, state_index(0))
    assert read_commit(cluster, indices.names) == (Commit(), None)
    commit = Commit(3, 2, 4, (1,), Removed(3, 2), 9, 8, (7, 6, 5), (1.1, 1.2, 1.3), {"made": "今天"})
    first, version = write_commit(cluster, indices.names, commit, None)
    assert replace(first, token="") == commit
    assert read_commit(cluster, indices.names) == (first, version)
    second, _ = write_commit(cluster, indices.names, replace(commit, number=5), version)
    for stale in (None, version):
        with pytest.raises(Conflict):
            write_commit(cluster, indices.names, commit, stale)
    assert read_commit(cluster, indices.names)[0] == second
    assert second.token != first.token
    cluster.close()


def test_an_index_of_another_format_is_told(indices: Indices) -> None:
    """With the remedy; and that remedy is not hindered by it."""
    cluster = Cluster(indices.access, patience=30)
    make_index(cluster, indices.names.state, state_index(0))
    other = {"format": 99, "session": 7, "generation": 6}
    cluster.call("PUT", f"/{indices.names.state}/_doc/commit", other, writing=True)
    with pytest.raises(StoreError, match="--rebuild"):
        indices.open_index()
    with pytest.raises(StoreError, match="--rebuild"):
        indices.open_writer()
    with indices.open_writer(fresh=True) as writer:
        writer.commit({"made": "anew"})
    assert indices.open_index().manifest == {"made": "anew"}
    cluster.close()
