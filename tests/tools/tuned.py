"""Calibrations and examples that are drawn from them, for tests."""

from __future__ import annotations

import numpy as np

from retrieval.answering.calibration import Calibration, estimate_all
from retrieval.answering.signals import OWN_SIGNALS
from retrieval.evaluation.tuning import Examples
from retrieval.reader.lexical import LexicalReader

SIGNALS = OWN_SIGNALS + LexicalReader.signals
WIDTH = len(SIGNALS)
NO_NUMBER = SIGNALS.index("many_no_number")


def some_calibration(offset: float = 0.0, slope: float = 1.0) -> Calibration:
    weights = np.random.default_rng(7).normal(0, 0.8, WIDTH) * slope
    weights[NO_NUMBER] = 0.0
    return Calibration("lexical", SIGNALS, weights, offset, 0.3)


def draw(truth: Calibration, questions: int, seed: int) -> Examples:
    """Draw examples of which a calibration says the truth."""
    random = np.random.default_rng(seed)
    signals = random.normal(size=(questions, WIDTH))
    # Where a number is asked for and none is there, more than the weights speaks.
    signals[:, NO_NUMBER] = 0.0
    right = random.random(questions) < estimate_all(signals, truth)
    return Examples(signals, right, right, np.arange(questions))
