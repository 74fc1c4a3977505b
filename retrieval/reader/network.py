"""A small scoring network: a weighted sum, and one layer of units that see what depends on each other.

Fitted elsewhere (:mod:`retrieval.evaluation.fitting`); here it only scores, with numpy and nothing else.
"""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np
from threadpoolctl import LibController, ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.types import Floats


# Scores that are the same to so many decimals are equal.
_DIGITS = 9


class Shared(NamedTuple):
    """Inputs that many rows share: row ``n`` has those of ``kinds[n]``, by which they are weighed once.

    A stretch of text has what is measured of its first word in common with every other one that begins there.
    ``values`` (kinds by ``columns``) are added to what a row has itself; the inputs ``ones`` (kinds by some) are 1.
    """

    kinds: NDArray[np.intp]
    columns: Sequence[int]
    values: Floats
    ones: NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Network:
    """``score = x·direct + relu(x·inward + offsets)·outward``, where ``x = (row - mean) / spread``.

    Attributes:
        columns: what each input is called.
        mean: of each input, in the data that it was fitted to.
        spread: likewise, the standard deviation.
        direct: one weight an input.
        inward: inputs by units.
        offsets: one a unit.
        outward: one a unit.
    """

    columns: tuple[str, ...]
    mean: Floats
    spread: Floats
    direct: Floats
    inward: Floats
    offsets: Floats
    outward: Floats
    # The same for rows as they are measured: what goes into each unit, and last what is added to the score.
    _weights: Floats = field(init=False, repr=False, compare=False)
    _offsets: Floats = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        weights = (
            np.concatenate([self.inward, self.direct[:, np.newaxis]], axis=1) / self.spread[:, np.newaxis]
        )
        object.__setattr__(self, "_weights", weights)
        object.__setattr__(self, "_offsets", np.append(self.offsets, 0.0) - self.mean @ weights)

    def score(
        self, rows: Floats, columns: Sequence[int] | None = None, shared: Sequence[Shared] = ()
    ) -> Floats:
        """Return one score a row.

        Args:
            rows: the inputs.
            columns: which inputs those are, where they are not all: the others are 0 but for ``shared``.
            shared: what rows have in common.
        """
        weights = self._weights if columns is None else self._weights[columns]
        with OneThread():
            sums = rows @ weights
            for part in shared:
                added = part.values @ self._weights[part.columns]
                added += self._weights[part.ones].sum(axis=1)
                sums += added.take(part.kinds, axis=0)
            return self._add_up(sums)

    def weigh(self, rows: Floats) -> tuple[Floats, Floats]:
        """Return one score a row, and what each input adds to it against an average row: rows by inputs.

        Between two kinks of its units the network is a weighted sum, so these are its weights there.
        """
        with OneThread():
            sums = rows @ self._weights
            scores = self._add_up(sums)
            alive = sums[:, :-1] > 0
            slopes = self.direct + (alive * self.outward) @ self.inward.T
        weighed: Floats = (rows - self.mean) / self.spread * slopes
        return scores, weighed

    def _add_up(self, sums: Floats) -> Floats:
        """Return the scores of rows, of what their inputs add to each unit and to the score itself; overwrites it."""
        sums += self._offsets
        direct = sums[:, -1].copy()
        np.maximum(sums, 0.0, out=sums)
        scores: Floats = sums[:, :-1] @ self.outward + direct
        # In what order a product is added up depends on where its numbers stand in memory: another thread's differ.
        return np.round(scores, _DIGITS)


class OneThread:
    """Keeps numpy from sharing out these small products: where every core is busy, that took five times as long.

    Not by the controller's own limits: to put those together takes longer than most products, and of two threads that
    ask at once one would put back what the other had set.
    """

    _lock = threading.Lock()
    _inside = 0
    _before: ClassVar[list[int]] = []

    def __enter__(self) -> None:
        with self._lock:
            if not OneThread._inside:
                OneThread._before = [library.get_num_threads() for library in _libraries()]
                for library in _libraries():
                    library.set_num_threads(1)
            OneThread._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            OneThread._inside -= 1
            if not OneThread._inside:
                for library, threads in zip(_libraries(), self._before, strict=True):
                    library.set_num_threads(threads)


@cache
def _libraries() -> list[LibController]:
    controllers: list[LibController] = ThreadpoolController().select(user_api="blas").lib_controllers
    return controllers


def read_network(path: Path) -> Network:
    """Read a network from a JSON file.

    Raises:
        OSError, ValueError, KeyError: the file is not there or not a network.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    arrays = {
        name: np.array(stored[name], dtype=np.float64)
        for name in ("mean", "spread", "direct", "inward", "offsets", "outward")
    }
    return Network(columns=tuple(stored["columns"]), **arrays)


def write_network(network: Network, path: Path) -> None:
    """Write a network, its numbers cut to what matters."""
    stored: dict[str, object] = {"columns": list(network.columns)}
    for name in ("mean", "spread", "direct", "inward", "offsets", "outward"):
        values: Floats = getattr(network, name)
        stored[name] = np.round(values, 4).tolist()
    path.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
