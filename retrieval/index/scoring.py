"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine.

An engine that finds its candidates by a rougher formula keeps each passage's terms as one string, and scores
the candidates again by this one, with exact counts. So the engines agree, and what ranks can be tuned in one
place.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.passages import IDEOGRAPHS
from retrieval.segmentation import WORD_CLOSES, WORD_OPENS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
_MARKS = f"{WORD_OPENS}{WORD_CLOSES}".encode()
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


def strip_marks(line: bytes) -> bytes:
    """Return a marked line without its marks."""
    return line.translate(None, _MARKS)


class Scorer:
    """Scores passages for one query.

    A passage is known by five lines:

    1. How many terms each field has.
    2. Its folded text, each word between two marks, so that 3D is counted as a word and not as a part of
       another; without its marks the bigrams are counted in it.
    3. More words, each between two marks: the parts of a name with middle dots.
    4. and 5. Its title and what more words that has, likewise; in a title a term counts as a word and as a
       bigram.

    ``averages`` holds each field's mean length in terms. A passage without any wanted term scores 0.
    """

    def __init__(self, wanted: Sequence[Wanted], averages: Mapping[str, float]) -> None:
        words, bigrams, title = (K1 * B / averages[field] if averages[field] else 0.0 for field in WEIGHTS)
        self._slopes = words, bigrams, title
        self._words = [
            (mark_words([one.term]).encode(), one.worth * (K1 + 1)) for one in wanted if one.field == "words"
        ]
        self._bigrams = [
            (one.term.encode(), _is_doubled(one.term), one.worth * (K1 + 1))
            for one in wanted
            if one.field == "bigrams"
        ]
        self._title = [
            (
                mark_words([one.term]).encode(),
                one.term.encode() if _PAIR.fullmatch(one.term) else None,
                _is_doubled(one.term),
                one.worth * (K1 + 1),
            )
            for one in wanted
            if one.field == "title"
        ]
        # The passages of a document share their title.
        self._titles: dict[tuple[bytes, bytes], float] = {}

    def score(self, lines: Sequence[bytes]) -> float:
        """Return how well the passage matches that is known by these five lines."""
        counts, text, hidden, title, hidden_title = lines
        words, bigrams, titles = map(int, counts.split(b" "))
        per_word, per_bigram, per_title = self._slopes
        key = title, hidden_title
        total = self._titles.get(key)
        if total is None:
            total = self._titles[key] = self._score_title(title, hidden_title, _NORM + per_title * titles)
        marked, norm = text + hidden if hidden else text, _NORM + per_word * words
        for word, worth in self._words:
            if count := marked.count(word):
                total += worth * count / (count + norm)
        plain, norm = strip_marks(text), _NORM + per_bigram * bigrams
        for pair, doubled, worth in self._bigrams:
            if count := _count_overlapping(plain, pair) if doubled else plain.count(pair):
                total += worth * count / (count + norm)
        return total

    def _score_title(self, title: bytes, hidden: bytes, norm: float) -> float:
        marked, plain = title + hidden, strip_marks(title)
        total = 0.0
        for word, pair, doubled, worth in self._title:
            count = 0
            # Where its two characters do not stand together, no word of them stands either.
            if pair and not (count := _count_overlapping(plain, pair) if doubled else plain.count(pair)):
                continue
            if count := count + marked.count(word):
                total += worth * count / (count + norm)
        return total


def _is_doubled(term: str) -> bool:
    return len(set(term)) == 1


def _count_overlapping(text: bytes, term: bytes) -> int:
    """Count where ``bytes.count`` would skip: ``哈哈`` stands twice in ``哈哈哈``."""
    count = 0
    position = text.find(term)
    while position >= 0:
        count += 1
        position = text.find(term, position + 1)
    return count
