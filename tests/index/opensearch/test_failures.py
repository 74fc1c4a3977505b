"""Every failure is one line with key, value and remedy."""

from __future__ import annotations

import pytest

from retrieval.errors import StoreAway, StoreError
from retrieval.index.opensearch.access import Access
from retrieval.index.opensearch.failures import Conflict, Missing, explain_status, kinds_of

ACCESS = Access(("https://a:9200", "https://b:9200"), "leser", "geheim")


@pytest.mark.parametrize(
    ("status", "error", "kind", "said"),
    [
        (401, None, StoreError, "'leser'"),
        (403, {"type": "security_exception"}, StoreError, "may not"),
        (403, {"type": "cluster_block_exception"}, StoreAway, "make room"),
        (429, {"type": "cluster_block_exception"}, StoreAway, "make room"),
        (429, {"type": "circuit_breaking_exception"}, StoreAway, "circuit_breaking_exception"),
        (503, {"type": "no_shard_available_action_exception"}, StoreAway, "without a copy"),
        (404, {"type": "index_not_found_exception"}, Missing, "index_not_found_exception"),
        (404, {"caused_by": {"type": "search_context_missing_exception"}}, StoreAway, "cannot answer now"),
        (409, {"type": "version_conflict_engine_exception"}, Conflict, "another process"),
        (400, {"type": "mapper_parsing_exception", "reason": "秘密"}, StoreError, "mapper_parsing_exception"),
        (500, None, StoreError, "status 500"),
    ],
)
def test_what_a_cluster_refuses_is_told(
    status: int, error: object, kind: type[StoreError], said: str
) -> None:
    """What passes can be told from what does not; neither a password nor a text of the archive is repeated."""
    explained = explain_status(status, error, ACCESS)
    assert type(explained) is kind
    message = str(explained)
    assert said in message
    assert "https://a:9200,https://b:9200" in message
    assert "\n" not in message
    assert "geheim" not in message
    assert "秘密" not in message


def test_the_causes_of_an_error_are_looked_at() -> None:
    """A shard's failure stands inside that of the search."""
    error = {
        "type": "search_phase_execution_exception",
        "root_cause": [{"type": "a"}],
        "failed_shards": [{"reason": {"type": "b", "caused_by": {"type": "c"}}}],
    }
    assert kinds_of(error) == ["search_phase_execution_exception", "a", "b", "c"]
    assert kinds_of("text") == []
