"""How sure an answer is: a probability, from a file that was fitted to a reader."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval import (
    Found,
    NotFound,
    Settings,
    SettingsError,
    open_answerer,
    read_settings,
)
from retrieval.answering.calibration import (
    NEAREST,
    Calibration,
    blank_calibration,
    estimate_confidence,
    read_calibration,
    shipped_calibration,
    write_calibration,
)
from retrieval.answering.signals import OWN_SIGNALS
from retrieval.reader.lexical import open_lexical_reader

if TYPE_CHECKING:
    from pathlib import Path


READER = open_lexical_reader()
SIGNALS = OWN_SIGNALS + READER.signals


@given(st.lists(st.floats(-1e6, 1e6), min_size=len(SIGNALS), max_size=len(SIGNALS)))
def test_confidence_is_a_probability(signals: list[float]) -> None:
    """Whatever the signals, it lies from 0 to 1 and nothing overflows."""
    measured = dict(zip(SIGNALS, signals, strict=True))
    assert 0 <= estimate_confidence(measured, shipped_calibration(READER)) <= 1


def test_unknown_words_speak_against_an_answer() -> None:
    """A question about what the archive has never heard of is less surely answered."""
    calibration = shipped_calibration(READER)
    weights = dict(zip(calibration.signals, calibration.weights, strict=True))
    assert weights["unknown_words"] < 0
    assert weights["names_missing"] < 0
    assert weights["lead_over_documents"] > 0


def test_a_calibration_comes_back_from_its_file(tmp_path: Path) -> None:
    """Weights, offset and both thresholds, to the fourth digit."""
    calibration = Calibration("lexical", SIGNALS, np.arange(len(SIGNALS), dtype=float), -0.5, 0.25, 0.0123)
    write_calibration(calibration, tmp_path / "confidence.json")
    again = read_calibration(tmp_path / "confidence.json", READER)
    assert np.array_equal(again.weights, calibration.weights)
    assert (again.offset, again.threshold, again.nearest) == (-0.5, 0.25, 0.0123)


def test_a_calibration_of_before_is_read_on(tmp_path: Path) -> None:
    """One that was written when there were two ways to answer does not say what is near."""
    file = tmp_path / "confidence.json"
    write_calibration(shipped_calibration(READER), file)
    stored = json.loads(file.read_text("utf-8"))
    del stored["nearest"]
    file.write_text(json.dumps(stored), "utf-8")
    assert read_calibration(file, READER).nearest == NEAREST


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"weights": {}, "offset": 0, "threshold": 0.3}',
        "{cut",
        '{"weights": 1}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_what_is_no_calibration_is_said_with_the_remedy(tmp_path: Path, text: str) -> None:
    """One line with key, file and remedy; so too for another version's weights, and a threshold beyond 1."""
    file = tmp_path / "mine.json"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"WENDANG_CALIBRATION='.*mine.json'.*wendang tune"):
        read_calibration(file, READER)
    write_calibration(replace(shipped_calibration(READER), threshold=1.5), file)
    with pytest.raises(SettingsError, match="CALIBRATION"):
        read_calibration(file, READER)
    with pytest.raises(SettingsError, match="no-such"):
        read_calibration(tmp_path / "no-such.json", READER)


def test_a_calibration_that_the_settings_name_decides(tmp_path: Path, root: Path) -> None:
    """Its weights and its threshold, unless the settings set a threshold themselves."""
    file = tmp_path / "mine.json"
    write_calibration(blank_calibration(READER, 0.6), file)
    given = {"archive": root / "seeds", "calibration": file, "reader": "lexical"}
    answer = open_answerer(read_settings(Settings, **given), print).ask("谁主持了会议？")
    assert answer.confidence == 0.5
    assert isinstance(answer, NotFound)
    answer = open_answerer(read_settings(Settings, **given, threshold=0.4), print).ask("谁主持了会议？")
    assert isinstance(answer, Found)
