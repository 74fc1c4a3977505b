"""How far confidence can be trusted: whether it tells right from wrong, and whether it is as high as it should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from retrieval.types import Booleans, Floats

_BINS = 10


def list_tenths(said: Floats, right: Booleans) -> list[tuple[float, float, int]]:
    """Return, for each tenth of confidence that occurs, its mean, the share that was right, and the count.

    >>> [count for _, _, count in list_tenths(np.array([0.95, 1.0, 0.05]), np.array([True, True, False]))]
    [1, 2]
    """
    tenths = np.minimum((said * _BINS).astype(int), _BINS - 1)
    inside = [tenths == tenth for tenth in range(_BINS)]
    return [
        (float(said[some].mean()), float(right[some].mean()), int(some.sum()))
        for some in inside
        if some.any()
    ]


def measure_ece(said: Floats, right: Booleans) -> float:
    """Return how far confidence is from the share of what was right, in ten bins (expected calibration error)."""
    return sum(abs(mean - share) * count for mean, share, count in list_tenths(said, right)) / len(said)


def measure_auroc(good: Floats, bad: Floats) -> float:
    """Return the chance that one of ``good`` is above one of ``bad``; ties count half."""
    ranked = np.sort(bad)
    below, upto = np.searchsorted(ranked, good, "left"), np.searchsorted(ranked, good, "right")
    return float((below + upto).mean() / (2 * len(bad)))
