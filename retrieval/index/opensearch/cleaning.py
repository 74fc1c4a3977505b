"""Removes what no reader will ever see: what was taken away, what killed writers left, and older generations."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from retrieval.index.opensearch.batches import deletion
from retrieval.index.opensearch.cluster import PAGE
from retrieval.index.opensearch.commits import read_commit, write_commit
from retrieval.index.opensearch.failures import Missing
from retrieval.index.opensearch.generations import expect_generation, remove, remove_generations
from retrieval.index.opensearch.visibility import dead, list_id

if TYPE_CHECKING:
    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Commit, Version
    from retrieval.index.opensearch.layout import Names


def open_commit(cluster: Cluster, names: Names, *, fresh: bool) -> tuple[Commit, Version | None]:
    """Return the last commit as a writer goes on from it: its indices are there, and nothing dead is in them.

    Args:
        cluster: where it is.
        names: of the archive's indices.
        fresh: it will be replaced as a whole, whatever its format, and whether its indices are there or not.

    Raises:
        Conflict: another process has written to the index in the meantime.
        StoreError: it is of another format, or an index of it is gone.
    """
    commit, version = read_commit(cluster, names, any_format=fresh)
    if not fresh:
        expect_generation(cluster, names, commit)
    return clean(cluster, names, commit, version)


def clean(
    cluster: Cluster, names: Names, commit: Commit, version: Version | None
) -> tuple[Commit, Version | None]:
    """Remove what is dead now that the last commit is read by all; return the commit as it is after that.

    Raises:
        Conflict: another process has written to the index in the meantime.
    """
    remove_generations(cluster, names, commit)
    query = dead(commit, names) if commit.number else None
    if query is None:
        return commit, version
    for index in names.generation(commit.generation):
        # An index that is gone holds nothing that is dead.
        with suppress(Missing):
            _delete(cluster, index, query)
    if commit.removed is None:
        return commit, version
    removed = commit.removed
    cleaned, now = write_commit(cluster, names, replace(commit, removed=None), version)
    for number in range(removed.lists):
        remove(cluster, f"/{names.state}/_doc/{list_id(removed.by, number)}")
    return cleaned, now


def _delete(cluster: Cluster, index: str, query: dict[str, Any]) -> None:
    # What a killed writer sent was never asked to be found.
    cluster.call("POST", f"/{index}/_refresh", writing=True)
    while True:
        body = {"query": query, "size": PAGE, "_source": False, "sort": ["_doc"]}
        hits = cluster.search(index, body)["hits"]["hits"]
        cluster.bulk(deletion(index, hit["_id"], hit["_routing"]) for hit in hits)
        cluster.call("POST", f"/{index}/_refresh", writing=True)
        if len(hits) < PAGE:
            return
