"""The board of the one who leads a build: what is offered, what was handed in, and who has gone."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from retrieval.index.opensearch.board import Board, Slip
from retrieval.index.opensearch.generations import remove
from retrieval.index.opensearch.layout import board_index
from retrieval.index.opensearch.lease import Pulse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from retrieval.index.base import Stage
    from retrieval.index.opensearch.cluster import Cluster
    from retrieval.index.opensearch.commits import Version
    from retrieval.index.opensearch.layout import Names

# Seconds between two looks at who is there.
_LOOK = 1.0


class LeadingBoard(Board):
    """A board that is made (see :class:`retrieval.index.base.LedBoard` for the methods).

    Args:
        cluster: where it is.
        names: of the archive's indices.
        run: the number by which it is known.
        generation: of the indices that are built.
        described: what is built.
        units: how many there are at most.
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
        generation: int,
        described: Mapping[str, Any],
        units: int,
        holder: dict[str, Any],
        number: Callable[[], int],
        adopt: Callable[[int, int, int], None],
    ) -> None:
        index = names.board(run)
        cluster.call("PUT", f"/{index}", board_index(cluster.access.replicas), writing=True)
        about = {"described": json.dumps(dict(described)), "generation": generation, "units": units}
        cluster.call("PUT", f"/{index}/_doc/about", about, writing=True)
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
            pieces = self.write_pieces(f"told-{stage}-{number}", data)
            slip = Slip(stage, born=self._born(stage), told=pieces)
            if self.swap(number, slip, self._collected.get(number)) is None:
                raise self._gone()
            self._waiting.add(number)

    def collect(self, number: int) -> tuple[str, bytes] | None:
        """Return who has done a unit that was offered, and what was handed in; once, and None where it is not done."""
        slips = self.read_slips([number])
        if not slips:
            raise self._gone()
        slip, version = slips[number]
        if slip.state != "done":
            return None
        found = self.read_pieces(f"found-{slip.stage}-{number}-{slip.attempt}", slip.found)
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
            for number, (slip, version) in self.read_slips(sorted(self._waiting)).items()
            if slip.state == "taken"
        ]
        for number, slip, version in taken:
            path = f"{self._path}/builder-{slip.by}"
            pulse, _ = self._builders.setdefault(slip.by, (Pulse(self._cluster, path), slip.who))
            if pulse.feel() is None:
                # Should it only have been slow, it finds that its lease is gone.
                remove(self._cluster, path)
                offered = Slip(slip.stage, attempt=slip.attempt + 1, born=self._born(slip.stage), told=slip.told)
                self.swap(number, offered, version)
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
