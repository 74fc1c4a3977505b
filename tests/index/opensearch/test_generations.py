"""The indices of one generation are made once, and those of others go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.commits import Commit
from retrieval.index.opensearch.generations import make_generation, make_index, remove_generations
from retrieval.index.opensearch.layout import board_index

if TYPE_CHECKING:
    from opensearch_indices import Indices


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
