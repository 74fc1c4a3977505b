"""Evidence → the probability that the first sentence is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.values import Quote

REASONS = ("no words", "empty archive", "unknown words", "no match", "unsure")
"""Why there is no answer: the question holds no word; there is nothing to search; some of its words occur
nowhere; no passage holds any of them; what was found does not say it surely enough."""


def estimate_confidence(quotes: Sequence[Quote], words: Sequence[str], unknown: Sequence[str]) -> float:
    """Return a number from 0 to 1: how much of the question the best sentence covers.

    A word that the archive does not know speaks against every sentence of it.
    """
    if not quotes:
        return 0.0
    return dict(quotes[0].evidence)["words"] * (1 - len(unknown) / max(1, len(words)))
