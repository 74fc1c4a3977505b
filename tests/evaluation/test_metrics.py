"""How far confidence can be trusted, in figures."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.evaluation.metrics import measure_auroc, measure_ece


def test_figures_of_a_few_confidences() -> None:
    """Worked by hand."""
    assert measure_auroc(np.array([0.9, 0.5]), np.array([0.5, 0.1])) == pytest.approx(3.5 / 4)
    assert measure_ece(np.array([0.95, 0.85, 0.05]), np.array([True, False, False])) == pytest.approx(
        0.95 / 3
    )
