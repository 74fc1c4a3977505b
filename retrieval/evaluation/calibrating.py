"""Questions with known answers → the weights of a :class:`retrieval.answering.calibration.Calibration`.

Logistic regression: the weights under which what happened is likeliest, drawn towards those that were there
before, so that few questions move them little.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.calibration import logistic

if TYPE_CHECKING:
    from retrieval.answering.calibration import Calibration
    from retrieval.types import Booleans, Floats

_STEPS, _SETTLED = 50, 1e-6
# A signal that hardly varies would take any weight. Its spread therefore counts as at least this much.
_LEAST_SPREAD = 0.05
# At most one in ten of the questions that the archive answers may be refused; the rest of a tenth is a margin for
# questions that were not seen.
_REFUSED = 0.08
# A sentence that is wrong six times of seven is no answer, and one that is right six times of ten is worth a look.
_LOWEST, _HIGHEST = 0.15, 0.6
# A sentence that is not shown at all helps nobody: of those that are right hardly any may be hidden. People ask in
# other words than a bench, and are given less confidence: the bounds are what the everyday benches showed
# (tests/benchmarks/RESULTS.md).
_HIDDEN = 0.01
_NEAREST_LOWEST, _NEAREST_HIGHEST = 0.002, 0.02


def fit_calibration(
    signals: Floats,
    right: Booleans,
    start: Calibration,
    *,
    pull: float,
    shares: Floats | None = None,
) -> Calibration:
    """Return the calibration that fits best, by Newton's method; its threshold is that of ``start``.

    Args:
        signals: a row a question (:meth:`retrieval.answering.calibration.Calibration.row`).
        right: whether the first sentence was right.
        start: what the weights are drawn towards.
        pull: how strongly, in questions: with 0 the data alone decide. The offset is free.
        shares: how much each question counts; all alike where it is None.
    """
    spread = np.maximum(signals.std(axis=0), _LEAST_SPREAD)
    rows = np.hstack([signals / spread, np.ones((len(signals), 1))])
    origin = np.append(start.weights * spread, start.offset)
    counts = np.ones(len(rows)) if shares is None else shares * (len(rows) / shares.sum())
    # The offset is penalised a little too, or a set that is right throughout would send it to infinity.
    penalty = np.append(np.full(len(spread), max(pull, 1e-6)), 1e-2)
    weights = origin.copy()
    for _ in range(_STEPS):
        said = logistic(rows @ weights)
        slope = rows.T @ (counts * (said - right)) + penalty * (weights - origin)
        curve = (rows * (counts * said * (1 - said))[:, None]).T @ rows + np.diag(penalty)
        change = np.linalg.solve(curve, slope)
        # Newton's step can overshoot where few questions are unsure.
        change *= min(1.0, 2.0 / (np.abs(change).max() + 1e-12))
        weights -= change
        if np.abs(change).max() < _SETTLED:
            break
    return replace(start, weights=weights[:-1] / spread, offset=float(weights[-1]))


def choose_threshold(said: Floats, answerable: Booleans) -> float:
    """Return the highest threshold that refuses few enough of the questions that are answered, within bounds."""
    kept = np.sort(said[answerable])
    threshold = kept[int(_REFUSED * len(kept))] if len(kept) else _LOWEST
    return float(np.clip(np.floor(threshold * 100) / 100, _LOWEST, _HIGHEST))


def choose_nearest(said: Floats, right: Booleans) -> float:
    """Return the highest confidence below which hardly any of the right sentences lie, within bounds."""
    kept = np.sort(said[right])
    nearest = kept[int(_HIDDEN * len(kept))] if len(kept) else _NEAREST_LOWEST
    return float(np.clip(np.floor(nearest * 1000) / 1000, _NEAREST_LOWEST, _NEAREST_HIGHEST))
