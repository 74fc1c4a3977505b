"""The form of a text that is compared: simplified, half-width, lower case.

Folding is for the index and for questions only: what is shown is never folded. It keeps the length of
its input, so that a span found in folded text is the same span of the text that is shown.
"""

from __future__ import annotations

import unicodedata
from functools import cache

import opencc

# Every character that may be folded lies in the basic plane: ideographs, full-width and half-width forms,
# compatibility forms, letters with a case.
_LAST = 0x10000


@cache
def _table() -> dict[int, str]:
    """Return the characters that fold to another one, each with that one."""
    letters = [chr(point) for point in range(0x20, _LAST) if not 0xD800 <= point < 0xE000]
    # One character a line: OpenCC must not see phrases, or the same character would fold in two ways.
    simplified = opencc.OpenCC("t2s").convert("\n".join(letters)).split("\n")
    table = {}
    for letter, simple in zip(letters, simplified, strict=True):
        folded = unicodedata.normalize("NFKC", simple).lower()
        if len(folded) == 1 and folded != letter and not folded.isspace():
            table[ord(letter)] = folded
    return table


def fold(text: str) -> str:
    """Fold a text; the result has the same length.

    >>> fold("會議ＡＢＣ")
    '会议abc'
    """
    return text.translate(_table())
