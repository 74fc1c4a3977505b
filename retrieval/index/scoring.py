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
        self._terms = list(dict.fromkeys(one.term for one in wanted))
        self._pairs = np.array([bool(_PAIR.fullmatch(term)) for term in self._terms], dtype=bool)
        number = {term: place for place, term in enumerate(self._terms)}
        self._fields = {
            field: (
                np.array([number[one.term] for one in wanted if one.field == field], dtype=np.intp),
                np.array([one.worth * (K1 + 1) for one in wanted if one.field == field]),
                K1 * B / averages[field] if averages[field] else 0.0,
            )
            for field in WEIGHTS
        }

    def score(self, passages: Sequence[Sequence[bytes]]) -> list[float]:
        """Return how well each passage matches that is known by its seven lines; all are read as one text."""
        if not passages:
            return []
        sizes, *texts = zip(*(passage[:4] for passage in passages), strict=True)
        lengths = np.array(list(map(int, b" ".join(sizes).split(b" ")))).reshape(-1, len(WEIGHTS))
        # The passages of a document share their title.
        titles: dict[tuple[bytes, ...], int] = {}
        of_title = [titles.setdefault(tuple(passage[4:_LINES]), len(titles)) for passage in passages]
        lines = [[*one, *other] for one, other in zip(texts, zip(*titles, strict=True), strict=True)]
        as_words, anywhere = self._count(*lines)
        count = len(passages)
        in_titles = (as_words[count:] + anywhere[count:] * self._pairs)[of_title]
        scores: list[float] = (
            self._weigh("title", in_titles, lengths[:, 2])
            + self._weigh("words", as_words[:count], lengths[:, 0])
            + self._weigh("bigrams", anywhere[:count], lengths[:, 1])
        ).tolist()
        return scores

    def _weigh(self, field: str, counts: NDArray[np.intp], lengths: NDArray[np.intp]) -> NDArray[np.float64]:
        columns, worths, slope = self._fields[field]
        counts = counts[:, columns]
        norms = (_NORM + slope * lengths)[:, np.newaxis]
        # Summed row by row, never by a product of matrices: equal passages must have equal scores.
        weighed: NDArray[np.float64] = (worths * (counts / (counts + norms))).sum(axis=1)
        return weighed

    def _count(
        self, texts: Sequence[bytes], outlines: Sequence[bytes], hidden: Sequence[bytes]
    ) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Return how often each text holds each term as a word, and anywhere: texts by terms."""
        whole = b"\n".join(texts).decode("utf-8", "surrogatepass")
        outline = np.frombuffer(b"\n".join((*outlines, b"")), np.uint8)
        ends = np.flatnonzero(outline == ord("\n"))
        places, numbers = find_all(whole, self._terms)
        cells = np.searchsorted(ends, places) * len(self._terms) + numbers
        bounds = np.flatnonzero(outline != GOES_ON)
        sizes = bounds[np.searchsorted(bounds, places, side="right")] - places
        wanted = np.array([len(term) for term in self._terms])[numbers]
        words = (outline[places] == BEGINS) & (sizes == wanted)
        shape = len(texts), len(self._terms)
        anywhere, as_words = (
            np.bincount(found, minlength=shape[0] * shape[1]).reshape(shape)
            for found in (cells, cells[words])
        )
        for row, line in enumerate(hidden):
            if line:
                as_words[row] += [line.count(mark_words([term]).encode()) for term in self._terms]
        return as_words, anywhere
