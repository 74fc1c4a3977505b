"""Requests to a cluster. What fails in passing is tried again for a while; an answer in part is no answer.

A search that fails must not look like one that found nothing: each part of each response is looked at.
"""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from opensearchpy import OpenSearch
from opensearchpy.exceptions import OpenSearchException

from retrieval.errors import StoreAway, StoreError
from retrieval.index.opensearch.access import check_certificates
from retrieval.index.opensearch.failures import PASSING, explain, explain_status, kinds_of, not_opensearch
from retrieval.index.opensearch.layout import alias_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from retrieval.index.opensearch.access import Access

    T = TypeVar("T")

# The client logs each request that fails, with its traceback, and at a lower level what was asked.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)
logging.getLogger("opensearchpy.trace").setLevel(logging.CRITICAL)

# Seconds: what changes the cluster takes longer than what asks it.
_WRITING = 120
_PAUSES = (0.05, 0.2, 0.8)
# Bytes of a bulk request; a cluster refuses more than 100 MB.
_BULK = 6 << 20
_OLDEST = (2, 11)
PATIENCE = 60
"""Seconds for which a build waits for its cluster: a node that was killed is replaced by its copies within them."""
# Of what is written to a name that no index of ours has, none is made (:func:`retrieval.index.opensearch.layout.alias_of`).
_KNOWN_ALONE = {"require_alias": "true"}
# Documents that a search returns at most, in one response.
PAGE = 5_000


class SearchOf(NamedTuple):
    """A search and where it goes.

    ``routing`` names the only shard that needs to be asked, and ``kept`` says whether the cluster may keep the answer for
    who asks the same again.
    """

    within: str
    body: dict[str, Any]
    routing: str = ""
    kept: bool = True


class Cluster:
    """A cluster, which is asked one request after the other. It is safe to share between threads.

    Args:
        access: its addresses and credentials.
        patience: for how many seconds what fails in passing is tried again.

    Raises:
        SettingsError: a file of certificates cannot be read.
    """

    def __init__(self, access: Access, *, patience: float) -> None:
        self.access = access
        self._patience = patience
        tls: dict[str, Any] = {}
        if any(url.startswith("https:") for url in access.urls):
            check_certificates(access)
            tls = {"ca_certs": access.ca or None, "client_cert": access.certificate or None}
        self._client = OpenSearch(
            list(access.urls),
            http_auth=(access.user, access.password) if access.user else None,
            timeout=access.timeout,
            max_retries=max(3, len(access.urls)),
            retry_on_timeout=True,
            # A dead node is asked again after these seconds, and later each time that it stays dead.
            dead_timeout=5,
            pool_maxsize=32,
            **tls,
        )

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def check(self) -> None:
        """Make sure that OpenSearch answers, in a version that is known to do: at once, since an address may be wrong.

        Raises:
            StoreError: something else answers, or nothing does, or not to this user.
        """
        patience, self._patience = self._patience, min(self._patience, self.access.timeout)
        try:
            version = self.call("GET", "/").get("version", {})
        finally:
            self._patience = patience
        number = str(version.get("number", ""))
        if version.get("distribution") != "opensearch":
            raise not_opensearch(self.access)
        if tuple(int(part) for part in number.split(".")[:2] if part.isdecimal()) < _OLDEST:
            raise StoreError(
                f"the cluster at {self.access.name} runs OpenSearch {number}: it must be 2.11 or newer"
            )

    def call(
        self, method: str, path: str, body: Any = None, *, writing: bool = False, **params: Any
    ) -> dict[str, Any]:
        """Send a request, and return what is answered.

        Args:
            method: of HTTP.
            path: begins with a slash.
            body: what JSON has, or bytes that are sent as they are.
            writing: may take minutes.
            params: of the address.

        Raises:
            Missing: the index or document is not there.
            Conflict: a condition on a document's version does not hold.
            StoreAway: the cluster cannot answer now.
            StoreError: it does not answer as a cluster does, or refuses the request.
        """
        if writing:
            params["request_timeout"] = _WRITING
        if method == "PUT" and "/_doc/" in path:
            index, _, rest = path[1:].partition("/")
            path = f"/{alias_of(index)}/{rest}"
            params |= _KNOWN_ALONE

        def once() -> dict[str, Any]:
            try:
                answer = self._client.transport.perform_request(method, path, params=dict(params), body=body)
            except OpenSearchException as error:
                raise explain(error, self.access) from None
            if not isinstance(answer, dict):
                raise not_opensearch(self.access)
            return answer

        return self._patiently(once)

    def search_all(self, searches: Sequence[SearchOf]) -> list[dict[str, Any]]:
        """Send searches in one request, and return what each found: all of it, of every shard.

        Raises:
            Missing: an index is not there.
            StoreAway: a shard cannot answer now.
            StoreError: as :meth:`call`.
        """
        found: dict[int, dict[str, Any]] = {}

        def once() -> list[dict[str, Any]]:
            wanted = [number for number in range(len(searches)) if number not in found]
            lines: list[Any] = []
            for number in wanted:
                one = searches[number]
                header = {"index": one.within, "allow_partial_search_results": False}
                header |= {"routing": one.routing} if one.routing else {}
                lines += [header if one.kept else header | {"request_cache": False}, one.body]
            data = "\n".join(map(_dump, lines)) + "\n"
            # A request of its own, so that one that fails in passing is tried again within the patience of this one.
            try:
                answer = self._client.transport.perform_request("POST", "/_msearch", body=data)
            except OpenSearchException as error:
                raise explain(error, self.access) from None
            responses = answer.get("responses") if isinstance(answer, dict) else None
            if not isinstance(responses, list) or len(responses) != len(wanted):
                raise not_opensearch(self.access)
            failures = []
            for number, response in zip(wanted, responses, strict=True):
                if failure := self._failure(response):
                    failures.append(failure)
                else:
                    found[number] = response
            if failures:
                # What does not pass is raised first: to wait would not help.
                raise min(failures, key=lambda failure: isinstance(failure, StoreAway))
            return [found[number] for number in range(len(searches))]

        return self._patiently(once)

    def search(self, index: str, body: dict[str, Any]) -> dict[str, Any]:
        """Send one search."""
        return self.search_all([SearchOf(index, body)])[0]

    def scroll(
        self, index: str, body: dict[str, Any], *, size: int = PAGE, routing: str = ""
    ) -> Iterator[dict[str, Any]]:
        """Yield all that a search finds, page after page, in the order of ``body["sort"]``, which no two share."""
        after: dict[str, Any] = {}
        while True:
            page = SearchOf(index, {**body, **after, "size": size, "track_total_hits": False}, routing)
            hits = self.search_all([page])[0]["hits"]["hits"]
            yield from hits
            if len(hits) < size:
                return
            after = {"search_after": hits[-1]["sort"]}

    def bulk(self, operations: Iterable[bytes]) -> None:
        """Send operations, each with its lines; return when all are done.

        Raises:
            StoreAway: the cluster does not take them now, for however long it was waited for.
            StoreError: it refuses one.
        """
        waiting: list[bytes] = []
        size = 0
        for operation in operations:
            waiting.append(operation)
            size += len(operation)
            if size >= _BULK:
                self._send(waiting)
                waiting, size = [], 0
        if waiting:
            self._send(waiting)

    def _send(self, operations: list[bytes]) -> None:
        def once() -> None:
            nonlocal operations
            answer = self.call(
                "POST", "/_bulk", b"".join(operations), writing=True, _source=False, **_KNOWN_ALONE
            )
            items = answer.get("items")
            if not isinstance(items, list) or len(items) != len(operations):
                raise not_opensearch(self.access)
            left = []
            for operation, item in zip(operations, items, strict=True):
                (done,) = item.values()
                status = done["status"]
                # What is to be deleted may be gone already.
                if status < 300 or (status == 404 and "delete" in item):
                    continue
                if status not in PASSING:
                    raise explain_status(status, done.get("error"), self.access)
                left.append((operation, done))
            if left:
                # Only what failed is sent again: it is the same each time, and may be sent twice.
                operations = [operation for operation, _ in left]
                raise explain_status(left[0][1]["status"], left[0][1].get("error"), self.access)

        self._patiently(once)

    def _failure(self, response: dict[str, Any]) -> StoreError | None:
        if "error" in response:
            status = int(response.get("status", 500))
            if status >= 500 and "search_phase_execution_exception" in kinds_of(response["error"]):
                status = 503
            return explain_status(status, response["error"], self.access)
        if response.get("timed_out") or response.get("_shards", {}).get("failed"):
            return explain_status(503, {"type": "partial_results"}, self.access)
        return None

    def _patiently(self, once: Callable[[], T]) -> T:
        started = time.monotonic()
        for attempt in range(1_000):
            try:
                return once()
            except StoreAway:
                pause = _PAUSES[min(attempt, len(_PAUSES) - 1)]
                if time.monotonic() - started + pause > self._patience:
                    raise
                time.sleep(pause)
        raise AssertionError


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))
