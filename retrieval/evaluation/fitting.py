"""Questions with their right sentences → the weights of a :class:`retrieval.reader.network.Network`.

For each question the right sentences should get a larger share of the score than the others: the loss is
the logarithm of that share after softmax, over all candidates of the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.reader.network import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from retrieval.types import Booleans, Floats


_BATCH = 64
_DROPPED = 0.3
_RATE = 3e-3
# How strongly weights are drawn to zero.
_DECAY = 3e-3


@dataclass(frozen=True, slots=True)
class Lesson:
    """The candidates of one question, a row each, and which of them are right (at least one)."""

    rows: Floats
    right: Booleans


def fit_network(
    lessons: Sequence[Lesson],
    columns: tuple[str, ...],
    *,
    units: int = 64,
    epochs: int = 20,
    seed: int = 0,
) -> Network:
    """Fit a network by stochastic descent (Adam); the same seed gives the same network.

    Args:
        lessons: what to learn from.
        columns: what each input is called.
        units: how many hidden units.
        epochs: how often each lesson is seen.
        seed: of the random numbers.
    """
    random = np.random.default_rng(seed)
    rows, real, right = _pack([lesson for lesson in lessons if lesson.right.any()])
    mean, spread = rows[real].mean(axis=0), rows[real].std(axis=0) + 1e-3
    rows = ((rows - mean) / spread).astype(np.float32)
    inputs = rows.shape[2]
    weights = {
        "direct": random.normal(0, 0.01, inputs),
        "inward": random.normal(0, 1 / np.sqrt(inputs), (inputs, units)),
        "offsets": np.zeros(units),
        "outward": random.normal(0, 0.1, units),
    }
    weights = {name: values.astype(np.float32) for name, values in weights.items()}
    first = {name: np.zeros_like(values) for name, values in weights.items()}
    second = {name: np.zeros_like(values) for name, values in weights.items()}
    step = 0
    for epoch in range(epochs):
        rate = _RATE * 0.5 * (1 + np.cos(np.pi * epoch / epochs)) + 1e-5
        shuffled = random.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            batch = shuffled[start : start + _BATCH]
            alive = (random.random(units) > _DROPPED).astype(np.float32) / (1 - _DROPPED)
            slopes = _slopes(weights, rows[batch], real[batch], right[batch], alive)
            step += 1
            for name, values in weights.items():
                slope = slopes[name] + _DECAY * values
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.999 * second[name] + 0.001 * slope * slope
                change = (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
                weights[name] = values - np.float32(rate) * change
    return Network(
        columns, mean, spread, **{name: values.astype(np.float64) for name, values in weights.items()}
    )


def join_networks(networks: Sequence[Network]) -> Network:
    """Return one network that scores as the given ones do on average; their means and spreads are the same."""
    share = 1 / len(networks)
    return Network(
        columns=networks[0].columns,
        mean=networks[0].mean,
        spread=networks[0].spread,
        direct=np.sum([network.direct for network in networks], axis=0) * share,
        inward=np.concatenate([network.inward for network in networks], axis=1),
        offsets=np.concatenate([network.offsets for network in networks]),
        outward=np.concatenate([network.outward for network in networks]) * share,
    )


def _pack(lessons: Sequence[Lesson]) -> tuple[NDArray[np.float32], Booleans, Booleans]:
    """Stack lessons of different lengths: questions by candidates by inputs, with what is real and right."""
    longest = max(len(lesson.right) for lesson in lessons)
    rows = np.zeros((len(lessons), longest, lessons[0].rows.shape[1]), dtype=np.float32)
    real = np.zeros((len(lessons), longest), dtype=bool)
    right = np.zeros((len(lessons), longest), dtype=bool)
    for number, lesson in enumerate(lessons):
        count = len(lesson.right)
        rows[number, :count] = lesson.rows
        real[number, :count] = True
        right[number, :count] = lesson.right
    return rows, real, right


def _slopes(
    weights: dict[str, NDArray[np.float32]],
    rows: NDArray[np.float32],
    real: Booleans,
    right: Booleans,
    alive: NDArray[np.float32],
) -> dict[str, NDArray[np.float32]]:
    """Return the slope of the loss by each weight, for one batch; ``alive`` drops some units at random."""
    before = rows @ weights["inward"] + weights["offsets"]
    hidden = np.maximum(before, 0) * alive
    scores = np.where(real, rows @ weights["direct"] + hidden @ weights["outward"], -1e9)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    wanted = shares * right
    wanted /= wanted.sum(axis=1, keepdims=True) + 1e-12
    error = ((shares - wanted) / len(rows)).astype(np.float32)
    inward = error[:, :, None] * weights["outward"] * (before > 0) * alive
    inputs, units = weights["inward"].shape
    return {
        "direct": np.einsum("bc,bci->i", error, rows),
        "inward": rows.reshape(-1, inputs).T @ inward.reshape(-1, units),
        "offsets": inward.sum(axis=(0, 1)),
        "outward": np.einsum("bc,bch->h", error, hidden),
    }
