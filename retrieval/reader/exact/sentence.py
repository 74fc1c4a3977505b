"""A sentence's words, and what is known of each before stretches are made of them."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.chinese.folding import codes_of
from retrieval.chinese.outlines import words_in
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex
from retrieval.question.patterns import KINDS
from retrieval.reader.exact.columns import (
    CLAUSE,
    COPULAS,
    COUNTED,
    GRAINS,
    KIND_NUMBER,
    LEFT_NUMBER,
    LONGEST_RUN,
    RIGHT_NUMBER,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from retrieval.answers import Question
    from retrieval.types import Booleans, Integers
    from retrieval.values import Passage, Span

_MARK = regex(r"[^\w%·]")


class Asked:
    """What of the question every stretch is held against.

    ``left`` and ``right`` are its letters on the two sides of the gap, ``subject`` those on the left without a copula,
    ``tails`` its ends, the longest first, and ``heads`` their first letters.
    """

    def __init__(self, question: Question) -> None:
        self.text, self.kind, self.many = question.text, question.kind, question.many
        self.kind_number = KINDS.index(question.kind)
        self.focus, self.unit = question.focus, question.counted
        wanted = question.gap_text + question.focus
        self.grains = [grain for grain in GRAINS if grain in wanted]
        self.words = frozenset(question.query.words)
        self.before = self.words.intersection(question.before)
        self.after = self.words.intersection(question.after)
        self.gap = question.gap
        self.left = self.right = ""
        if question.gap is not None:
            self.left = _MARK.sub("", question.text[: question.gap.start])
            self.right = _MARK.sub("", question.text[question.gap.end :])
        self.subject = self.left.rstrip(COPULAS)
        sizes = range(min(len(self.subject), LONGEST_RUN), 0, -1)
        self.tails = [self.subject[-size:] for size in sizes]
        self.heads = frozenset(tail[0] for tail in self.tails)


# The sentences of one question are marked one after the other.
hold = lru_cache(maxsize=1 << 6)(Asked)
"""Return what of a question every stretch is held against, worked out once."""


@cache
def _letter_classes() -> NDArray[np.uint8]:
    """Return by its code what each letter is counted as."""
    classes = np.zeros(0x110000, dtype=np.uint8)
    for bit, letters in COUNTED:
        for letter in letters:
            classes[ord(letter)] |= bit
    return classes


class Sentence:
    """A sentence's words, and what is measured of each."""

    def __init__(self, asked: Asked, passage: Passage, sentence: Span) -> None:
        self.text = sentence.of(passage.folded)
        at = sentence.start
        size = len(self.text)
        self.bounds = [(word.start - at, min(word.end - at, size)) for word in words_in(passage, sentence)]
        self.starts, self.ends = np.array(self.bounds, dtype=np.intp).reshape(-1, 2).T
        self.words = [self.text[start:end] for start, end in self.bounds]
        self.count = len(self.words)
        text, query = asked.text, asked.words
        # How many of its letters are the question's: all or none.
        self.asked = np.array(
            [len(word) if word in query or (len(word) > 1 and word in text) else 0 for word in self.words],
            dtype=np.intp,
        )
        self.before = np.array([word in asked.before for word in self.words], dtype=bool)
        self.after = np.array([word in asked.after for word in self.words], dtype=bool)
        self.sums = sum_up(self.asked), sum_up(self.before), sum_up(self.after)
        self.kinds = np.array([KIND_NUMBER[word_kind(word)] for word in self.words], dtype=np.intp)
        self.classes = np.zeros(size + 2, dtype=np.uint8)
        _letter_classes().take(codes_of(self.text), out=self.classes[1:-1])
        self.letters = _MARK.sub("", self.text)
        marks = [found.start() for found in _MARK.finditer(self.text)]
        places = np.arange(size + 1)
        # This says where each place is among the letters.
        self.letter_at = places - np.searchsorted(marks, places)
        # These are kinds of the letter before each word, and of the one behind it.
        self.left, self.right = self.classes[self.starts], self.classes[self.ends + 1]
        commas = self.count_letters(CLAUSE)
        breaks = commas[self.starts[1:]] > commas[self.ends[:-1]]
        # These say which words begin a clause, and which end one.
        self.begins, self.finishes = np.concatenate([[True], breaks]), np.concatenate([breaks, [True]])

    def count_letters(self, kind: int) -> Integers:
        """Return how many letters of a kind stand before each place."""
        return sum_up((self.classes[1:-1] & kind) != 0)


def left_tokens(read: Sentence) -> Integers:
    """Return of each word which word or mark stands before it, by its number among the known ones; 0 for others."""
    tokens = []
    for number, (start, _) in enumerate(read.bounds):
        mark = read.text[start - 1] if start else "^"
        token = read.words[number - 1] if number and read.bounds[number - 1][1] == start else mark
        tokens.append(LEFT_NUMBER.get(token, 0))
    return np.array(tokens, dtype=np.intp)


def right_tokens(read: Sentence) -> Integers:
    """Return the same of what stands behind each word."""
    tokens = []
    for number, (_, end) in enumerate(read.bounds):
        mark = read.text[end] if end < len(read.text) else "$"
        joined = number + 1 < read.count and read.bounds[number + 1][0] == end
        tokens.append(RIGHT_NUMBER.get(read.words[number + 1] if joined else mark, 0))
    return np.array(tokens, dtype=np.intp)


def sum_up(values: Integers | Booleans) -> Integers:
    """Return the sum of what stands before each place: ``sum_up([1, 2]) == [0, 1, 3]``."""
    sums = np.zeros(len(values) + 1, dtype=np.intp)
    np.cumsum(values, out=sums[1:])
    return sums
