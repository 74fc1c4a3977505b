"""A word of a question → words that stand in the same places: 狗 → 犬, 病人 → 患者, 晚饭 → 晚餐.

The table (``data/near_words.tsv``) was taken from the encoder's pieces. Not all that stands in the same places means the
same, wherefore a question is asked in such words only where its own find nothing sure, and only in words that the archive
knows.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.vocabulary import OFFICES
from retrieval.chinese.word_kinds import NAMING, word_kind
from retrieval.data import shipped
from retrieval.question.parsing import asks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from retrieval.answers import Question

# How many other ways to ask are tried, and how many of one word.
_TRIED, _OF_ONE = 6, 3
_LONGEST = 4


class Rephrased(NamedTuple):
    """A question in other words: ``written`` stands where ``said`` stood."""

    text: str
    said: str
    written: str


def rephrase(
    question: Question, held: str, count: Callable[[Sequence[str]], Mapping[str, int]]
) -> list[Rephrased]:
    """Return a question with one word each written otherwise, the likeliest first.

    Args:
        question: as it was understood.
        held: the best sentence with its headline, folded: what stands there need not be written otherwise.
        count: says in how many passages each of some terms occurs.
    """
    pairs = _find_pairs(question, held)
    counts = count([written for _, written in pairs])
    known: dict[str, list[str]] = {}
    for said, written in pairs:
        if counts[written]:
            known.setdefault(said, []).append(written)
    # The first of each word is tried before the second of any.
    turns = [
        (turn, _replace(question, said, written))
        for said, some in known.items()
        for turn, written in enumerate(some[:_OF_ONE])
    ]
    return [other for _, other in sorted(turns, key=lambda pair: pair[0])][:_TRIED]


def find_variants(question: Question) -> list[Rephrased]:
    """Return whatever :func:`rephrase` may give, be its words known to the archive or not: so their terms are counted at once."""
    return [_replace(question, said, written) for said, written in _find_pairs(question, "")]


def _replace(question: Question, said: str, written: str) -> Rephrased:
    return Rephrased(question.text.replace(said, written, 1), said, written)


def _find_pairs(question: Question, held: str) -> list[tuple[str, str]]:
    """Return words of a question, each with another that may be written for it."""
    pairs = [
        (said, written)
        for said, written in question.otherwise
        # What asks, as 多少 does, is left as it is.
        if written not in held and said not in held and not asks(said)
    ]
    for word in question.query.words:
        # A 局长 is no 市长, though both stand in the same places.
        named = word in OFFICES or (word_kind(word) in NAMING and len(word) > 1)
        if word not in held and not named:
            pairs += [(word, near) for near in find_near(word)]
    return [pair for pair in dict.fromkeys(pairs) if pair[1] not in question.text]


def find_near(word: str) -> tuple[str, ...]:
    """Return words that stand in the same places as a word, the nearest first; a word may differ in one character.

    >>> find_near("病人")[0], "晚餐" in find_near("晚饭")
    ('患者', True)
    """
    table = _table()
    near = list(table.get(word, ()))
    if 1 < len(word) <= _LONGEST:
        for place, letter in enumerate(word):
            near += [
                f"{word[:place]}{other}{word[place + 1 :]}"
                for other in table.get(letter, ())
                if len(other) == 1
            ]
    return tuple(dict.fromkeys(near))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = shipped("near_words.tsv").read_text(encoding="utf-8").splitlines()
    return {word: tuple(near.split(" ")) for word, near in (line.split("\t") for line in lines)}
