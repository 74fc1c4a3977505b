"""How well a passage matches a query: BM25 over words, bigrams and title, the same for every engine.

An engine that finds its candidates by a rougher formula keeps each passage's
terms as one string, and scores the candidates again by this one, with exact counts. So the engines agree,
and what ranks can be tuned in one place.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.values import Span, span_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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

_OPEN, _CLOSE = "\x01", "\x02"
_MARKS = f"{_OPEN}{_CLOSE}".encode()
# Our marks, and what UTF-8 cannot carry.
_RESERVED = re.compile(f"[{_OPEN}{_CLOSE}\\n\ud800-\udfff]")


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


def encode_terms(
    text: str, spans: Sequence[Span], words: Sequence[str], bigrams: Sequence[str], title: Sequence[str]
) -> list[bytes]:
    r"""Return a passage's terms as the four lines that :class:`Scorer` counts in.

    1. How many terms each field has.
    2. The folded text, each word between two marks, so that 3D is counted as a word and not as a part of
       another; without its marks the bigrams are counted in it, and the words' spans can be read from it.
    3. Words that no span shows: the parts of a name with middle dots. Each stands between two blanks.
    4. The words and bigrams of the title, each between two blanks.

    Args:
        text: the passage's folded text.
        spans: where words stand in it.
        words: the words that it is found by.
        bigrams: its bigrams.
        title: the words and bigrams of its title.

    >>> lines = encode_terms("刘吉强调", [Span(0, 2), Span(2, 4)], ["刘吉", "强调"], ["刘吉", "吉强", "强调"], ["会议"])
    >>> [line.decode() for line in lines]
    ['2 3 1', '\x01刘吉\x02\x01强调\x02', '', ' 会议 ']
    """
    counts = f"{len(words)} {len(bigrams)} {len(title)}"
    if _RESERVED.search(text):
        return [line.encode() for line in (counts, _RESERVED.sub(" ", text), delimit(words), delimit(title))]
    pieces: list[str] = []
    shown = []
    end = 0
    for span in spans:
        word = text[span.start : span.end]
        shown.append(word)
        pieces += (text[end : span.start], _OPEN, word, _CLOSE)
        end = span.end
    pieces.append(text[end:])
    hidden = [] if shown == words else list((Counter(words) - Counter(shown)).elements())
    # A word that is known by a hash must not be found by its letters too.
    if len(hidden) != len(words) - len(shown):
        return [line.encode() for line in (counts, text, delimit(words), delimit(title))]
    return [line.encode() for line in (counts, "".join(pieces), delimit(hidden), delimit(title))]


def read_text(line: bytes) -> str:
    """Return the folded text that the second line holds."""
    return line.translate(None, _MARKS).decode()


def holds_spans(line: bytes) -> bool:
    """Say whether the second line marks its words."""
    return _MARKS[:1] in line


def read_spans(line: bytes) -> tuple[Span, ...]:
    """Return the words that the second line marks."""
    before, *marked = line.decode().split(_OPEN)
    spans = []
    start = len(before)
    for piece in marked:
        word, _, gap = piece.partition(_CLOSE)
        end = start + len(word)
        spans.append(span_at(start, end))
        start = end + len(gap)
    return tuple(spans)


def delimit(terms: Sequence[str]) -> str:
    """Return terms between two blanks each: ``delimit(["会议"]) == " 会议 "``."""
    return f" {'  '.join(terms)} " if terms else ""


class Scorer:
    """Scores passages for one query.

    ``averages`` holds each field's mean length in terms. A passage without any wanted term scores 0.
    """

    def __init__(self, wanted: Sequence[Wanted], averages: Mapping[str, float]) -> None:
        self._slopes = [K1 * B / averages[field] if averages[field] else 0.0 for field in WEIGHTS]
        self._words = [
            (f"{_OPEN}{one.term}{_CLOSE}".encode(), f" {one.term} ".encode(), one.worth)
            for one in wanted
            if one.field == "words"
        ]
        self._bigrams = [
            (one.term.encode(), len(set(one.term)) == 1, one.worth)
            for one in wanted
            if one.field == "bigrams"
        ]
        self._title = [(f" {one.term} ".encode(), one.worth) for one in wanted if one.field == "title"]

    def score(self, lines: Sequence[bytes]) -> float:
        """Return how well the passage matches whose terms were encoded in these four lines."""
        counts, text, hidden, title = lines
        word_norm, bigram_norm, title_norm = (
            K1 * (1 - B) + slope * int(length)
            for slope, length in zip(self._slopes, counts.split(b" "), strict=True)
        )
        total = 0.0
        for marked, blank, worth in self._words:
            if count := text.count(marked) + (hidden.count(blank) if hidden else 0):
                total += worth * count * (K1 + 1) / (count + word_norm)
        plain = text.translate(None, _MARKS)
        for term, doubled, worth in self._bigrams:
            if count := _count_overlapping(plain, term) if doubled else plain.count(term):
                total += worth * count * (K1 + 1) / (count + bigram_norm)
        for term, worth in self._title:
            if count := title.count(term):
                total += worth * count * (K1 + 1) / (count + title_norm)
        return total


def _count_overlapping(text: bytes, term: bytes) -> int:
    """Count where ``bytes.count`` would skip: ``哈哈`` stands twice in ``哈哈哈``."""
    count = 0
    position = text.find(term)
    while position >= 0:
        count += 1
        position = text.find(term, position + 1)
    return count
