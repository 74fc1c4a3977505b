"""A question and a candidate → the rows of numbers that the reader is given.

    <s> question </s> title and year </s> end of the sentence before · sentence

Beside its piece each place has a *role* (question, title, before, sentence) and a *mark*: how much of it stands on the
other side. The marks spare the network to learn from few lessons what can be counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.reader.neural.pieces import END, START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.reader.neural.pieces import Pieces

ROLES = ("question", "title", "before", "sentence")
MARKS = ("none", "some", "all", "own", "nowhere", "around", "inside")
"""``some`` or ``all`` of a piece's characters stand in the question, or it is a whole piece of it (``own``); of the
question's pieces: they stand ``nowhere``, in what is ``around`` the sentence or ``inside`` it."""

_QUESTION, _TITLE, _BEFORE, _SENTENCE = range(4)
_NONE, _SOME, _ALL, _OWN, _NOWHERE, _AROUND, _INSIDE = range(7)
LONGEST_QUESTION, LONGEST_TITLE, LONGEST_BEFORE, LONGEST_SENTENCE = 28, 10, 8, 60
LONGEST = LONGEST_QUESTION + LONGEST_TITLE + LONGEST_BEFORE + LONGEST_SENTENCE + 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with what stands around it; offsets are counted in ``sentence``."""

    sentence: str
    title: str = ""
    before: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A candidate in pieces; ``starts`` and ``ends`` say where those of the sentence stand in it."""

    title: tuple[int, ...]
    before: tuple[int, ...]
    sentence: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """The places of one candidate: piece, role and mark of each; the sentence's begin at ``sentence``."""

    pieces: list[int]
    roles: list[int]
    marks: list[int]
    sentence: int


def encode_question(pieces: Pieces, question: str) -> list[int]:
    """Return a question in pieces; of a long one the end is kept, where Chinese asks."""
    return pieces.cut(fold(question))[0][-LONGEST_QUESTION:]


def encode_candidate(pieces: Pieces, title: str, year: str, before: str, sentence: str) -> Encoded:
    """Return a candidate in pieces.

    Args:
        pieces: what the reader knows.
        title: of the document.
        year: of the document, empty where it is not known; more than four characters are cut off.
        before: the sentence before; its end is kept.
        sentence: the candidate itself; the pieces after the first ``LONGEST_SENTENCE`` are left out.
    """
    year = year[:4]
    told = pieces.cut(year)[0] if year and year not in title else []
    headline = pieces.cut(fold(title))[0][: LONGEST_TITLE - len(told)]
    numbers, starts = pieces.cut(fold(sentence))
    numbers, starts = numbers[:LONGEST_SENTENCE], starts[:LONGEST_SENTENCE]
    ends = [
        start + (len(pieces.texts[number]) if number > END + 1 else 1)
        for number, start in zip(numbers, starts, strict=True)
    ]
    # Only the end is kept, so that only so much of it is cut.
    tail = pieces.cut(fold(before[-4 * LONGEST_BEFORE :]))[0][-LONGEST_BEFORE:] if before else []
    return Encoded(tuple(headline + told), tuple(tail), tuple(numbers), tuple(starts), tuple(ends))


class Marker:
    """Puts a question's pieces and candidates together, and marks what they have in common."""

    def __init__(self, pieces: Pieces, question: Sequence[int]) -> None:
        self._texts = pieces.texts
        self._question = list(question)
        self._own = frozenset(question)
        self._letters = frozenset("".join(self._texts[number] for number in question))
        self._marks: dict[int, int] = {}

    def _mark(self, number: int) -> int:
        mark = self._marks.get(number)
        if mark is None:
            text = self._texts[number]
            if number <= END + 1 or not text[0].isalnum():
                mark = _NONE
            elif number in self._own:
                mark = _OWN
            else:
                held = sum(letter in self._letters for letter in text)
                mark = _ALL if held == len(text) else _SOME if held else _NONE
            self._marks[number] = mark
        return mark

    def join(self, candidate: Encoded) -> Row:
        """Return the places of a candidate."""
        texts = self._texts
        inside = frozenset("".join(texts[number] for number in candidate.sentence))
        around = frozenset("".join(texts[number] for number in candidate.title + candidate.before))
        asked = [
            _INSIDE
            if inside.issuperset(texts[number])
            else _AROUND
            if around.issuperset(texts[number])
            else _NOWHERE
            for number in self._question
        ]
        rest = (*candidate.title, END, *candidate.before, *candidate.sentence)
        ahead = 2 + len(asked) + len(candidate.title) + 1 + len(candidate.before)
        return Row(
            pieces=[START, *self._question, END, *rest],
            roles=[_QUESTION] * (2 + len(asked))
            + [_TITLE] * (len(candidate.title) + 1)
            + [_BEFORE] * len(candidate.before)
            + [_SENTENCE] * len(candidate.sentence),
            marks=[_NONE, *asked, _NONE, *map(self._mark, rest)],
            sentence=ahead,
        )
