"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine.

An engine that finds its candidates by a rougher formula keeps each passage's text and where its words stand, and
scores the candidates again by this one, with exact counts. So the engines agree, and what ranks can be tuned in one
place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.occurrences import find_all
from retrieval.passages import IDEOGRAPHS
from retrieval.segmentation import BEGINS, GOES_ON, WORD_CLOSES, WORD_OPENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

# Measured on encyclopedia and news paragraphs, alone and among 74,504 news items: which of the question's terms
# a paragraph holds says nearly all, how often it holds them and how long it is very little. With regard for
# length the short lines of a large archive, which hold half of a question, bury the paragraph that answers.
K1 = 0.3
B = 0.1
# The words lead, the bigrams catch what was cut differently, the headline tips the scales: weighed more, the
# headlines of other days' reports come before the paragraph itself.
BIGRAM_WEIGHT = 0.7
TITLE_WEIGHT = 0.25

WEIGHTS = {"words": 1.0, "bigrams": BIGRAM_WEIGHT, "title": TITLE_WEIGHT}
"""Each field that is searched, with its weight."""

_NORM = K1 * (1 - B)
_LINES = 7
# A term of two ideographs counts in a title as a word and as a bigram.
_PAIR = re.compile(f"{IDEOGRAPHS}{{2}}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the query in one field: what its occurrences are worth in this archive."""

    term: str
    field: str
    idf: float

    @property
    def worth(self) -> float:
        """Its idf, by the weight of its field."""
        return self.idf * WEIGHTS[self.field]


def idf(passages: int, holding: int) -> float:
    """Return a term's worth; above zero even for a term that every passage holds.

    >>> round(idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def mark_words(words: Iterable[str]) -> str:
    r"""Return words between two marks each: ``mark_words(["会议"]) == "\x01会议\x02"``."""
    return "".join([f"{WORD_OPENS}{word}{WORD_CLOSES}" for word in words])


class Scorer:
    """Scores passages for one query.

    A passage is known by seven lines:

    1. How many terms each field has.
    2. and 3. Its folded text, and the outline of its words (:func:`retrieval.segmentation.outline_words`), so
       that 3D is counted as a word and not as a part of another.
    4. More words, each between two marks: the parts of a name with middle dots.
    5. to 7. Its title, likewise; in a title a term counts as a word and as a bigram.

    ``averages`` holds each field's mean length in terms. A passage without any wanted term scores 0.
    """

    def __init__(self, wanted: Sequence[Wanted], averages: Mapping[str, float]) -> None:
        self._slopes = [K1 * B / averages[field] if averages[field] else 0.0 for field in WEIGHTS]
        self._terms = {field: [one.term for one in wanted if one.field == field] for field in WEIGHTS}
        self._worths = {
            field: np.array([one.worth * (K1 + 1) for one in wanted if one.field == field])
            for field in WEIGHTS
        }
        self._pairs = [number for number, term in enumerate(self._terms["title"]) if _PAIR.fullmatch(term)]

    def score(self, passages: Sequence[Sequence[bytes]]) -> list[float]:
        """Return how well each passage matches that is known by its seven lines; all are read as one text."""
        if not passages:
            return []
        lines = list(zip(*(passage[:_LINES] for passage in passages), strict=True))
        sizes = np.array(list(map(int, b" ".join(lines[0]).split(b" ")))).reshape(-1, len(WEIGHTS))
        words, bigrams, title = self._slopes
        in_words, in_pairs = _count(lines[1:4], self._terms["words"], self._terms["bigrams"])
        # The passages of a document share their title.
        titles = {key: number for number, key in enumerate(dict.fromkeys(zip(*lines[4:], strict=True)))}
        of_title = [titles[key] for key in zip(*lines[4:], strict=True)]
        of_terms = self._terms["title"]
        in_titles, pairs = _count(
            list(zip(*titles, strict=True)), of_terms, [of_terms[pair] for pair in self._pairs]
        )
        in_titles[:, self._pairs] += pairs
        scores: list[float] = (
            self._weigh("title", in_titles[of_title], sizes[:, 2] * title)
            + self._weigh("words", in_words, sizes[:, 0] * words)
            + self._weigh("bigrams", in_pairs, sizes[:, 1] * bigrams)
        ).tolist()
        return scores

    def _weigh(
        self, field: str, counts: NDArray[np.intp], longer: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        norms = (_NORM + longer)[:, np.newaxis]
        # Summed row by row, never by a product of matrices: equal passages must have equal scores.
        weighed: NDArray[np.float64] = (self._worths[field] * (counts / (counts + norms))).sum(axis=1)
        return weighed


def _count(
    lines: Sequence[Sequence[bytes]], words: Sequence[str], pairs: Sequence[str]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return how often each text holds each word, and each pair of characters: texts by words, texts by pairs.

    ``lines`` are the texts, the outlines of their words, and their other words.
    """
    texts, outlines, hidden = lines
    whole = b"\n".join(texts).decode("utf-8", "surrogatepass")
    outline = np.frombuffer(b"\n".join((*outlines, b"")), np.uint8)
    opens = np.cumsum([0, *(len(line) + 1 for line in outlines)])[:-1]
    places, numbers = find_all(whole, [*words, *pairs])
    bounds = np.flatnonzero(outline != GOES_ON)
    sizes = np.array([len(word) for word in words] + [0] * len(pairs), dtype=np.intp)[numbers]
    ends = bounds[np.searchsorted(bounds, places, side="right")]
    counted = (numbers >= len(words)) | ((outline[places] == BEGINS) & (ends - places == sizes))
    rows = np.searchsorted(opens, places[counted], side="right") - 1
    shape = len(texts), len(words) + len(pairs)
    counts = np.bincount(rows * shape[1] + numbers[counted], minlength=shape[0] * shape[1]).reshape(shape)
    for row, line in enumerate(hidden):
        if line:
            for number, word in enumerate(words):
                counts[row, number] += line.count(mark_words([word]).encode())
    return counts[:, : len(words)], counts[:, len(words) :]
