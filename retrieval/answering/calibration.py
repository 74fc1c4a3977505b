"""Signals → the probability that the first sentence is right: weights that were fitted to the answers of one reader.

A weighted sum of signals through the logistic function, fitted to questions whose answer is in the archive
and to the same questions with the document that answers them taken away, in archives of every size
(``tests/benchmarks/calibrate.py``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.answering.signals import OWN_SIGNALS
from retrieval.data import read_named_file, shipped
from retrieval.errors import SettingsError, quoted
from retrieval.settings import PREFIX

if TYPE_CHECKING:
    from retrieval.answering.signals import Signals
    from retrieval.reader.base import Reader
    from retrieval.types import Floats

# A question "how many" whose best sentence holds no number: the probability is multiplied by this. Of 1,036 such
# questions only three had such a sentence, and one of these was right (终身监禁), which is too few to fit a weight to.
_WITHOUT_NUMBER = 0.1
NEAREST = 0.005
"""From which confidence on a sentence is shown as the nearest, where a calibration does not say."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability = 1 / (1 + exp(-(signals·weights + offset)))``, and the ``threshold`` from which it is an answer.

    ``reader`` is the name of the reader whose answers it was fitted to, because another reader's scores mean something
    else. ``signals`` are the names of the weights. From ``threshold`` on the first sentence is the answer; from
    ``nearest`` on it is shown as the nearest that the archive holds; below that no sentence is shown.
    """

    reader: str
    signals: tuple[str, ...]
    weights: Floats
    offset: float
    threshold: float
    nearest: float = NEAREST

    @property
    def evidence(self) -> tuple[str, ...]:
        """The signals that are columns of the first sentence's evidence."""
        return tuple(name for name in self.signals if name not in OWN_SIGNALS)

    def row(self, signals: Signals) -> Floats:
        """Return signals in the order of the weights."""
        return np.array([signals[name] for name in self.signals], dtype=np.float64)


def blank_calibration(reader: Reader, threshold: float = 0.5) -> Calibration:
    """Return a calibration for a reader under which every answer has probability 0.5."""
    signals = OWN_SIGNALS + reader.signals
    return Calibration(reader.name, signals, np.zeros(len(signals)), 0.0, threshold)


def shipped_calibration(reader: Reader) -> Calibration:
    """Return the weights that come with the program for a reader.

    Raises:
        SettingsError: none come for this one.
    """
    return read_calibration(shipped(f"confidence-{reader.name}.json"), reader)


def read_calibration(path: Path, reader: Reader) -> Calibration:
    """Read a calibration that was fitted to a reader's answers from a JSON file.

    Raises:
        SettingsError: the file cannot be read, or was not written for this reader and its signals.
    """
    try:
        stored = json.loads(read_named_file(path))
        signals, weights = tuple(stored["weights"]), np.array(list(map(float, stored["weights"].values())))
        calibration = Calibration(
            str(stored["reader"]),
            signals,
            weights,
            float(stored["offset"]),
            float(stored["threshold"]),
            # A file of before there were three ways to answer says nothing of it.
            float(stored.get("nearest", NEAREST)),
        )
        problem = _find_misfit(calibration, reader)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem = f"{type(error).__name__}: {getattr(error, 'strerror', None) or error}"
    if problem:
        raise SettingsError(
            f"{PREFIX}CALIBRATION={quoted(path)} is not a calibration of this version ({problem}): "
            "write it anew with `wendang tune`, or leave the setting empty"
        )
    return calibration


def _find_misfit(calibration: Calibration, reader: Reader) -> str:
    """Say why a calibration is not one for a reader, or nothing where it is."""
    if calibration.reader != reader.name:
        return f"fitted to the {calibration.reader} reader, and this is the {reader.name} one"
    numbers = [*calibration.weights, calibration.offset]
    cuts = (calibration.nearest, calibration.threshold)
    sound = all(0 <= cut <= 1 for cut in cuts) and bool(np.isfinite(numbers).all())
    same = set(calibration.signals) == {*OWN_SIGNALS, *reader.signals}
    return "" if sound and same else "other weights than this version's"


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write a calibration, a weight a line.

    Raises:
        OSError: the file cannot be written.
    """
    weights = {
        name: round(float(weight), 4)
        for name, weight in zip(calibration.signals, calibration.weights, strict=True)
    }
    stored = {
        "reader": calibration.reader,
        "threshold": round(calibration.threshold, 4),
        "nearest": round(calibration.nearest, 4),
        "offset": round(calibration.offset, 4),
        "weights": weights,
    }
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def estimate_confidence(signals: Signals, calibration: Calibration) -> float:
    """Return the probability that the first sentence answers the question, 0 to 1."""
    return float(estimate_all(calibration.row(signals)[np.newaxis], calibration)[0])


def estimate_all(rows: Floats, calibration: Calibration) -> Floats:
    """Return the same of many questions, a row each (:meth:`Calibration.row`)."""
    probabilities: Floats = logistic(rows @ calibration.weights + calibration.offset)
    without_number = rows[:, calibration.signals.index("many_no_number")]
    return probabilities * np.where(without_number, _WITHOUT_NUMBER, 1.0)


def logistic(logits: Floats) -> Floats:
    """Return the probabilities of which these are the logarithms of odds."""
    # Beyond 30 the probability hardly changes, and far beyond it the exponential overflows.
    probabilities: Floats = 1 / (1 + np.exp(-np.clip(logits, -30.0, 30.0)))
    return probabilities
