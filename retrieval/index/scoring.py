"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine."""

from __future__ import annotations

import math

# Measured on encyclopedia and news paragraphs, alone and among 74,504 news items: which of the question's terms
# a paragraph holds says nearly all, how often it holds them and how long it is very little. With regard for
# length the short lines of a large archive, which hold half of a question, bury the paragraph that answers.
K1 = 0.3
B = 0.1
# The words lead, the bigrams catch what was cut differently, the headline tips the scales: weighed more, the
# headlines of other days' reports come before the paragraph itself.
BIGRAM_WEIGHT = 0.7
TITLE_WEIGHT = 0.25

DIGITS = 9
"""Scores that are the same to so many decimals are equal: in what order they were summed must not tell."""


def idf(passages: int, holding: int) -> float:
    """Return a term's worth; above zero even for a term that every passage holds.

    >>> round(idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
