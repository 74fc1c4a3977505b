"""Makes the indices of a generation, and removes those of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from retrieval.errors import StoreError
from retrieval.index.opensearch.failures import Missing
from retrieval.index.opensearch.layout import alias_of, documents_index, notes_index, passages_index

if TYPE_CHECKING:
    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.layout import Generation, Names


def make_index(cluster: Cluster, index: str, body: dict[str, Any]) -> None:
    """Make an index with these settings and fields, if it is not there, and the name by which it is written to."""
    try:
        name_to_write(cluster, index)
    except Missing:
        cluster.call("PUT", f"/{index}", {**body, "aliases": {alias_of(index): {}}}, writing=True)


def name_to_write(cluster: Cluster, index: str) -> None:
    """Give an index the name by which it is written to, if it has none: an earlier version has made it, or it was restored.

    Raises:
        Missing: there is no such index.
    """
    named = cluster.call("GET", f"/{index}/_alias")[index]["aliases"]
    if alias_of(index) not in named:
        cluster.call("PUT", f"/{index}/_alias/{alias_of(index)}", writing=True)


def expect_generation(cluster: Cluster, names: Names, commit: Commit) -> None:
    """Make sure that what a commit speaks of is there.

    Raises:
        StoreError: an index of it is not.
    """
    if not commit.number:
        return
    try:
        for index in names.generation(commit.generation):
            name_to_write(cluster, index)
    except Missing as error:
        raise StoreError(f"{error}: build it anew with `wendang index --rebuild`") from None


def make_generation(cluster: Cluster, indices: Generation, means: tuple[float, ...]) -> None:
    """Make the indices that are built together; ``means`` are the lengths that the cluster takes for granted at first."""
    shards, replicas = cluster.access.shards, cluster.access.replicas
    make_index(cluster, indices.passages, passages_index(shards, replicas, means))
    make_index(cluster, indices.documents, documents_index(shards, replicas))
    make_index(cluster, indices.notes, notes_index(replicas))


def remove_generations(cluster: Cluster, names: Names, commit: Commit) -> None:
    """Remove the indices of other generations than the commit's, and what builders shared; not of later runs."""
    try:
        found = cluster.call("GET", f"/{names.base}-*/_settings")
    except Missing:
        return
    for index in found:
        number = names.number_of(index)
        if number == commit.generation:
            continue
        number = names.board_of(index) if number is None else number
        if number is not None and number <= commit.session:
            remove(cluster, f"/{index}")


def remove(cluster: Cluster, path: str) -> None:
    """Remove an index or a document, if it is there."""
    try:
        cluster.call("DELETE", path, writing=True)
    except Missing:
        return
