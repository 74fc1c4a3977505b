"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine.

An engine that finds its candidates by another formula (tantivy's k1 and b are fixed) keeps each passage's
terms as one string, and scores the candidates again by this one, with exact counts. So the engines agree,
and what ranks can be tuned in one place.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Measured on encyclopedia and news paragraphs: short texts want less saturation and less regard for length.
K1 = 0.9
B = 0.4
# The words lead, the bigrams catch what was cut differently, the headline tips the scales.
BIGRAM_WEIGHT = 0.5
TITLE_WEIGHT = 0.5

WEIGHTS = {"words": 1.0, "bigrams": BIGRAM_WEIGHT, "title": TITLE_WEIGHT}
"""Each field that is searched, with its weight."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the query in one field: what its occurrences are worth in this archive."""

    term: str
    field: str
    idf: float


def idf(passages: int, holding: int) -> float:
    """Return a term's worth; above zero even for a term that every passage holds.

    >>> round(idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def encode_terms(words: Sequence[str], bigrams: Sequence[str], title: Sequence[str]) -> bytes:
    r"""Return a passage's terms as the four lines that :class:`Scorer` counts in.

    Words stand between two blanks each, so that ``b" 3D "`` counts the word and not a part of another, and
    a word right behind its like is counted too. Bigrams that overlap are written as one run.

    >>> encode_terms(["刘吉", "强调"], ["刘吉", "吉强", "强调"], ["会议"]).decode()
    '2 3 1\n 刘吉  强调 \n 刘吉强调\n 会议 '
    """
    runs = [
        following[1] if following[0] == bigram[1] else f" {following}"
        for bigram, following in pairwise(bigrams)
    ]
    if bigrams:
        runs.insert(0, f" {bigrams[0]}")
    counts = f"{len(words)} {len(bigrams)} {len(title)}"
    return "\n".join((counts, _delimit(words), "".join(runs), _delimit(title))).encode()


def _delimit(terms: Sequence[str]) -> str:
    return f" {'  '.join(terms)} " if terms else ""


class Scorer:
    """Scores passages for one query.

    ``averages`` holds each field's mean length in terms. A passage without any wanted term scores 0.
    """

    def __init__(self, wanted: Sequence[Wanted], averages: Mapping[str, float]) -> None:
        self._fields = [
            (
                [
                    (f" {one.term} ".encode() if field != "bigrams" else one.term.encode(), one.idf * weight)
                    for one in wanted
                    if one.field == field
                ],
                K1 * B / averages[field] if averages[field] else 0.0,
            )
            for field, weight in WEIGHTS.items()
        ]
        self._doubled = {
            one.term.encode() for one in wanted if one.field == "bigrams" and len(set(one.term)) == 1
        }

    def score(self, encoded: Sequence[bytes]) -> float:
        """Return how well the passage matches whose terms were encoded in these four lines."""
        total = 0.0
        for (wanted, slope), length, terms in zip(
            self._fields, map(int, encoded[0].split(b" ")), encoded[1:], strict=True
        ):
            norm = K1 * (1 - B) + slope * length
            for term, worth in wanted:
                if count := terms.count(term):
                    if term in self._doubled:
                        count = _count_overlapping(terms, term)
                    total += worth * count * (K1 + 1) / (count + norm)
        return total


def _count_overlapping(text: bytes, term: bytes) -> int:
    """Count where ``bytes.count`` would skip: ``哈哈`` stands twice in ``哈哈哈``."""
    count = 0
    position = text.find(term)
    while position >= 0:
        count += 1
        position = text.find(term, position + 1)
    return count
