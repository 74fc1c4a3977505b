"""Evidence → the probability that the first sentence is right, and why it may not be.

A weighted sum of a dozen signals through the logistic function, fitted to questions whose answer is in
the archive and to the same questions with the document that answers them taken away.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.evidence import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.matching import Floats
    from retrieval.ranking import Ranking
    from retrieval.values import Question

REASONS = ("no words", "empty archive", "no match", "unknown words", "kind missing", "unsure")
"""Why there is no answer: the question holds no word; there is nothing to search; no passage holds any of
its words; some of its words occur nowhere; the best sentence holds nothing of the kind asked for (a date,
a number, a name); what was found does not say it surely enough."""

_OF_THE_BEST = (
    "alone_w", "titled_w", "titled_earlier_w", "passage_w", "document_w", "rare_b", "hit_full",
    "common_letters", "run", "close", "numbers_missing", "repeats", "thing_near", "when_no_time",
    "many_no_number", "many_unit", "who_no_person", "where_no_place",
)  # fmt: skip
SIGNALS = (
    "score", "lead", "lead_over_documents", "share", "share_log", "unknown_words", "unknown_bigrams", "length",
    "only_document", "archive_size",
    *_OF_THE_BEST,
)  # fmt: skip
"""What the probability is worked out from: how far the best sentence is ahead of the next and of the next
document, which part of the question the archive does not know, how long the question is, how large the
archive, and evidence of the best sentence."""

# What the evidence calls the lack of the kind asked for.
_LACKING = {"when": "when_no_time", "how many": "many_no_number", "who": "who_no_person"}


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability = 1 / (1 + exp(-(signals·weights + offset)))``."""

    weights: Floats
    offset: float


@cache
def shipped_calibration() -> Calibration:
    """Return the weights that come with the program."""
    return read_calibration(Path(__file__).with_name("data") / "confidence.json")


def read_calibration(path: Path) -> Calibration:
    """Read a calibration from a JSON file.

    Raises:
        OSError, ValueError, KeyError: the file is not there or not a calibration.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    weights = np.array([stored["weights"][name] for name in SIGNALS], dtype=np.float64)
    return Calibration(weights, float(stored["offset"]))


def write_calibration(calibration: Calibration, path: Path) -> None:
    """Write a calibration, a weight a line."""
    weights = {
        name: round(float(weight), 4) for name, weight in zip(SIGNALS, calibration.weights, strict=True)
    }
    stored = {"weights": weights, "offset": round(calibration.offset, 4)}
    path.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")


def read_signals(
    question: Question, ranking: Ranking, frequencies: Mapping[str, int], passages: int
) -> Floats:
    """Return the signals of a ranking that holds at least one sentence, in the order of :data:`SIGNALS`."""
    scores = np.array([quote.score for quote in ranking.quotes])
    documents = [quote.metadata.id for quote in ranking.quotes]
    elsewhere = next((rank for rank, other in enumerate(documents) if other != documents[0]), None)
    share = 1 / float(np.exp(scores - scores[0]).sum())
    best = ranking.evidence[0]
    return np.array(
        [
            scores[0],
            scores[0] - scores[min(1, len(scores) - 1)],
            0.0 if elsewhere is None else scores[0] - scores[elsewhere],
            share,
            math.log(share + 1e-6),
            _unknown_share(question.query.words, frequencies),
            _unknown_share(question.query.bigrams, frequencies),
            min(len(question.query.bigrams), 20) / 20,
            float(elsewhere is None),
            math.log10(max(passages, 1)),
            *(best[COLUMNS.index(name)] for name in _OF_THE_BEST),
        ],
        dtype=np.float64,
    )


def _unknown_share(terms: tuple[str, ...], frequencies: Mapping[str, int]) -> float:
    return sum(not frequencies[term] for term in terms) / len(terms) if terms else 0.0


def estimate_confidence(signals: Floats, calibration: Calibration | None = None) -> float:
    """Return the probability that the first sentence answers the question, 0 to 1."""
    calibration = calibration or shipped_calibration()
    logit = float(signals @ calibration.weights) + calibration.offset
    # Beyond 30 the exponential says nothing more, and far beyond it overflows.
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def find_reason(question: Question, ranking: Ranking, unknown: tuple[str, ...]) -> str:
    """Return which of :data:`REASONS` explains best that a question is not answered."""
    if unknown:
        return "unknown words"
    lacking = _LACKING.get(question.kind)
    if lacking and ranking.evidence[0][COLUMNS.index(lacking)]:
        return "kind missing"
    return "unsure"
