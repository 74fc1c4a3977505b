"""Where builders on several machines share the work: an index of its own, which goes when the build is done.

Each unit is a document that is only ever replaced by who has read it as it is. Who takes a unit keeps a lease; the leader
offers it anew when the lease is not kept up. What a unit adds bears a number of its own, which the commit names only
where the unit was finished: what comes late is never visible.
"""

from __future__ import annotations

import json
import time
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Literal

from retrieval.errors import StoreLocked
from retrieval.index.base import Unit
from retrieval.index.opensearch.batches import encode_batch
from retrieval.index.opensearch.cluster import PATIENCE, Cluster
from retrieval.index.opensearch.commits import Version, condition_of, read_commit
from retrieval.index.opensearch.failures import Conflict, Missing
from retrieval.index.opensearch.lease import Lease, Pulse, lease_path, who

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from retrieval.index.base import Stage
    from retrieval.index.drafts import Cut
    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.batches import Batch
    from retrieval.index.opensearch.layout import Generation, Names

# Bytes of what is told or found that are one document of the cluster.
_PIECE = 2 << 20
# Units that are looked at together.
_TOGETHER = 200
# Seconds between two looks.
_PAUSE = 0.5


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


class Board:
    """A builder's view of the board (see :class:`retrieval.index.base.Board` for the methods).

    Args:
        cluster: where it is.
        names: of the archive's indices.
        run: which run of a writer is shared.
        holder: what the lease of its writer tells.

    Raises:
        Missing: there is no such board any more.
    """

    def __init__(self, cluster: Cluster, names: Names, run: int, holder: dict[str, Any]) -> None:
        self._cluster = cluster
        self._names = names
        self._run = run
        self._path = f"/{names.board(run)}/_doc"
        about = cluster.call("GET", f"{self._path}/about")["_source"]
        self.described: Mapping[str, Any] = json.loads(about["described"])
        self.leader = who(holder)
        self._indices: Generation = names.generation(about["generation"])
        self._units: int = about["units"]
        self._token = token_hex(8)
        self._lead = holder.get("token"), Pulse(cluster, lease_path(names))
        self._lease = Lease(cluster, names, f"{self._path}/builder-{self._token}")
        self._mine: dict[Unit, tuple[Slip, Version]] = {}
        self._sent: dict[Unit, tuple[int, int]] = {}

    def state(self) -> Literal["open", "done", "left"]:
        """Say whether there is or may be work; else whether the index is built, or its leader is gone."""
        try:
            self._cluster.call("GET", f"{self._path}/about")
        except Missing:
            return "done" if read_commit(self._cluster, self._names)[0].number >= self._run else "left"
        token, pulse = self._lead
        holder = pulse.feel()
        return "open" if holder and holder.get("token") == token else "left"

    def take(self, mine: Container[int]) -> Unit | None:
        """Take a unit that nobody has, rather one of those numbers; None where there is none now."""
        self._lease.check()
        for start in range(0, self._units, _TOGETHER):
            slips = self.read_slips(range(start, min(start + _TOGETHER, self._units)))
            open_ones = [number for number, (slip, _) in slips.items() if slip.state == "open"]
            for number in sorted(open_ones, key=lambda number: number not in mine):
                slip, version = slips[number]
                taken = replace(slip, state="taken", by=self._token, who=self._lease.name)
                if now := self.swap(number, taken, version):
                    unit = Unit(number, taken.stage, taken.attempt)
                    self._mine[unit] = taken, now
                    self._lease.told = {"unit": number, "stage": taken.stage}
                    return unit
        self._lease.told = {}
        return None

    def read_told(self, unit: Unit) -> bytes:
        """Return what the leader tells of a unit."""
        try:
            return self.read_pieces(f"told-{unit.stage}-{unit.number}", self._mine[unit][0].told)
        except Missing:
            raise self._gone() from None

    def taker(self, unit: Unit) -> Hand:
        """Return what takes the documents of a unit."""
        slip, _ = self._mine[unit]

        def count(batch: Batch) -> None:
            passages, documents = self._sent.get(unit, (0, 0))
            self._sent[unit] = passages + batch.passages, documents + len(batch.operations)

        return Hand(self._cluster, self._lease, self._indices, slip.born, count)

    def finish(self, unit: Unit, found: bytes) -> bool:
        """Hand in what the leader is to know of a unit that is done; False where it was given to another."""
        self._lease.check()
        slip, version = self._mine.pop(unit)
        passages, documents = self._sent.pop(unit, (0, 0))
        try:
            pieces = self.write_pieces(f"found-{unit.stage}-{unit.number}-{unit.attempt}", found)
        except Missing:
            raise self._gone() from None
        done = replace(slip, state="done", found=pieces, passages=passages, documents=documents)
        return self.swap(unit.number, done, version) is not None

    def close(self) -> None:
        """Take part no longer: what was taken and not finished is given to another."""
        self._lease.release()
        self._cluster.close()

    def _gone(self) -> StoreLocked:
        return StoreLocked(
            f"the build on the cluster at {self._cluster.access.name} has ended, or another process leads it now: run "
            "`wendang index` again"
        )

    # --- for the leader too ---

    def read_slips(self, numbers: Sequence[int]) -> dict[int, tuple[Slip, Version]]:
        """Return units as they are now, those that were offered."""
        ids = [f"unit-{number}" for number in numbers]
        try:
            found = self._cluster.call("POST", f"/{self._names.board(self._run)}/_mget", {"ids": ids})["docs"]
        except Missing:
            return {}
        return {
            number: (Slip(**one["_source"]), Version(one["_seq_no"], one["_primary_term"]))
            for number, one in zip(numbers, found, strict=True)
            if one.get("found")
        }

    def swap(self, number: int, slip: Slip, version: Version | None) -> Version | None:
        """Replace a unit as it was read; None where it has changed."""
        path = f"{self._path}/unit-{number}"
        try:
            answer = self._cluster.call("PUT", path, asdict(slip), **condition_of(version))
        except Conflict:
            # A request whose answer was lost is sent again: then it was we who wrote it.
            now = self.read_slips([number]).get(number)
            return now[1] if now and now[0] == slip else None
        except Missing:
            return None
        return Version(answer["_seq_no"], answer["_primary_term"])

    def read_pieces(self, key: str, pieces: int) -> bytes:
        """Return what :meth:`write_pieces` was given."""
        parts = [
            self._cluster.call("GET", f"{self._path}/{key}-{piece}")["_source"]["blob"]
            for piece in range(pieces)
        ]
        return b"".join(map(b64decode, parts))

    def write_pieces(self, key: str, data: bytes) -> int:
        """Write bytes of any number, and return in how many pieces."""
        starts = range(0, len(data), _PIECE)
        for piece, start in enumerate(starts):
            blob = b64encode(data[start : start + _PIECE]).decode()
            self._cluster.call("PUT", f"{self._path}/{key}-{piece}", {"blob": blob}, writing=True)
        return len(starts)


class Hand:
    """Takes the documents of a unit.

    Args:
        cluster: where they go.
        lease: is kept up while the unit is ours.
        indices: that they are for.
        born: the number that they bear.
        count: is told of each batch.
    """

    def __init__(
        self, cluster: Cluster, lease: Lease, indices: Generation, born: int, count: Callable[[Batch], None]
    ) -> None:
        self._cluster = cluster
        self._lease = lease
        self._count = count
        self.encode: Callable[[Cut], Batch] = partial(encode_batch, names=indices, born=born)

    def add(self, paths: Sequence[str], batch: Batch) -> None:
        """Add documents, read from these files of the archive."""
        self._lease.check()
        self._cluster.bulk(batch.with_files(paths))
        self._count(batch)


def join_build(access: Access, names: Names) -> Board | Literal["alone", "gone"]:
    """Return the board of the build that is under way, or why there is none.

    Its writer may work ``alone``, since there is little to do, or may be ``gone``. While it finds out what there is to do,
    it is waited for.
    """
    cluster = Cluster(access, patience=PATIENCE)
    board: Board | None = None
    try:
        pulse = Pulse(cluster, lease_path(names))
        while holder := pulse.feel():
            run = holder.get("shared")
            if run == 0:
                return "alone"
            if run:
                # Where there is no board, the build is done, and the next look finds nobody.
                with suppress(Missing):
                    board = Board(cluster, names, run, holder)
                    return board
            time.sleep(_PAUSE)
        return "gone"
    finally:
        if board is None:
            cluster.close()
