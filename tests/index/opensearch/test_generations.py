"""The indices of one generation are made once, and those of others go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import write_to
from opensearch_server import request

from retrieval.errors import StoreError
from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import Commit
from retrieval.index.opensearch.generations import make_generation, make_index, remove_generations
from retrieval.index.opensearch.layout import board_index

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.chinese.outlines import Outline


def test_what_no_commit_speaks_of_goes(indices: Indices) -> None:
    """Older generations and boards go; the served ones stay, and so do those of runs that began later."""
    names = indices.names
    cluster = Cluster(indices.access, patience=30)
    for number in (1, 2, 5):
        for _ in range(2):
            make_generation(cluster, names.generation(number), (1.0, 1.0, 1.0))
    for number in (3, 6):
        make_index(cluster, names.board(number), board_index(0))
    remove_generations(cluster, names, Commit(number=4, generation=2, session=4))
    cluster.close()
    assert indices.all_names() == sorted([*names.generation(2), *names.generation(5), names.board(6)])


def test_an_index_that_lacks_its_other_name_is_written_to(indices: Indices, outliner: Outline) -> None:
    """As one that an earlier version made, or a snapshot without aliases brought back."""
    write_to(indices, outliner, {"a": "市长主持会议。"})
    [url] = indices.urls
    for name in indices.all_names():
        request(url, f"/{name}/_alias/*", "DELETE")
    write_to(indices, outliner, {"b": "天气晴朗。"})
    assert [document.id for document in indices.open_index().latest(9)] == ["a", "b"]


def test_an_index_that_is_gone_is_told(indices: Indices, outliner: Outline) -> None:
    """No update goes on without it, and none makes it anew by itself; a rebuild does."""
    write_to(indices, outliner, {"a": "市长主持会议。", "b": "天气晴朗。"})
    with indices.open_writer() as writer:
        writer.remove_documents(["b"])
        writer.commit({})
    [url] = indices.urls
    [passages] = [name for name in indices.all_names() if name.endswith("-passages")]
    request(url, f"/{passages}", "DELETE")
    left = indices.all_names()
    with pytest.raises(StoreError, match=r"index_not_found_exception.*wendang index --rebuild"):
        indices.open_writer()
    assert indices.all_names() == left
    write_to(indices, outliner, {"a": "市长主持会议。"}, fresh=True)
    assert [document.id for document in indices.open_index().latest(9)] == ["a"]
