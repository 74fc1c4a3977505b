"""What was sent is counted, and summed up, before a commit says that it is there."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.errors import StoreAway, StoreError
from retrieval.index.opensearch.cluster import SearchOf
from retrieval.index.opensearch.layout import FIELDS, Generation, mean_above, similarities
from retrieval.index.opensearch.visibility import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Commit
    from retrieval.index.opensearch.layout import Names

# By how much the mean lengths may lie below what the cluster takes for them, before that costs more candidates.
_FITTING = 0.8
# Searches that are sent together.
_TOGETHER = 100


def refresh(cluster: Cluster, indices: Generation) -> None:
    """Let what was sent be found, on every copy of every part."""
    for index in indices:
        shards = cluster.call("POST", f"/{index}/_refresh", writing=True)["_shards"]
        if shards.get("failed"):
            raise StoreAway(_lost(cluster, f"a part of {index} could not be refreshed"))


def count_sent(cluster: Cluster, indices: Generation, sent: Mapping[int, tuple[int, int, int]]) -> None:
    """Make sure that as much is there as was sent.

    Args:
        cluster: where it is.
        indices: passages, documents and notes.
        sent: how many of each bear each number.

    Raises:
        StoreError: something of it is lost.
    """
    expected = [
        (kind, index, born, number)
        for born, numbers in sent.items()
        for kind, index, number in zip(Generation._fields, indices, numbers, strict=True)
    ]
    for start in range(0, len(expected), _TOGETHER):
        some = expected[start : start + _TOGETHER]
        searches = [
            SearchOf(index, {"query": {"term": {"born": born}}, "size": 0, "track_total_hits": True})
            for _, index, born, _ in some
        ]
        for (kind, _, _, number), response in zip(some, cluster.search_all(searches), strict=True):
            found = response["hits"]["total"]["value"]
            if found != number:
                raise StoreError(_lost(cluster, f"{found} of {number} {kind} that were sent are there"))


def sum_up(cluster: Cluster, names: Names, commit: Commit) -> Commit:
    """Return a commit with how much it holds, as the cluster counts it."""
    fields = ("shown", "passages", *FIELDS)
    body = {
        "query": visible(commit, names),
        "size": 0,
        "aggs": {field: {"sum": {"field": field}} for field in fields},
    }
    found = cluster.search(names.generation(commit.generation).documents, body)["aggregations"]
    shown, passages, *lengths = (round(found[field]["value"]) for field in fields)
    query = {"query": visible(commit, names), "size": 0, "track_total_hits": True}
    [response] = cluster.search_all([SearchOf(names.generation(commit.generation).passages, query)])
    there = response["hits"]["total"]["value"]
    if there != passages:
        raise StoreError(_lost(cluster, f"{there} of {passages} passages are there"))
    return replace(commit, documents=shown, passages=passages, lengths=tuple(lengths))


def fit_means(cluster: Cluster, names: Names, commit: Commit) -> Commit:
    """Tell the cluster the mean lengths of a generation that nobody reads yet, if it was told others."""
    means = tuple(mean_above(total, commit.passages) for total in commit.lengths)
    if all(_FITTING * told <= mean <= told for mean, told in zip(means, commit.means, strict=True)):
        return commit
    index = names.generation(commit.generation).passages
    cluster.call("POST", f"/{index}/_close", writing=True)
    cluster.call("PUT", f"/{index}/_settings", {"similarity": similarities(means)}, writing=True)
    cluster.call("POST", f"/{index}/_open", writing=True, wait_for_active_shards="1")
    return replace(commit, means=means)


def _lost(cluster: Cluster, what: str) -> str:
    return (
        f"the index on the cluster at {cluster.access.name} was not brought up to date, and is served as it was ({what}): "
        "run `wendang index` again"
    )
