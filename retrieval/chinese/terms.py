"""Text → the terms by which it is searched: its words, and each pair of neighbouring ideographs.

The archive and the questions go through the same functions, so that the same text always gives the same terms.
"""

from __future__ import annotations

from operator import add
from typing import TYPE_CHECKING

from retrieval.chinese.folding import fold
from retrieval.chinese.outlines import MIDDLE_DOTS
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

IDEOGRAPH_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
"""The first and the last of each stretch of characters that bigrams are made of."""
IDEOGRAPHS = "[{}]".format("".join(f"{chr(first)}-{chr(last)}" for first, last in IDEOGRAPH_RANGES))
"""The same as a pattern."""

_RUN = regex(f"{IDEOGRAPHS}{{2,}}")
_MIDDLE_DOT = regex(f"[{MIDDLE_DOTS}]")
_PART = regex(f"[^{MIDDLE_DOTS}]+")


def word_terms(text: str, words: Iterable[Span]) -> list[str]:
    """Return the folded words of a text, in order and with repetitions.

    A name with a middle dot counts whole and in its parts: people ask for 卡斯特罗 too.
    """
    folded = fold(text)
    if not holds_name(folded):
        return [folded[span.start : span.end] for span in words]
    terms = []
    for span in words:
        word = folded[span.start : span.end]
        terms.append(word)
        terms.extend(split_name(word))
    return terms


def holds_name(folded: str) -> bool:
    """Say whether a text holds a middle dot: few do, and only in them need words be looked at."""
    return bool(_MIDDLE_DOT.search(folded))


def find_dots(folded: str) -> list[int]:
    """Return where middle dots stand in a text."""
    return [found.start() for found in _MIDDLE_DOT.finditer(folded)]


def split_name(word: str) -> list[str]:
    """Return the parts of a name with middle dots: ``split_name("劳尔·卡斯特罗") == ["劳尔", "卡斯特罗"]``."""
    return [part.of(word) for part in find_parts(word)]


def find_parts(word: str) -> list[Span]:
    """Return where the parts of a name with middle dots stand; a word without any has none."""
    if len(word) > 2 and holds_name(word):
        return [Span(*part.span()) for part in _PART.finditer(word)]
    return []


def bigram_terms(text: str) -> list[str]:
    """Return each pair of neighbouring ideographs, folded: the net for names that jieba cuts apart.

    >>> bigram_terms("俞建華出席，")
    ['俞建', '建华', '华出', '出席']
    """
    return pair_neighbours(ideograph_runs(fold(text)))


def ideograph_runs(folded: str) -> list[str]:
    """Return the stretches of a folded text whose pairs are its bigrams."""
    return _RUN.findall(folded)


def pair_neighbours(runs: Iterable[str]) -> list[str]:
    """Return each pair of neighbours in some stretches: ``pair_neighbours(["俞建华"]) == ["俞建", "建华"]``."""
    return [pair for run in runs for pair in map(add, run, run[1:])]
