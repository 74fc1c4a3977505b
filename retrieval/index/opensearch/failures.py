"""What goes wrong with a cluster → one line that names the key, its value and the remedy.

Nothing of a request stands in these lines: it may hold a private question. Of a response only the type of its error does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from opensearchpy.exceptions import (
    ConnectionError as Unreachable,
)
from opensearchpy.exceptions import (
    ConnectionTimeout,
    OpenSearchException,
    SerializationError,
    SSLError,
    TransportError,
)

from retrieval.errors import StoreAway, StoreError

if TYPE_CHECKING:
    from retrieval.index.opensearch.access import Access

PASSING = frozenset({429, 502, 503, 504})
"""HTTP statuses of failures that may be over in a moment: a node that is away, or has too much to do."""


class Missing(StoreError):  # noqa: N818 - named like the state that it reports
    """An index or a document is not there."""


class Conflict(StoreError):  # noqa: N818 - likewise
    """A document was written by somebody else in the meantime."""


def explain(error: OpenSearchException, access: Access) -> StoreError:
    """Return what is raised in place of the client's error."""
    if isinstance(error, SSLError):
        return _explain_tls(str(error), access)
    if isinstance(error, ConnectionTimeout):
        return StoreAway(
            f"the cluster at {access.name} does not answer within {access.timeout:g} s: see whether it is well, or set "
            "WENDANG_OPENSEARCH_TIMEOUT higher"
        )
    if isinstance(error, Unreachable):
        return StoreAway(
            f"no node of the cluster at {access.name} can be reached: see whether it runs, and whether "
            "WENDANG_OPENSEARCH_URL is right (https:// where it speaks TLS)"
        )
    if isinstance(error, SerializationError) or not isinstance(error, TransportError):
        return not_opensearch(access)
    info = error.info if isinstance(error.info, dict) else {}
    status = error.status_code if isinstance(error.status_code, int) else 0
    if status in {401, 403, 404, 409} or "error" in info:
        return explain_status(status, info.get("error"), access)
    gives = f"what answers at {access.name} gives status {status} and no reason: see whether the cluster behind it runs"
    return StoreAway(gives) if status in PASSING else not_opensearch(access)


def _explain_tls(error: str, access: Access) -> StoreError:
    """Return the error for a connection over TLS, of which the client only has a text."""
    explained = {
        r"WRONG_VERSION_NUMBER|record layer failure": StoreError(
            f"the cluster at {access.name} does not speak TLS: set WENDANG_OPENSEARCH_URL to addresses that begin with "
            "http://, or let its nodes speak it"
        ),
        r"CERTIFICATE_REQUIRED|certificate required": StoreError(
            f"the cluster at {access.name} asks for a certificate: set WENDANG_OPENSEARCH_CERTIFICATE to a PEM file with "
            "one and its key"
        ),
        r"mismatch|not valid for": StoreError(
            f"the cluster at {access.name} shows a certificate with another name: set WENDANG_OPENSEARCH_URL to the names "
            "that stand in it"
        ),
        r"has expired": StoreError(
            f"the cluster at {access.name} shows a certificate that has expired: give its nodes new ones"
        ),
    }
    untrusted = StoreError(
        f"the cluster at {access.name} shows a certificate that is not trusted: set WENDANG_OPENSEARCH_CA to the "
        f"file of the CA that signed it (it is {access.ca!r})"
    )
    return next((known for signs, known in explained.items() if re.search(signs, error)), untrusted)


def not_opensearch(access: Access) -> StoreError:
    """Return the error for what answers and is no cluster of OpenSearch: a proxy's page, or another server."""
    return StoreError(
        f"what answers at {access.name} is not OpenSearch: set WENDANG_OPENSEARCH_URL to the addresses of the cluster"
    )


def explain_status(status: int, error: Any, access: Access) -> StoreError:
    """Return the error for what a cluster refused; ``error`` is what it says of it."""
    kinds = kinds_of(error)
    kind = ", ".join(dict.fromkeys(kinds)) or f"status {status}"
    if "cluster_block_exception" in kinds:
        return StoreAway(
            f"the cluster at {access.name} has blocked its indices, as it does when a disk is full: make room on its "
            "nodes, or see why it has no elected node"
        )
    # The cluster answers 404 too where a node went away between the two halves of a search: nothing is lost by that.
    if status in PASSING or "search_context_missing_exception" in kinds:
        return _away(access, kind)
    refused_user = StoreError(
        f"the cluster at {access.name} refuses the user {access.user!r}: check WENDANG_OPENSEARCH_USER and "
        "WENDANG_OPENSEARCH_PASSWORD"
    )
    no_user = StoreError(
        f"the cluster at {access.name} lets nobody in without a user: set WENDANG_OPENSEARCH_USER and "
        "WENDANG_OPENSEARCH_PASSWORD"
    )
    explained = {
        401: refused_user if access.user else no_user,
        403: StoreError(
            f"the user {access.user!r} may not do this on the cluster at {access.name}: the README lists the rights of a "
            "user that only reads, and of one that writes"
        ),
        404: Missing(f"the cluster at {access.name} does not hold what was asked for ({kind})"),
        409: Conflict(f"another process has written to the index on the cluster at {access.name}"),
    }
    refused = StoreError(f"the cluster at {access.name} refuses a request ({kind}): see its log")
    return explained.get(status, refused)


def kinds_of(error: Any) -> list[str]:
    """Return the types of an error and of its causes, as the cluster calls them."""
    if not isinstance(error, dict):
        return []
    found = [str(error["type"])] if "type" in error else []
    for cause in error.get("root_cause") or ():
        found += kinds_of(cause)
    for failed in error.get("failed_shards") or ():
        found += kinds_of(failed.get("reason"))
    return found + kinds_of(error.get("caused_by"))


def _away(access: Access, kind: str) -> StoreAway:
    return StoreAway(
        f"the cluster at {access.name} cannot answer now ({kind}): a part of the index may be without a copy, see "
        "`GET _cluster/health` there"
    )
