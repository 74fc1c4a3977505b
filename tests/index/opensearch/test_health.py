"""How a cluster is, as its operator wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from front import Front
from opensearch_indices import Indices, write_to
from opensearch_server import request

from retrieval.index.opensearch.health import Health, describe_health

if TYPE_CHECKING:
    from retrieval.chinese.outlines import Outline


def test_what_stands_in_the_way_of_writing_is_told(indices: Indices, outliner: Outline) -> None:
    """A disk that is nearly full blocks the indices, and the cluster calls itself green all the while."""
    write_to(indices, outliner, {"a": "市长主持会议。"})
    [url] = indices.urls
    before = describe_health(indices.access, indices.names)
    assert (before.nodes, before.blocked) == (1, False)
    block = {"index.blocks.read_only_allow_delete": True}
    request(url, f"/{indices.base}-*/_settings", "PUT", block)
    assert describe_health(indices.access, indices.names).blocked
    request(url, f"/{indices.base}-*/_settings", "PUT", dict.fromkeys(block))


def test_nodes_that_elected_none_are_told(indices: Indices) -> None:
    """They answer, and cannot say how the cluster is: that is no matter of rights."""
    [url] = indices.urls
    with Front(url) as front:
        # Who it is they say twice.
        front.faults = ["", "", *["502"] * 9]
        assert describe_health(Indices(front.url).access, indices.names).status == "leaderless"


def test_who_may_not_ask_is_told_the_version(indices: Indices) -> None:
    """A user who only searches has no need to know more."""
    [url] = indices.urls
    with Front(url, users={"reader": "stumm"}) as front:
        reading = Indices(front.url, user="reader", password="stumm")
        version = request(url, "/")["version"]["number"]
        assert describe_health(reading.access, indices.names) == Health(version)
