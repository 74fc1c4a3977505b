"""Before a commit, what was sent is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import add_to, write_to

from retrieval.errors import StoreError
from retrieval.index.opensearch.batches import deletion
from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import read_commit
from retrieval.index.opensearch.layout import FIELDS
from retrieval.index.opensearch.tokens import digest_of

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline


@pytest.mark.parametrize("kind", ["passages", "documents"])
def test_what_is_lost_is_found_out_before_the_commit(indices: Indices, outliner: Outline, kind: str) -> None:
    """Whatever became of it: the old state is served on, and the line says how many are there."""
    write_to(indices, outliner, {"a": "市长主持会议。"})
    cluster = Cluster(indices.access, patience=30)
    with indices.open_writer() as writer:
        add_to(writer, outliner, {"b": "天气晴朗。", "c": "书记出席。"})
        commit, _ = read_commit(cluster, indices.names)
        key = digest_of("b")
        id = f"{key}-{commit.session}" + ("-0" if kind == "passages" else "")
        cluster.bulk([deletion(getattr(indices.names.generation(commit.generation), kind), id, key)])
        with pytest.raises(StoreError, match=f"1 of 2 {kind}") as caught:
            writer.commit({})
    assert "\n" not in str(caught.value)
    assert [document.id for document in indices.open_index().latest(9)] == ["a"]
    cluster.close()


def test_the_means_are_fitted_to_a_whole_build(indices: Indices, outliner: Outline) -> None:
    """The first documents of a build may be short and the rest long: the cluster is told before anybody reads."""
    with indices.open_writer(fresh=True) as writer:
        add_to(writer, outliner, {"a": "会议。"})
        add_to(writer, outliner, {"b": "市长主持会议，书记出席会议，代表发言。" * 20})
        writer.commit({})
    cluster = Cluster(indices.access, patience=30)
    commit, _ = read_commit(cluster, indices.names)
    for place, _ in enumerate(FIELDS):
        true = commit.lengths[place] / commit.passages
        assert max(true, 1.0) * 1.04 <= commit.means[place] <= max(true, 1.0) * 1.4
    cluster.close()
