"""A slip is replaced by who has read it as it is, and by nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.index.opensearch.cluster import Cluster
from retrieval.index.opensearch.generations import make_index
from retrieval.index.opensearch.layout import board_index
from retrieval.index.opensearch.slips import Slip, Slips

if TYPE_CHECKING:
    from opensearch_indices import Indices


def test_of_two_who_take_a_slip_one_has_it(indices: Indices) -> None:
    """The other one's has changed; what is written twice alike is taken for a request whose answer was lost."""
    cluster = Cluster(indices.access, patience=30)
    index = indices.names.board(1)
    slips = Slips(cluster, index)
    assert slips.read([0]) == {}
    make_index(cluster, index, board_index(0))
    assert slips.swap(3, Slip("read"), None)
    [(number, (slip, version))] = slips.read([2, 3]).items()
    assert (number, slip) == (3, Slip("read"))
    mine, other = replace(slip, state="taken", by="a"), replace(slip, state="taken", by="b")
    now = slips.swap(3, mine, version)
    assert now
    assert slips.swap(3, other, version) is None
    assert slips.swap(3, mine, version) == now
    assert slips.read([3]) == {3: (mine, now)}
    for data in (b"", b"\0\xff", b"x" * (5 << 20)):
        assert slips.read_pieces("found", slips.write_pieces("found", data)) == data
    cluster.close()
