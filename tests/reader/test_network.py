from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from retrieval.evaluation.fitting import Lesson, fit_network, join_networks
from retrieval.reader.network import Network, Shared, read_network, write_network

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("good", "noise", "only with good")


@pytest.fixture(scope="module")
def lessons() -> list[Lesson]:
    """Questions of five candidates each, of which the one that is ``good`` is right."""
    random = np.random.default_rng(1)
    lessons = []
    for _ in range(60):
        rows = random.normal(0, 1, (5, len(COLUMNS)))
        right = np.zeros(5, dtype=bool)
        right[rows[:, 0].argmax()] = True
        lessons.append(Lesson(rows, right))
    return lessons


@pytest.fixture(scope="module")
def network(lessons: list[Lesson]) -> Network:
    return fit_network(lessons, COLUMNS, units=8, epochs=200)


def test_a_fitted_network_puts_the_right_candidate_first(lessons: list[Lesson], network: Network) -> None:
    """What tells right from wrong is learnt, noise is not."""
    first = [lesson.right[network.score(lesson.rows).argmax()] for lesson in lessons]
    assert np.mean(first) > 0.8


def test_the_same_seed_gives_the_same_network(lessons: list[Lesson], network: Network) -> None:
    again = fit_network(lessons, COLUMNS, units=8, epochs=200)
    assert np.array_equal(network.direct, again.direct)
    assert np.array_equal(network.inward, again.inward)


def test_joined_networks_score_the_mean_of_their_scores(lessons: list[Lesson], network: Network) -> None:
    other = fit_network(lessons, COLUMNS, units=4, epochs=2, seed=5)
    joined = join_networks([network, other])
    rows = lessons[0].rows
    assert np.allclose(joined.score(rows), (network.score(rows) + other.score(rows)) / 2)


def test_weights_add_up_between_two_kinks(lessons: list[Lesson], network: Network) -> None:
    """Between kinks the score is the sum of what the inputs add, and a constant."""
    row = lessons[0].rows[:1]
    step = np.full_like(row, 1e-6)
    (score, weighed), (higher, weighed_higher) = network.weigh(row), network.weigh(row + step)
    assert np.allclose(higher - score, weighed_higher.sum() - weighed.sum(), atol=1e-9)
    assert np.allclose(score, network.score(row))


def test_a_network_comes_back_from_its_file(tmp_path: Path, lessons: list[Lesson], network: Network) -> None:
    """Four decimals are kept: enough for the same order."""
    write_network(network, tmp_path / "network.json")
    again = read_network(tmp_path / "network.json")
    assert again.columns == COLUMNS
    assert np.allclose(again.score(lessons[0].rows), network.score(lessons[0].rows), atol=1e-2)


def test_inputs_that_rows_share_score_as_if_they_were_written_out(
    lessons: list[Lesson], network: Network
) -> None:
    """What rows have in common is added to what each has itself."""
    own = lessons[0].rows[:, :1]
    kinds = np.array([0, 1, 0, 0, 1])
    values, ones = np.array([[0.5, 2.0], [-1.0, 0.0]]), np.array([[2], [2]])
    rows = np.concatenate([own + values[kinds, :1], values[kinds, 1:], np.ones((5, 1))], axis=1)
    assert np.allclose(network.score(own, [0], [Shared(kinds, [0, 1], values, ones)]), network.score(rows))
