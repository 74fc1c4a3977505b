"""What a question asks with → the words that an archive writes for the same: 修地铁花了多少钱 → 总投资, 概算.

People ask in the words of talk, documents answer in those of the office. Two tables were reasoned out. One
(``data/other_words.tsv``) holds what is asked with (多长, 花了多少钱, 不开门): its words are added to what is searched for, and
never put in the place of the question's own. The other (``data/same_names.tsv``) holds names that are written in more than one
way (cpi, 居民消费价格): whichever a document writes, it is the one that was asked for.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from retrieval.chinese.numerals import ONES
from retrieval.data import shipped
from retrieval.expressions import regex
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

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
    names, words = _names(), _words()
    # A name stands inside longer talk as well: cpi of cpi涨了没.
    named = [
        piece
        for piece in _find_pieces(text, names)
        if cuts is None or (piece.start in cuts and piece.end in cuts)
    ]
    pieces: list[tuple[Span, Sequence[str]]] = [(piece, names[piece.of(text)]) for piece in named]
    pieces += [(piece, words[piece.of(text)]) for piece in _find_pieces(text, words)]
    pieces.sort(key=lambda one: one[0].start)
    found = [(piece.of(text), written) for piece, others in pieces for written in others]
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


def _find_pieces(text: str, table: Mapping[str, Sequence[str]]) -> Iterator[Span]:
    """Yield the pieces of a text that stand in a table: at each place the longest, none inside another."""
    start, longest = 0, _longest()
    while start < len(text):
        ends = range(min(start + longest, len(text)), start, -1)
        end = next((end for end in ends if text[start:end] in table and _is_apart(text, start, end)), None)
        if end is not None:
            yield Span(start, end)
        start = end or start + 1


def _is_apart(text: str, start: int, end: int) -> bool:
    """Say whether a piece in Latin letters is no part of a longer word: ai does not stand in air."""
    if not text[start:end].isascii():
        return True
    around = (text[start - 1 : start], text[end : end + 1])
    return not any(letter.isascii() and letter.isalnum() for letter in around)


@cache
def _words() -> dict[str, list[str]]:
    """Return each piece of a question that is no name, with its other words."""
    lines = shipped("other_words.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    return {asked: written.split(" ") for asked, written in pairs}


@cache
def _longest() -> int:
    return max(map(len, (*_names(), *_words())))
