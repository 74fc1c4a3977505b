"""A board in memory, and a writer on disk whose work is shared by it: several builders in the threads of one process."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from retrieval.errors import StoreLocked
from retrieval.index.base import Stage, Unit
from retrieval.index.disk.batches import encode_batch
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Mapping, Sequence
    from pathlib import Path


@dataclass
class Slip:
    """A unit on the board, and what was added under it."""

    stage: Stage
    told: bytes
    state: Literal["open", "taken", "done"] = "open"
    attempt: int = 1
    by: int = 0
    found: bytes = b""
    added: list[tuple[Sequence[str], Any]] = field(default_factory=list)


class Wall:
    """What all builders see: it hangs in one process, and has one lock.

    ``killed`` are the builders that were killed: whatever they call after that, it fails. In each stage of ``deadly`` the
    first helper that has done a unit is killed before it can hand it in.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.slips: dict[int, Slip] = {}
        self.described: Mapping[str, Any] = {}
        self.shared: bool | None = None
        self.state: Literal["open", "done", "left"] = "open"
        self.killed: set[int] = set()
        self.deadly: set[Stage] = set()
        self.builders = 0
        self.log: list[tuple[int, Unit]] = []

    def open_writer(self, folder: Path) -> Callable[..., DiskWriter]:
        """Return what opens an index for writing; its work is shared here."""
        return lambda *, fresh: SharedWriter(folder, self, fresh=fresh)

    def join(self) -> MemoryBoard | Literal["alone", "gone"]:
        """Join the build, as a store would."""
        while self.shared is None:
            time.sleep(0.01)
        return MemoryBoard(self) if self.shared else "alone"


class MemoryBoard:
    """A builder's view of it (see :class:`retrieval.index.base.LedBoard` for the methods)."""

    leader = "process 1 on elsewhere, since then"

    def __init__(self, wall: Wall, writer: DiskWriter | None = None) -> None:
        self._wall = wall
        self._writer = writer
        wall.builders += 1
        self.number = wall.builders

    @property
    def described(self) -> Mapping[str, Any]:
        """What is built."""
        return self._wall.described

    def state(self) -> Literal["open", "done", "left"]:
        """Say how it stands."""
        return self._wall.state

    def take(self, mine: Container[int]) -> Unit | None:
        """Take a unit."""
        with self._wall.lock:
            self._check()
            found = [number for number, slip in self._wall.slips.items() if slip.state == "open"]
            if self._writer and any(self._wall.slips[number].stage in self._wall.deadly for number in found):
                # It is not left to chance who comes first.
                return None
            for number in sorted(found, key=lambda number: number not in mine):
                slip = self._wall.slips[number]
                slip.state, slip.by = "taken", self.number
                self._wall.log.append((self.number, Unit(number, slip.stage, slip.attempt)))
                return Unit(number, slip.stage, slip.attempt)
        return None

    def read_told(self, unit: Unit) -> bytes:
        """Return what is told of it."""
        self._check()
        return self._wall.slips[unit.number].told

    def taker(self, unit: Unit) -> Taker:
        """Return what takes its documents."""
        return Taker(self._wall.slips[unit.number], self._check)

    def finish(self, unit: Unit, found: bytes) -> bool:
        """Hand it in."""
        with self._wall.lock:
            slip = self._wall.slips[unit.number]
            if (slip.state, slip.by, slip.attempt) != ("taken", self.number, unit.attempt):
                return False
            if unit.stage in self._wall.deadly and not self._writer:
                self._wall.deadly.remove(unit.stage)
                self._wall.killed.add(self.number)
            self._check()
            slip.state, slip.found = "done", found
            return True

    def close(self) -> None:
        """It hangs there for all."""

    def offer(self, stage: Stage, told: Iterable[tuple[int, bytes]]) -> None:
        """Offer units."""
        for number, data in told:
            with self._wall.lock:
                self._wall.slips[number] = Slip(stage, data)

    def collect(self, number: int) -> tuple[str, bytes] | None:
        """Return what was handed in."""
        with self._wall.lock:
            slip = self._wall.slips[number]
            if slip.state != "done":
                return None
            for paths, batch in slip.added:
                assert self._writer
                self._writer.add(paths, batch)
            slip.added = []
            return f"builder {slip.by}", slip.found

    def watch(self) -> Sequence[str]:
        """Offer anew what the killed had taken."""
        with self._wall.lock:
            for number, slip in self._wall.slips.items():
                if slip.state == "taken" and slip.by in self._wall.killed:
                    # What was added under the first attempt is never adopted.
                    self._wall.slips[number] = replace(slip, state="open", attempt=slip.attempt + 1, added=[])
        return []

    def _check(self) -> None:
        if self.number in self._wall.killed:
            raise StoreLocked("killed")


class Taker:
    """Keeps the documents of a unit until it is collected."""

    encode = staticmethod(encode_batch)

    def __init__(self, slip: Slip, check: Callable[[], None]) -> None:
        self._slip = slip
        self._check = check

    def add(self, paths: Sequence[str], batch: Any) -> None:
        """Keep them."""
        self._check()
        self._slip.added.append((paths, batch))


class SharedWriter(DiskWriter):
    """A writer on disk whose work others may share."""

    def __init__(self, folder: Path, wall: Wall, *, fresh: bool) -> None:
        super().__init__(folder, fresh=fresh)
        self._wall = wall

    def share(self, described: Mapping[str, Any], units: int) -> MemoryBoard:
        """Let others help."""
        assert units > 0
        self._wall.described, self._wall.shared = described, True
        return MemoryBoard(self._wall, self)

    def keep_alone(self) -> None:
        """Say that there is nothing to share."""
        self._wall.shared = False

    def commit(self, manifest: Mapping[str, Any]) -> None:
        """Commit, and tell all."""
        super().commit(manifest)
        self._wall.state = "done"
