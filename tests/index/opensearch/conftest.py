"""What the tests of the engine on a cluster share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import Indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.index.opensearch.board import LeadingBoard
    from retrieval.index.opensearch.writer import OpenSearchWriter


@pytest.fixture
def indices(opensearch_url: str) -> Iterator[Indices]:
    """Return the indices of an archive, on a real server, which hold nothing yet."""
    with Indices(opensearch_url) as indices:
        yield indices


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tell others at once, and look for them each time."""
    monkeypatch.setattr("retrieval.index.opensearch.lease._BEAT", 0.2)
    monkeypatch.setattr("retrieval.index.opensearch.board._LOOK", 0.0)


@pytest.fixture
def leader(indices: Indices, quickly: None) -> Iterator[OpenSearchWriter]:
    """Return who leads a build from nothing."""
    with indices.open_writer(fresh=True) as writer:
        yield writer


@pytest.fixture
def led(leader: OpenSearchWriter) -> LeadingBoard:
    """Return the board of that build, for two units."""
    return leader.share({"listing": "all"}, 2)
