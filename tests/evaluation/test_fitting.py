"""A network is fitted to right sentences."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.evaluation.fitting import Lesson, fit_network, join_networks


def lessons() -> list[Lesson]:
    """Return questions of four candidates each, of which the one with the largest first input is right."""
    random = np.random.default_rng(2)
    drawn = []
    for _ in range(40):
        rows = random.normal(0, 1, (4, 2))
        right = np.zeros(4, dtype=bool)
        right[rows[:, 0].argmax()] = True
        drawn.append(Lesson(rows, right))
    return drawn


def test_a_lesson_without_a_right_candidate_teaches_nothing() -> None:
    """A question whose answer was not found is left out, and changes no weight."""
    none = Lesson(np.ones((4, 2)), np.zeros(4, dtype=bool))
    alone, beside = (
        fit_network(given, ("good", "noise"), units=4, epochs=2) for given in (lessons(), [*lessons(), none])
    )
    assert np.array_equal(alone.direct, beside.direct)


@pytest.mark.parametrize("copies", [1, 3])
def test_a_network_joined_with_itself_is_itself(copies: int) -> None:
    rows = lessons()[0].rows
    network = fit_network(lessons(), ("good", "noise"), units=4, epochs=2)
    assert np.allclose(join_networks([network] * copies).score(rows), network.score(rows))
