"""What a question asks with → the words that an archive writes for the same: 修地铁花了多少钱 → 总投资, 概算.

People ask in the words of talk, documents answer in those of the office. The table (``data/other_words.tsv``) is short
and reasoned: it holds what is asked with (多长, 花了多少钱, 不开门) and a few names that have a longer form. Its words are
added to what is searched for, never put in the place of the question's own.
"""

from __future__ import annotations

import re
from functools import cache

from retrieval.chinese.numerals import ONES
from retrieval.data import shipped

# 神十三 is how 神舟十三号 is spoken of.
_SPACECRAFT = re.compile(f"(?P<name>(?<!精)神|嫦)(?P<number>二?十[{ONES}]?|[{ONES[2:]}])(?![号十])")
_FULL = {"神": "神舟{}号", "嫦": "嫦娥{}号"}


def find_other_words(text: str) -> tuple[str, ...]:
    """Return other words for what a question says, each once, in the question's order.

    A longer piece goes before a shorter one inside it: 暖气费 says nothing of 暖气.

    >>> find_other_words("雨湖隧道多长")
    ('全长', '长度', '总长')

    Args:
        text: the question, folded.
    """
    pattern, table = _table()
    found: dict[str, None] = {}
    for piece in pattern.finditer(text):
        found.update(dict.fromkeys(table[piece.group()]))
    for craft in _SPACECRAFT.finditer(text):
        found[_FULL[craft["name"]].format(craft["number"])] = None
    return tuple(word for word in found if word not in text)


def find_pairs(text: str) -> list[tuple[str, str]]:
    """Return what a question says, each with one other word for it.

    >>> find_pairs("雨湖隧道多长")[0]
    ('多长', '全长')

    Args:
        text: the question, folded.
    """
    pattern, table = _table()
    pieces = pattern.findall(text)
    return [(piece, word) for piece in pieces for word in table[piece] if word not in text]


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return the table, and the pattern of the pieces of a question that stand in it, the longest first."""
    table = {}
    for line in shipped("other_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            asked, written = line.split("\t")
            table[asked] = tuple(written.split(" "))
    pieces = sorted(table, key=lambda piece: (-len(piece), piece))
    latin = [
        rf"(?<![a-z0-9]){piece}(?![a-z0-9])" if piece.isascii() else re.escape(piece) for piece in pieces
    ]
    return re.compile("|".join(latin)), table
