"""How likely a piece of Chinese text is, judged by the frequencies of its words.

It chooses between several ways of undoing one damage, and never judges text that is whole. The frequencies are those
of jieba's dictionary, which is read when the first choice is to be made.
"""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import opencc

from retrieval.chinese.dictionary import word_counts

# Longer words are rare, and their parts are words too, so that they are not looked up.
_LONGEST = 4
# The natural logarithm of the probability of a character that jieba's dictionary does not list.
_RARE = -19.0
_MARKS = {
    **dict.fromkeys("，,", -3.0),
    **dict.fromkeys("。、", -3.5),
    **dict.fromkeys("“” ", -5.0),
    **dict.fromkeys("：:", -5.5),
    **dict.fromkeys("（）()；;.", -6.0),
    **dict.fromkeys("《》—", -6.5),
    **dict.fromkeys("？！·?!%", -7.0),
    **dict.fromkeys("…‘’", -8.0),
}
# These marks stand neither behind each other nor behind a mark that opens something.
_SINGLE = frozenset("，。、；：,;:")
_NOT_BEFORE = _SINGLE | frozenset("“‘《（(「『")
_BESIDE = 8.0
# Two neighbours become so much likelier where they are neighbours elsewhere on the page.
_FAMILIAR = 3.0
_DIGIT = -4.5
_LETTER = -10.0
_SYMBOL = -15.0
# A page that a machine turned traditional has no characters of simplified writing, so that they are unlikely.
_SIMPLIFIED = -6.0


class Likelihood(NamedTuple):
    """The best ways to cut a text into words, as far as more text may change them.

    Attributes:
        tail: the last characters of the text, in simplified writing.
        scores: the likelihoods of the text without its last 0, 1, … characters.
        penalty: what is added to each of them.
        familiar: the pairs of simplified characters that are neighbours elsewhere on the page.
    """

    tail: str = ""
    scores: tuple[float, ...] = (0.0,)
    penalty: float = 0.0
    familiar: frozenset[str] = frozenset()

    @property
    def score(self) -> float:
        """The natural logarithm of the whole text's probability."""
        return self.scores[0] + self.penalty

    def extend(self, character: str) -> Likelihood:
        """Return the likelihood of the text with one more character."""
        simple, single, penalty = _character(character)
        words, tail = _words(), (self.tail + simple)[-_LONGEST:]
        best = self.scores[0] + single
        for length in range(2, min(len(tail), len(self.scores)) + 1):
            weight = words.get(tail[-length:])
            if weight is not None:
                best = max(best, self.scores[length - 1] + weight)
        if simple in _SINGLE:
            penalty -= _BESIDE if tail[-2:-1] in _NOT_BEFORE else 0.0
        elif tail[-2:] in self.familiar:
            penalty += _FAMILIAR
        scores = (best, *self.scores[: _LONGEST - 1])
        return Likelihood(tail, scores, self.penalty + penalty, self.familiar)

    def worsened(self, by: float) -> Likelihood:
        """Return the same text with a lower score."""
        return Likelihood(self.tail, self.scores, self.penalty - by, self.familiar)


def commonness(character: str) -> float:
    """Return the natural logarithm of a character's probability where nothing is known of its neighbours."""
    _, single, penalty = _character(character)
    return single + penalty


@cache
def _words() -> dict[str, float]:
    """Return the natural logarithm of each word's probability."""
    counts = word_counts(_LONGEST)
    total = math.log(sum(counts.values()))
    return {word: math.log(count + 1) - total for word, count in counts.items()}


@cache
def _converters() -> tuple[opencc.OpenCC, opencc.OpenCC]:
    return opencc.OpenCC("t2s"), opencc.OpenCC("s2t")


@cache
def _character(character: str) -> tuple[str, float, float]:
    """Return a character's simplified form, the logarithm of its probability as a word, and its penalty."""
    simplified, traditional = _converters()
    simple = simplified.convert(character)
    if "㐀" <= character <= "鿿":
        is_simplified = simple == character != traditional.convert(character)
        return simple, _words().get(simple, _RARE), _SIMPLIFIED if is_simplified else 0.0
    if character.isascii() and character.isdigit():
        return simple, _DIGIT, 0.0
    if character.isascii() and character.isalpha():
        return simple, _LETTER, 0.0
    return simple, _MARKS.get(character, _SYMBOL), 0.0
