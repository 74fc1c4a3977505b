"""Which of many texts may need a repair: most need none, and eleven searches a text would cost most of the reading.

A repair changes a text only where one of certain characters stands before one of certain others. So all texts are
searched for such pairs at once, and a text without any is sound. A suspected text may be sound as well: the repairs
decide.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from retrieval.archive.repair import invisible, lines, misread, shifted, spaced, watermarks
from retrieval.archive.repair.readings import LETTERS
from retrieval.chinese.folding import codes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

# A bit for each suspicion: the character may begin text misread as GBK, as Latin-1 or byte by byte, or pinyin, or it may end a line
# that runs on; or it is damage itself, whatever follows.
_GBK, _LATIN, _PINYIN, _LINE, _ITSELF, _BYTES = 1, 2, 4, 8, 16, 32
# It stands between two texts, and is in none of the classes below.
_BETWEEN = " "


class _Table(NamedTuple):
    """For each code point: what the character is suspected of, and which suspicion of the one before it it confirms."""

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]


def find_suspects(texts: Sequence[str]) -> set[int]:
    """Return the numbers of those texts that may need a repair, counted from 0.

    >>> sorted(find_suspects(["会议召开", "會(huì)議", "A&amp;B"]))
    [1, 2]
    """
    codes = codes_of(_BETWEEN.join((*texts, "")))
    before, after = _table()
    left, right = before.take(codes[:-1]), after.take(codes[1:])
    pairs = left & right
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])
    suspects = np.flatnonzero((pairs & ~np.uint8(_LINE)) != 0)
    # The pair of a line break is made of the characters on its two sides.
    breaks = np.flatnonzero(codes[1:-1] == ord("\n"))
    breaks = breaks[(left[breaks] & right[breaks + 1] & _LINE) != 0]
    wrapped = np.bincount(np.searchsorted(starts, breaks, "right"), minlength=1)
    found = set((np.searchsorted(starts, suspects, "right") - 1).tolist())
    # A list looks like wrapped lines and is common, so that the repair of lines itself is asked here.
    for number in (np.flatnonzero(wrapped >= lines.LEAST_BREAKS) - 1).tolist():
        if number not in found and lines.join_lines(texts[number]).edits:
            found.add(number)
    # Likewise a row of names has blanks between characters, and is common.
    blanks = np.flatnonzero(_is_blank(codes[1:-1]) & _is_ideograph(codes[:-2]) & _is_ideograph(codes[2:]))
    apart = np.bincount(np.searchsorted(starts, blanks, "right"), minlength=1)
    for number in (np.flatnonzero(apart >= spaced.LEAST_GAPS) - 1).tolist():
        if number not in found and spaced.join_spaced(texts[number]).edits:
            found.add(number)
    for number, text in enumerate(texts):
        if number not in found and (shifted.is_doubtful(text) or _holds_watermark(text)):
            found.add(number)
    return found


def _holds_watermark(text: str) -> bool:
    # What tells a watermark is how often it stands there.
    return len(text) >= watermarks.LEAST_LENGTH and bool(watermarks.strip_watermarks(text).edits)


def _is_blank(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return np.isin(codes, [ord(" "), ord("\u3000"), ord("\xa0")])


def _is_ideograph(codes: NDArray[np.uint32]) -> NDArray[np.bool_]:
    return np.asarray((codes >= ord("㐀")) & (codes <= ord("鿿")))


@cache
def _table() -> _Table:
    table = _Table(np.zeros(0x110000, np.uint8), np.full(0x110000, _ITSELF, np.uint8))
    # Beyond these code points there are rare characters and emoji, with which no repair begins.
    every = "".join(map(chr, range(0x10000)))
    for bit, first, second in (
        (_GBK, misread.gbk_firsts(), misread.gbk_seconds()),
        (_LATIN, misread.LATIN_FIRST, misread.LATIN_HIGH),
        (_BYTES, misread.BYTES_FIRST, misread.BYTES_FIRST),
        (_PINYIN, "(?（\\[【", LETTERS),
        # A carriage return may stand before the break.
        (_LINE, f"{lines.RUNNING_ON}\r", lines.STARTING),
    ):
        table.before[_members(first, every)] |= bit
        table.after[_members(second, every)] |= bit
    for damage in (invisible.SUSPECT, invisible.PRIVATE, "&<\ufff9"):
        table.before[_members(damage, every)] |= _ITSELF
    return table


def _members(characters: str, every: str) -> NDArray[np.uint32]:
    return codes_of("".join(re.findall(f"[{characters}]", every)))
