"""What the tests of the engine on a cluster share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import Indices

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def indices(opensearch_url: str) -> Iterator[Indices]:
    """Return the indices of an archive, on a real server, which hold nothing yet."""
    with Indices(opensearch_url) as indices:
        yield indices
