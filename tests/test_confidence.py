from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.confidence import (
    SIGNALS,
    Calibration,
    estimate_confidence,
    read_calibration,
    shipped_calibration,
    write_calibration,
)

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_confidence_is_a_probability(signals: list[float]) -> None:
    """Whatever the signals, it lies from 0 to 1 and nothing overflows."""
    assert 0 <= estimate_confidence(np.array(signals)) <= 1


def test_unknown_words_speak_against_an_answer() -> None:
    """A question about what the archive has never heard of is less surely answered."""
    weights = dict(zip(SIGNALS, shipped_calibration().weights, strict=True))
    assert weights["unknown_words"] < 0
    assert weights["lead_over_documents"] > 0


def test_a_calibration_comes_back_from_its_file(tmp_path: Path) -> None:
    calibration = Calibration(np.arange(len(SIGNALS), dtype=float), -0.5)
    write_calibration(calibration, tmp_path / "confidence.json")
    again = read_calibration(tmp_path / "confidence.json")
    assert np.array_equal(again.weights, calibration.weights)
    assert again.offset == calibration.offset
