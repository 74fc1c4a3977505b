"""The sentences that are looked at closely, and what of the question each is held against."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from retrieval.chinese.outlines import words_in
from retrieval.chinese.word_kinds import word_kind
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.answers import Question
    from retrieval.reader.matching import Matches
    from retrieval.types import Integers
    from retrieval.values import Hit

# Not the end of a line: sentences are looked at as the lines of one text.
_MARKS = regex(r"[^\S\n]|[，,。.、；;：:！!？?“”\"'‘’「」『』（）()《》〈〉【】\-—…·]")
_NUMBERS = regex(r"[0-9]+(?:\.[0-9]+)?")
# Which words are things of the kind that a question asks for; times and numbers are known by their form.
_THING_KINDS = {
    "who": frozenset(("person", "foreign")),
    "where": frozenset(("place", "organisation", "foreign")),
    "which": frozenset(("place", "organisation", "foreign", "name", "person")),
}
_NAMES = frozenset(("person", "foreign", "place", "organisation", "name"))
Place: TypeAlias = tuple[int, int]


class Asked:
    """What of the question every sentence is held against, worked out once."""

    def __init__(self, question: Question) -> None:
        text, gap = question.text, question.gap
        self.question = question
        self.kind = question.kind
        self.text = text
        self.thing_kinds = _THING_KINDS.get(self.kind, frozenset())
        left, right = (text[: gap.start], text[gap.end :]) if gap is not None else (text, "")
        self.letters = _MARKS.sub("", left + right)
        self.gap_text = question.gap_text
        left = _MARKS.sub("", left)[-8:] if gap is not None else ""
        right = _MARKS.sub("", right)[:8]
        # The shortest first: where one stands nowhere, no longer one does.
        self.left = [left[-size:] for size in range(1, len(left) + 1)]
        self.right = [right[:size] for size in range(1, len(right) + 1)]
        words = question.query.words
        self.left_word = next((word for word in reversed(question.before) if word in words), "")
        self.right_word = next((word for word in question.after if word in words), "")
        self.numbers = frozenset(_NUMBERS.findall(text))
        # A question that only ends in 人数 names no unit.
        self.unit = question.counted if gap else ""
        self.masks: dict[str, int] = {}
        for place, letter in enumerate(self.letters):
            self.masks[letter] = self.masks.get(letter, 0) | (1 << place)


class Sentences:
    """The sentences that are looked at closely: those of some numbers, folded."""

    def __init__(self, matches: Matches, hits: Sequence[Hit], numbers: Integers) -> None:
        hit_of = matches.hit_of[numbers]
        self.place_of = matches.place_of[numbers]
        self.count_of = matches.counts[hit_of]
        # Where each word of the question stands first, -1 where it does not.
        self.where = matches.where[numbers, : matches.words]
        self.passages = [hits[hit].passage for hit in hit_of.tolist()]
        self.sentences = [
            passage.sentences[place]
            for passage, place in zip(self.passages, self.place_of.tolist(), strict=True)
        ]
        self.texts = [
            matches.text[start : start + len(sentence)]
            for start, sentence in zip(matches.starts[numbers].tolist(), self.sentences, strict=True)
        ]
        # To look through one text takes less time than through thirty; no sentence holds the end of a line.
        self._whole = "\n".join(self.texts)
        self.letters = _MARKS.sub("", self._whole).split("\n")

    def hold(self, pattern: re.Pattern[str]) -> list[bool]:
        """Say which sentences hold what a pattern finds."""
        return [pattern.search(text) is not None for text in self.texts]

    def count_numbers(self, numbers: frozenset[str]) -> list[int]:
        """Say how many of some numbers each sentence holds: 14 is not held in 2014年."""
        return [len(numbers.intersection(_NUMBERS.findall(text))) for text in self.texts]

    def find_new(self, pattern: re.Pattern[str], asked: str) -> list[list[Place]]:
        """Return what a pattern finds in each sentence that does not stand in the question."""
        found: list[list[Place]] = [[] for _ in self.texts]
        opens = list(accumulate((len(text) + 1 for text in self.texts), initial=0))
        for match in pattern.finditer(self._whole):
            if match.group() not in asked:
                start, end = match.span()
                row = bisect_right(opens, start) - 1
                found[row].append((start - opens[row], end - opens[row]))
        return found

    def find_names(self, asked: str) -> list[list[tuple[str, Place]]]:
        """Return the names in each sentence that do not stand in the question, each with its kind."""
        found = []
        for passage, sentence, text in zip(self.passages, self.sentences, self.texts, strict=True):
            at = sentence.start
            words = words_in(passage, sentence)
            written = [text[word.start - at : word.end - at] for word in words]
            names = [
                (kind, (word.start - at, word.end - at))
                for kind, word, one in zip(map(word_kind, written), words, written, strict=True)
                if kind in _NAMES and one not in asked
            ]
            found.append(names)
        return found
