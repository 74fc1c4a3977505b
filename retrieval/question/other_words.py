"""What a question asks with → the words that an archive writes for the same: 修地铁花了多少钱 → 总投资, 概算.

People ask in the words of talk, documents answer in those of the office. Two tables were reasoned out. One
(``data/other_words.tsv``) holds what is asked with (多长, 花了多少钱, 不开门): its words are added to what is searched for, and
never put in the place of the question's own. The other (``data/same_names.tsv``) holds names that are written in more than one
way (cpi, 居民消费价格): whichever a document writes, it is the one that was asked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.chinese.numerals import ONES
from retrieval.data import shipped
from retrieval.expressions import regex

if TYPE_CHECKING:
    from collections.abc import Container

# 神十三 is how 神舟十三号 is spoken of.
_SPACECRAFT = regex(f"(?P<name>(?<!精)神|嫦)(?P<number>二?十[{ONES}]?|[{ONES[2:]}])(?![号十])")
_SHORTEST = 2
_FULL = {"神": "神舟{}号", "嫦": "嫦娥{}号"}


def find_other_words(text: str, cuts: Container[int] | None = None) -> list[tuple[str, str]]:
    """Return what a question says, each with one other word for it, in the question's order.

    A longer piece goes before a shorter one inside it: 暖气费 says nothing of 暖气. A name is no part of another word: 武大
    does not stand in 武大靖.

    >>> find_other_words("雨湖隧道多长")
    [('多长', '全长'), ('多长', '长度'), ('多长', '总长')]

    Args:
        text: the question, folded.
        cuts: where its words begin and end; what does not matter is None.
    """
    pattern, table = _table()
    names = _names()
    found: list[tuple[str, str]] = []
    for piece in pattern.finditer(text):
        said = piece.group()
        if cuts is not None and said in names and not (piece.start() in cuts and piece.end() in cuts):
            continue
        found += [(said, written) for written in table[said]]
    found += _find_spacecraft(text)
    return [pair for pair in dict.fromkeys(found) if pair[1] not in text]


def is_same_name(said: str, written: str) -> bool:
    """Say whether what was found for a piece of a question is the same name in another writing.

    >>> is_same_name("cpi", "居民消费价格"), is_same_name("多长", "全长")
    (True, False)
    """
    return written in _names().get(said, ()) or bool(_SPACECRAFT.fullmatch(said))


def _find_spacecraft(text: str) -> list[tuple[str, str]]:
    return [
        (craft.group(), _FULL[craft["name"]].format(craft["number"])) for craft in _SPACECRAFT.finditer(text)
    ]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Return each name of the table with its other writings, in the order of their line.

    Two characters stand inside of many words (长五 in 全长五公里): they are a name where they are asked for, and not where
    they are written. Whatever holds a name holds a longer one of which it is a part.
    """
    names = {}
    for line in shipped("same_names.tsv").read_text(encoding="utf-8").splitlines():
        of_one = [] if line.startswith("#") else line.split("\t")
        written = [name for name in of_one if len(name) > _SHORTEST or name.isascii()]
        for name in of_one:
            others = [other for other in written if other not in name and name not in other]
            names[name] = tuple(
                other for other in others if not any(one != other and one in other for one in others)
            )
    return names


@cache
def _table() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """Return both tables as one, and the pattern of the pieces of a question that stand in it, the longest first."""
    table = dict(_names())
    for line in shipped("other_words.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            asked, written = line.split("\t")
            table[asked] = (*table.get(asked, ()), *written.split(" "))
    pieces = sorted(table, key=lambda piece: (-len(piece), piece))
    latin = [
        rf"(?<![a-z0-9]){piece}(?![a-z0-9])" if piece.isascii() else re.escape(piece) for piece in pieces
    ]
    return re.compile("|".join(latin)), table
