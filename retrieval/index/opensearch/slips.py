"""What hangs on a board: a slip for each unit, only ever replaced by who has read it as it is, and longer texts beside them."""

from __future__ import annotations

from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Literal

from retrieval.index.opensearch.commits import Version, condition_of
from retrieval.index.opensearch.failures import Conflict, Missing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.index.base import Stage
    from retrieval.index.opensearch.cluster import Cluster

# Bytes of what is told or found that are one document of the cluster.
_PIECE = 2 << 20


@dataclass(frozen=True, slots=True)
class Slip:
    """A unit as it hangs on the board.

    Attributes:
        stage: what is to be done.
        state: whether somebody has taken it, or has finished it.
        attempt: how often it was offered.
        born: the number that its documents bear.
        by: the lease of who has taken it.
        who: the same, as people call it.
        told: in how many pieces it stands what the leader tells of it.
        found: in how many pieces it stands what was found, once it is done.
        passages: how many were added.
        documents: how many were added.
    """

    stage: Stage
    state: Literal["open", "taken", "done"] = "open"
    attempt: int = 1
    born: int = 0
    by: str = ""
    who: str = ""
    told: int = 0
    found: int = 0
    passages: int = 0
    documents: int = 0


class Slips:
    """The slips of a board.

    Args:
        cluster: where they are.
        index: that holds them.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster = cluster
        self._index = index

    def read(self, numbers: Sequence[int]) -> dict[int, tuple[Slip, Version]]:
        """Return units as they are now, those that were offered."""
        ids = [f"unit-{number}" for number in numbers]
        try:
            found = self._cluster.call("POST", f"/{self._index}/_mget", {"ids": ids})["docs"]
        except Missing:
            return {}
        return {
            number: (Slip(**one["_source"]), Version(one["_seq_no"], one["_primary_term"]))
            for number, one in zip(numbers, found, strict=True)
            if one.get("found")
        }

    def swap(self, number: int, slip: Slip, version: Version | None) -> Version | None:
        """Replace a unit as it was read; None where it has changed."""
        path = f"/{self._index}/_doc/unit-{number}"
        try:
            answer = self._cluster.call("PUT", path, asdict(slip), **condition_of(version))
        except Conflict:
            # A request whose answer was lost is sent again: then it was we who wrote it.
            now = self.read([number]).get(number)
            return now[1] if now and now[0] == slip else None
        except Missing:
            return None
        return Version(answer["_seq_no"], answer["_primary_term"])

    def read_pieces(self, key: str, pieces: int) -> bytes:
        """Return what :meth:`write_pieces` was given."""
        parts = [
            self._cluster.call("GET", f"/{self._index}/_doc/{key}-{piece}")["_source"]["blob"]
            for piece in range(pieces)
        ]
        return b"".join(map(b64decode, parts))

    def write_pieces(self, key: str, data: bytes) -> int:
        """Write bytes of any number, and return in how many pieces."""
        starts = range(0, len(data), _PIECE)
        for piece, start in enumerate(starts):
            blob = b64encode(data[start : start + _PIECE]).decode()
            self._cluster.call("PUT", f"/{self._index}/_doc/{key}-{piece}", {"blob": blob}, writing=True)
        return len(starts)
