"""How a cluster is, as its operator wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from retrieval.errors import StoreAway, StoreError
from retrieval.index.opensearch.cluster import Cluster

if TYPE_CHECKING:
    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.layout import Names


class Health(NamedTuple):
    """How a cluster is. Who may search need not be allowed to ask for more than its version: then the rest is empty.

    ``status`` is green, yellow or red, or leaderless where the nodes have elected none, ``nodes`` how many machines there are, and ``blocked`` says that the cluster lets
    nobody write to an index of the archive, as it does when a disk is nearly full.
    """

    version: str
    status: str = ""
    nodes: int = 0
    blocked: bool = False


def describe_health(access: Access, names: Names) -> Health:
    """Return how a cluster is, and the indices of an archive in it.

    Raises:
        StoreAway: the cluster cannot be asked now.
        StoreError: something else answers, or nothing does.
    """
    cluster = Cluster(access, patience=0)
    try:
        cluster.check()
        version = str(cluster.call("GET", "/").get("version", {}).get("number", ""))
        try:
            told = cluster.call("GET", "/_cluster/health")
        except StoreAway:
            return Health(version, "leaderless")
        except StoreError:
            return Health(version)
        health = Health(version, str(told.get("status", "")), int(told.get("number_of_nodes", 0)))
        try:
            settings = cluster.call("GET", f"/{names.base}-*/_settings/index.blocks.*")
        except StoreError:
            return health
        return health._replace(blocked=any(one.get("settings") for one in settings.values()))
    finally:
        cluster.close()
