"""Where builders on several machines share the work: an index of its own, which goes when the build is done.

Each unit is a document that is only ever replaced by who has read it as it is. Who takes a unit keeps a lease; the leader
offers it anew when the lease is not kept up. What a unit adds bears a number of its own, which the commit names only
where the unit was finished: what comes late is never visible.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import replace
from functools import partial
from secrets import token_hex
from typing import TYPE_CHECKING, Any, Literal

from retrieval.errors import StoreLocked
from retrieval.index.base import Unit
from retrieval.index.opensearch.batches import encode_batch
from retrieval.index.opensearch.cluster import PATIENCE, Cluster
from retrieval.index.opensearch.commits import read_commit
from retrieval.index.opensearch.failures import Missing
from retrieval.index.opensearch.generations import make_index, remove
from retrieval.index.opensearch.layout import board_index
from retrieval.index.opensearch.lease import Lease, Pulse, lease_path, who
from retrieval.index.opensearch.slips import Slip, Slips

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence

    from retrieval.index.base import Stage
    from retrieval.index.drafts import Cut
    from retrieval.index.opensearch.access import Access
    from retrieval.index.opensearch.batches import Batch
    from retrieval.index.opensearch.commits import Version
    from retrieval.index.opensearch.layout import Generation, Names

# Units that are looked at together.
_TOGETHER = 200
# Seconds between two looks at what there is to do, and at who is there.
_PAUSE = 0.5
_LOOK = 1.0


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
        self._slips = Slips(cluster, names.board(run))
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
            slips = self._slips.read(range(start, min(start + _TOGETHER, self._units)))
            open_ones = [number for number, (slip, _) in slips.items() if slip.state == "open"]
            for number in sorted(open_ones, key=lambda number: number not in mine):
                slip, version = slips[number]
                taken = replace(slip, state="taken", by=self._token, who=self._lease.name)
                if now := self._slips.swap(number, taken, version):
                    unit = Unit(number, taken.stage, taken.attempt)
                    self._mine[unit] = taken, now
                    self._lease.told = {"unit": number, "stage": taken.stage}
                    return unit
        self._lease.told = {}
        return None

    def read_told(self, unit: Unit) -> bytes:
        """Return what the leader tells of a unit."""
        try:
            return self._slips.read_pieces(f"told-{unit.stage}-{unit.number}", self._mine[unit][0].told)
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
            pieces = self._slips.write_pieces(f"found-{unit.stage}-{unit.number}-{unit.attempt}", found)
        except Missing:
            raise self._gone() from None
        done = replace(slip, state="done", found=pieces, passages=passages, documents=documents)
        return self._slips.swap(unit.number, done, version) is not None

    def close(self) -> None:
        """Take part no longer: what was taken and not finished is given to another."""
        self._lease.release()
        self._cluster.close()

    def _gone(self) -> StoreLocked:
        return StoreLocked(
            f"the build on the cluster at {self._cluster.access.name} has ended, or another process leads it now: run "
            "`wendang index` again"
        )


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


class LeadingBoard(Board):
    """A board that is made (see :class:`retrieval.index.base.LedBoard` for the methods).

    Args:
        cluster: where it is.
        names: of the archive's indices.
        run: the number by which it is known.
        about: what is built: what is ``described``, the ``generation`` of the indices, and how many ``units`` there are.
        holder: what the lease of its writer tells.
        number: gives the next number that documents may bear.
        adopt: is told of each such number how many passages and documents bear it, once they all do.
    """

    def __init__(
        self,
        cluster: Cluster,
        names: Names,
        run: int,
        *,
        about: Mapping[str, Any],
        holder: dict[str, Any],
        number: Callable[[], int],
        adopt: Callable[[int, int, int], None],
    ) -> None:
        index = names.board(run)
        make_index(cluster, index, board_index(cluster.access.replicas))
        body = {**about, "described": json.dumps(dict(about["described"]))}
        cluster.call("PUT", f"/{index}/_doc/about", body, writing=True)
        super().__init__(cluster, names, run, holder)
        self._number = number
        self._adopt = adopt
        # Units that are offered and not collected, and which writing of the others was collected.
        self._waiting: set[int] = set()
        self._collected: dict[int, Version] = {}
        self._builders: dict[str, tuple[Pulse, str]] = {}
        self._looked = 0.0
        self._at_work: list[str] = []

    def offer(self, stage: Stage, told: Iterable[tuple[int, bytes]]) -> None:
        """Offer units with what their builders are told."""
        for number, data in told:
            try:
                pieces = self._slips.write_pieces(f"told-{stage}-{number}", data)
            except Missing:
                raise self._gone() from None
            slip = Slip(stage, born=self._born(stage), told=pieces)
            if self._slips.swap(number, slip, self._collected.get(number)) is None:
                raise self._gone()
            self._waiting.add(number)

    def collect(self, number: int) -> tuple[str, bytes] | None:
        """Return who has done a unit that was offered, and what was handed in; once, and None where it is not done."""
        slips = self._slips.read([number])
        if not slips:
            raise self._gone()
        slip, version = slips[number]
        if slip.state != "done":
            return None
        found = self._slips.read_pieces(f"found-{slip.stage}-{number}-{slip.attempt}", slip.found)
        if slip.stage == "cut":
            self._adopt(slip.born, slip.passages, slip.documents)
        self._collected[number] = version
        self._waiting.discard(number)
        return slip.who, found

    def watch(self) -> Sequence[str]:
        """Offer anew what builders had taken that are gone; return who is at work."""
        if time.monotonic() < self._looked + _LOOK:
            return self._at_work
        self._looked = time.monotonic()
        taken = [
            (number, slip, version)
            for number, (slip, version) in self._slips.read(sorted(self._waiting)).items()
            if slip.state == "taken"
        ]
        for number, slip, version in taken:
            path = f"{self._path}/builder-{slip.by}"
            pulse, _ = self._builders.setdefault(slip.by, (Pulse(self._cluster, path), slip.who))
            if pulse.feel() is None:
                # Should it only have been slow, it finds that its lease is gone.
                remove(self._cluster, path)
                offered = Slip(
                    slip.stage, attempt=slip.attempt + 1, born=self._born(slip.stage), told=slip.told
                )
                self._slips.swap(number, offered, version)
        # Who is between two units is still there.
        self._builders = {by: one for by, one in self._builders.items() if one[0].feel() is not None}
        self._at_work = sorted(who for _, who in self._builders.values())
        return self._at_work

    def _born(self, stage: Stage) -> int:
        return self._number() if stage == "cut" else 0

    def close(self) -> None:
        """Take the board away: whoever still builds finds it gone."""
        self._lease.release()
        remove(self._cluster, f"/{self._names.board(self._run)}")


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
