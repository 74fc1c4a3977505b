"""Builders of an index in a cluster, as its tests need them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.opensearch.board import Board, join_build

if TYPE_CHECKING:
    from opensearch_indices import Indices

    from retrieval.index.opensearch.lease import Lease
    from retrieval.index.opensearch.writer import OpenSearchWriter


def join(indices: Indices) -> Board:
    """Return another builder's view of the board."""
    board = join_build(indices.access, indices.names)
    assert isinstance(board, Board)
    return board


def die(holder: Board | OpenSearchWriter) -> None:
    """Keep a builder's or a writer's lease up no longer, as one that was stopped or killed."""
    lease: Lease = holder._lease  # noqa: SLF001 - no process is that obedient
    lease._ended.set()  # noqa: SLF001 - likewise
    lease._thread.join()  # noqa: SLF001 - likewise
