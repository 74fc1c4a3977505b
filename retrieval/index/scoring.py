"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine."""

from __future__ import annotations

import math

# Both were measured on paragraphs of an encyclopedia and of news, alone and among 74,504 news items. Nearly all that
# matters is which of the question's terms a paragraph holds; term frequency and length matter very little. With the
# usual normalisation by length, short lines that hold half of a question outrank the paragraph that answers it.
K1 = 0.3
B = 0.1
# Words have weight 1. Bigrams find what was segmented differently in question and text. The title only decides between
# passages that are nearly equal: with more weight, other days' reports under a like headline outrank the paragraph.
BIGRAM_WEIGHT = 0.7
TITLE_WEIGHT = 0.25

DIGITS = 9
"""Scores are rounded to this many decimals, so that the order of summation does not decide between equal ones."""


def idf(passages: int, holding: int) -> float:
    """Return a term's inverse document frequency; it is positive even for a term that every passage holds.

    >>> round(idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
