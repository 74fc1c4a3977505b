"""A calibration is fitted to what happened."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tuned import NO_NUMBER, WIDTH, draw, some_calibration

from retrieval.evaluation.calibrating import choose_nearest, choose_threshold, fit_calibration


def test_a_fit_finds_the_weights_that_were_there() -> None:
    """With many questions and little pull, wherever it begins."""
    truth = some_calibration(offset=-1.0)
    examples = draw(truth, 20_000, 0)
    nothing = some_calibration(slope=0.0)
    fitted = fit_calibration(examples.signals, examples.right, nothing, pull=1.0)
    assert np.abs(np.delete(fitted.weights - truth.weights, NO_NUMBER)).max() < 0.15
    assert abs(fitted.offset - truth.offset) < 0.15


@given(pull=st.sampled_from([1e3, 1e4]), right=st.booleans(), count=st.integers(1, 20))
def test_a_strong_pull_keeps_the_weights_whatever_is_seen(*, pull: float, right: bool, count: int) -> None:
    """Also where every question went right, or none, and where there is only one."""
    start = some_calibration()
    signals = np.random.default_rng(count).normal(size=(count, WIDTH))
    fitted = fit_calibration(signals, np.full(count, right), start, pull=pull)
    assert np.abs(fitted.weights - start.weights).max() < 0.5
    assert np.isfinite(fitted.offset)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_a_threshold_refuses_few_of_what_is_answered(pairs: list[tuple[float, bool]]) -> None:
    """Never more than a tenth, but for its own bounds, which are from 0.15 to 0.6."""
    said, good = np.array([one for one, _ in pairs]), np.array([answers for _, answers in pairs])
    threshold = choose_threshold(said, good)
    assert 0.15 <= threshold <= 0.6
    if threshold > 0.15:
        assert (said[good] < threshold).mean() <= 0.1


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=300))
def test_hardly_a_right_sentence_is_hidden(pairs: list[tuple[float, bool]]) -> None:
    """Never more than one of a hundred, but for its own bounds, which are from 0.002 to 0.02."""
    said, right = np.array([one for one, _ in pairs]), np.array([one for _, one in pairs])
    nearest = choose_nearest(said, right)
    assert 0.002 <= nearest <= 0.02
    if nearest > 0.002:
        assert (said[right] < nearest).mean() <= 0.01
