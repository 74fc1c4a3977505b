"""A small scoring network: a weighted sum, and one layer of units that see what depends on each other.

Fitted elsewhere (:mod:`retrieval.fitting`); here it only scores, with numpy and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from retrieval.matching import Floats


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

    def score(self, rows: Floats) -> Floats:
        """Return one score a row."""
        x = (rows - self.mean) / self.spread
        with _one_thread():
            scores: Floats = x @ self.direct + np.maximum(x @ self.inward + self.offsets, 0.0) @ self.outward
        return scores

    def weigh(self, rows: Floats) -> Floats:
        """Return what each input adds to a row's score against an average row: rows by inputs.

        Between two kinks of its units the network is a weighted sum, so these are its weights there.
        """
        x = (rows - self.mean) / self.spread
        with _one_thread():
            alive = (x @ self.inward + self.offsets) > 0
            slopes = self.direct + (alive * self.outward) @ self.inward.T
        weighed: Floats = x * slopes
        return weighed


def _one_thread() -> AbstractContextManager[object]:
    """Keep numpy from sharing out these small products: where every core is busy, that took five times as long."""
    limits: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limits


@cache
def _controller() -> ThreadpoolController:
    return ThreadpoolController()


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
