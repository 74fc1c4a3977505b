"""The full name that a short one was made of: 电商法 of 电子商务法, 文旅局 of 文化和旅游局.

A short name takes the beginnings of the full one's words, in their order. Many words begin alike, so that not every stretch
that could be shortened so is the name: where it stands must speak of the same for it to be believed.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from retrieval.chinese.dictionary import word_tags
from retrieval.chinese.terms import IDEOGRAPHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.values import Span

SHORTEST, LONGEST = 3, 5
"""How many characters a short name has: of two, too many stretches could be shortened to them."""
# How many characters of the full name may stand between two that the short one takes, and at most.
_BETWEEN, _LONGEST_FULL = 5, 16
# How many words of the full name the short one may leave out: 权益 of 消费者权益保护委员会. With more it is short for nearly anything.
_LEFT_OUT = 1
# What joins the parts of a name, and is left out of the short one.
_JOINING = frozenset("和与及暨、")


def find_full_names(short: str, folded: str, words: Sequence[Span]) -> Iterator[str]:
    """Yield each stretch of a text whose words a name shortens.

    >>> from retrieval.values import Span
    >>> list(find_full_names("文旅局", "市文化和旅游局说", [Span(0, 1), Span(1, 3), Span(3, 4), Span(4, 6), Span(6, 7), Span(7, 8)]))
    ['文化和旅游局']

    Args:
        short: the name, of :data:`SHORTEST` characters and more.
        folded: any text as it is searched.
        words: its words.
    """
    starts = (
        {word.start: number for number, word in enumerate(words)} if _pattern(short).search(folded) else {}
    )
    for found in _pattern(short).finditer(folded) if starts else ():
        number = starts.get(found.start())
        if number is None:
            continue
        end = _match(short, folded, words, number)
        full = folded[found.start() : end]
        if len(short) < len(full) <= _LONGEST_FULL and short not in full:
            yield full


@lru_cache(maxsize=64)
def _pattern(short: str) -> re.Pattern[str]:
    first, *rest = map(re.escape, short)
    between = "".join(f"{IDEOGRAPHS}{{0,{_BETWEEN}}}?{letter}" for letter in rest)
    return re.compile(f"(?={first}{between}){first}")


def _match(short: str, folded: str, words: Sequence[Span], number: int) -> int:
    """Return where the full name ends whose words begin at one of some, or 0 where they are not shortened so."""
    taken, left_out, at = 0, 0, words[number].start
    for word in words[number:]:
        if word.start != at:
            return 0
        said = word.of(folded)
        before, at = taken, word.end
        for place in _begins(said):
            taken += taken < len(short) and said[place] == short[taken]
        left_out += taken == before and said not in _JOINING
        if taken == len(short) - 1 and len(said) > 1 and said[-1] == short[-1]:
            # The last character may close the last word: 会 of 运动会. In 电力公司商量办法 it would close 办法.
            if left_out:
                return 0
            taken += 1
        if left_out > _LEFT_OUT or (taken < len(short) and said[-1] == short[-1]):
            return 0
        if taken == len(short):
            return at
    return 0


@lru_cache(maxsize=4096)
def _begins(word: str) -> tuple[int, ...]:
    """Return where the parts of a word begin: those of 电子商务 at 0 and 2."""
    tags = word_tags()
    parts = [at for at in range(2, len(word) - 1) if word[:at] in tags and word[at : at + 2] in tags]
    return (0, *parts)
