"""Stretches of text whose bytes are shifted by one, because a byte before them was lost: 耗憧吹酵ɑ跖蛘 is 你看到通货膨.

A decoder of GBK takes bytes in pairs. Behind a lost byte it takes the second byte of each character and the first of the
next for one, up to the next ASCII character, and shows characters that nobody writes beside each other. The stretch is
decoded again as a whole: of each place where the shift may begin and end, and of each byte that may be lost, those are
taken that make the likeliest text; and only where it is far likelier than what stands there.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.repair.gbk import LEADS, decode_pair, encode
from retrieval.archive.repair.likelihood import Likelihood, commonness
from retrieval.archive.repair.steps import Changes
from retrieval.chinese.folding import simplify
from retrieval.expressions import regex
from retrieval.values import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ASCII_RUN = regex(r"[\x00-\x7f]+")
# A decoder shows these for what is no character.
_LOST = "?\ufffd"
WINDOW, LEAST_RARE = 9, 3
"""So many of so many neighbours are rare characters where text is shifted; in sound text it is one in thirty."""
# Of what stands around such windows so much is read too, since the shift may begin and end there.
_AROUND = 12
# Natural logarithms: to begin a shift costs so much, and more where a byte is passed over, which a decoder seldom puts in;
# so does ending it where no ASCII character stands, and ending a line without a mark. The new text must be likelier by
# so much in all, and for each of its characters.
_BEGIN, _PASS, _END, _UNENDED = 8.0, 17.0, 10.0, 6.0
_LEAST_GAIN, _LEAST_GAIN_EACH = 20.0, 2.5
# So many ways are kept at each place, and so many characters are tried of which one byte is lost.
_WIDTH, _TRIED = 6, 24
_LEAST_LIKELIER = 3.0
_BEFORE = 4
_ENDING = frozenset("。！？…”」")
_LAST_ASCII = 0x7F


class _Way(NamedTuple):
    """A way to read a run up to some byte: how likely it is, less what shifts cost; its text; how much was shifted.

    ``closed``: its last character stands for the mark behind the run as well.
    """

    likelihood: Likelihood
    cost: float = 0.0
    text: str = ""
    shifted: int = 0
    closed: bool = False

    @property
    def score(self) -> float:
        """The natural logarithm of its probability."""
        return self.likelihood.scores[0] - self.cost

    def read(self, character: str, cost: float = 0.0, *, shifted: bool = False) -> _Way:
        """Return it with one more character."""
        return _Way(
            self.likelihood.extend(character), self.cost + cost, self.text + character, self.shifted + shifted
        )

    def pay(self, cost: float) -> _Way:
        """Return it as so much less likely."""
        return self._replace(cost=self.cost + cost)


def join_shifted(text: str) -> Changes:
    """Decode shifted stretches again."""
    return Changes([edit for span in _doubtful(text) for edit in _mend(text, span)])


@cache
def rare_characters() -> str:
    """Return what text that is shifted is full of, and other text is not, as a class of a pattern.

    It is all that is no common character or mark, in either script: GB 2312 has the 3,755 common ones in a block of
    their own.
    """
    block = bytes(
        byte for first in range(0xB0, 0xD8) for second in range(0xA1, 0xFF) for byte in (first, second)
    )
    common = set(block.decode("gb2312", "ignore"))
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    either = "".join(
        written for written, simple in zip(every, simplify(every), strict=True) if simple in common
    )
    marks = "，。、；：？！“”‘’（）《》〈〉【】「」『』—…·〇\u3000\xa0％～"
    return f"[^\\x00-\\x7f{either}{marks}]"


@cache
def _rare() -> re.Pattern[str]:
    return re.compile(rare_characters())


def is_doubtful(text: str) -> bool:
    """Say whether a text may hold a shifted stretch."""
    return next(_doubtful(text), None) is not None


def _doubtful(text: str) -> Iterator[Span]:
    """Yield the parts of a text that are likelier shifted, with what stands around them up to ASCII characters."""
    places = [found.start() for found in _rare().finditer(text)]
    start = middle = end = -1
    for first, last in zip(places, places[LEAST_RARE - 1 :], strict=False):
        if last - first >= WINDOW or not _is_likelier_shifted(text[first : last + 1]):
            continue
        if start >= 0 and first - _AROUND > end:
            yield _within(text, start, middle, end)
            start = -1
        if start < 0:
            start, middle = max(0, first - _AROUND), first
        end = last + _AROUND
    if start >= 0:
        yield _within(text, start, middle, end)


def _within(text: str, start: int, middle: int, end: int) -> Span:
    """Return the part of a stretch around its middle that holds no ASCII characters."""
    before = list(_ASCII_RUN.finditer(text, start, middle))
    after = _ASCII_RUN.search(text, middle, end)
    return Span(before[-1].end() if before else start, after.start() if after else min(end, len(text)))


def _is_likelier_shifted(written: str) -> bool:
    """Say whether a few characters are likelier without their first byte and their last, which is seen at once."""
    data = b"".join(map(encode, written))
    if len(data) != 2 * len(written):
        return False
    likelihood, shifted = Likelihood(), Likelihood()
    for character in written:
        likelihood = likelihood.extend(character)
    for at in range(1, len(data) - 2, 2):
        shifted = shifted.extend(decode_pair(data[at], data[at + 1]) or "\ufffd")
    return shifted.scores[0] - likelihood.scores[0] > _LEAST_LIKELIER * len(written)


def _mend(text: str, span: Span) -> Iterator[Edit]:
    written = span.of(text)
    pairs = [encode(character) for character in written]
    if not all(len(pair) == 2 for pair in pairs):
        return
    data = b"".join(pairs)
    lost = _what_is_lost(text, span.end)
    start = Likelihood()
    for character in text[max(0, span.start - _BEFORE) : span.start]:
        start = start.extend(character)
    ways: dict[int, list[_Way]] = {0: [_Way(start)]}
    as_it_is = _Way(start)
    for place in range(len(data)):
        for rank, way in enumerate(_best(ways.pop(place, []))):
            for until, further in _steps(way, written, data, place, lost=lost, begins=not rank):
                ways.setdefault(until, []).append(further)
        if place % 2 == 0:
            as_it_is = as_it_is.read(written[place // 2])
    best = next(iter(_best(ways.get(len(data), []))), as_it_is)
    gain = best.score - as_it_is.score
    if best.shifted and gain >= max(_LEAST_GAIN, _LEAST_GAIN_EACH * best.shifted):
        yield Edit(Span(span.start, span.end + best.closed), best.text)


def _what_is_lost(text: str, end: int) -> str:
    """Return whether a mark for what is lost stands behind a run, and ends its line: ``line``, ``byte`` or nothing."""
    if end >= len(text) or text[end] not in _LOST:
        return ""
    return "line" if text[end + 1 : end + 2] in {"", "\n", "\r"} else "byte"


def _best(ways: Iterable[_Way]) -> list[_Way]:
    kept: dict[str, _Way] = {}
    for way in sorted(ways, key=lambda way: -way.score):
        kept.setdefault(way.likelihood.tail, way)
    return list(kept.values())[:_WIDTH]


def _steps(
    way: _Way, written: str, data: bytes, at: int, *, lost: str, begins: bool
) -> Iterator[tuple[int, _Way]]:
    """Give the ways to read on from a byte: even ones begin a character as it is shown, odd ones a shifted one."""
    if at % 2 == 0:
        yield at + 2, way.read(written[at // 2])
        if not begins:
            # Only the likeliest way is tried with all bytes that may be lost.
            return
        # The byte was put in, or it is what is left of a character.
        yield at + 1, way.pay(_PASS)
        for character in (*_with_second(data[at]), *_with_first(data[at])):
            yield at + 1, way.read(character, _BEGIN)
        return
    if data[at] <= _LAST_ASCII:
        # It was taken for the second byte of a character, and ends the shift.
        yield at + 1, way.read(chr(data[at]))
        return
    if at + 1 == len(data):
        yield at + 1, way.pay(_END)
        for character in _with_first(data[at]) if lost else ():
            cost = _UNENDED if lost == "line" and character not in _ENDING else 0.0
            yield at + 1, way.read(character, cost)._replace(closed=True)
        return
    if (shown := decode_pair(data[at], data[at + 1])) is not None:
        yield at + 2, way.read(shown, shifted=True)
    # The shift ends where another byte was lost.
    yield at + 1, way.pay(_END)


@cache
def _with_second(second: int) -> tuple[str, ...]:
    """Return the commonest characters that end in a byte."""
    return _commonest(decode_pair(first, second) for first in LEADS)


@cache
def _with_first(first: int) -> tuple[str, ...]:
    """Return the commonest characters that begin with a byte."""
    return _commonest(decode_pair(first, second) for second in LEADS)


def _commonest(characters: Iterable[str | None]) -> tuple[str, ...]:
    found = [character for character in characters if character is not None]
    return tuple(sorted(found, key=lambda character: -commonness(character))[:_TRIED])
