"""Characters that an entity broke in two: ``会议?&lt;?问题`` is 会议常见问题.

A forum replaced the full-width ＜ and ＞ in GBK byte by byte by entities, blind to where characters begin. 常见 is
B3A3 BCFB, and A3BC is ＜: of the two characters the first byte and the last one are left, and neither can be shown.
Which they were is told by the words that they make with the characters around them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache

from retrieval.archive.repair.gbk import encode
from retrieval.archive.repair.likelihood import Likelihood
from retrieval.archive.repair.steps import Changes
from retrieval.expressions import regex
from retrieval.values import Edit, Span

_BREAK = regex(r"(?<=[㐀-鿿，。、；：“（\n])\?(?P<mark>&lt;|&gt;|<|>)\?(?=[㐀-鿿，。、；：”）\n]|$)")
# So many characters on each side take part in the choice, and so many pairs are tried with those behind them.
_BEFORE, _AFTER, _TRIED = 4, 5, 60
_MARKS = {"&lt;": "＜", "<": "＜", "&gt;": "＞", ">": "＞"}
# A pair is so much likelier (natural logarithm) where it was broken elsewhere on the page too.
_FAMILIAR = 8.0


def join_entities(text: str) -> Changes:
    """Put together the characters that an entity broke."""
    if "?" not in text:
        return Changes([])
    breaks = [
        (found, text[max(0, found.start() - _BEFORE) : found.start()], text[found.end() :][:_AFTER])
        for found in _BREAK.finditer(text)
    ]
    chosen: list[str] = []
    for _ in range(2):
        # What was broken in one place is likely to be what was broken in another.
        known = Counter(chosen)
        chosen = [_likeliest(before, after, _MARKS[found["mark"]], known) for found, before, after in breaks]
    return Changes(
        [Edit(Span(*found.span()), pair) for (found, _, _), pair in zip(breaks, chosen, strict=True)]
    )


def _likeliest(before: str, after: str, mark: str, known: Counter[str]) -> str:
    start = Likelihood()
    for character in before:
        start = start.extend(character)
    firsts, seconds = _halves(mark)
    tried = [(start.extend(first).extend(second), first + second) for first in firsts for second in seconds]
    tried.sort(key=lambda one: -one[0].scores[0])
    best, chosen = float("-inf"), ""
    for likelihood, pair in [*tried[:_TRIED], *(one for one in tried[_TRIED:] if one[1] in known)]:
        for character in after:
            likelihood = likelihood.extend(character)  # noqa: PLW2901 - it grows with the text
        # The penalty is for simplified characters on a traditional page, and such a page is none.
        score = likelihood.scores[0] + (_FAMILIAR if known[pair] > 1 else 0.0)
        if score > best:
            best, chosen = score, pair
    return chosen


@cache
def _halves(mark: str) -> tuple[str, str]:
    """Return the characters of GB 2312 that end with a mark's first byte, and those that begin with its second one."""
    inner = encode(mark)
    firsts = (bytes((lead, inner[0])) for lead in range(0xB0, 0xF8))
    seconds = (bytes((inner[1], trail)) for trail in range(0xA1, 0xFF))
    return "".join(map(_decoded, firsts)), "".join(map(_decoded, seconds))


def _decoded(pair: bytes) -> str:
    return pair.decode("gb2312", "ignore")
