"""One way of writing for the index: simplified, lower case, compatibility forms made ordinary.

Folded text is as long as the text that it came from, so a word found in the one is quoted from the other.
"""

from __future__ import annotations

import unicodedata
from functools import cache, partial

import numpy as np
import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


class _Table(dict[int, str]):
    """What each character is folded to, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_TABLE = _Table()
# The same as an array, for long texts; 0 where a character was not met yet.
_CODES = np.zeros(0x110000, dtype="<u4")
# Characters. An array is made in the time in which so many are looked up one by one.
_LONG = 200

# What OpenCC's `t2s` leaves alone.
_VARIANTS = {"陜": "陕", "著": "着", "裡": "里", "臺": "台", "裏": "里"}


def simplify(text: str) -> str:
    """Write in simplified characters, as many as before: ``simplify("會議") == "会议"``."""
    try:
        converted: str = _converter().convert(text)
    except UnicodeEncodeError:  # half of a surrogate pair: OpenCC takes UTF-8 alone
        converted = ""
    if len(converted) == len(text):
        return converted
    return "".join(map(_simplify_character, text))


def _simplify_character(character: str) -> str:
    if "\ud800" <= character < "\ue000":
        return character
    converted: str = _converter().convert(character)
    return converted if len(converted) == 1 else character


def fold(text: str) -> str:
    """Fold a text for the index, character by character: ``fold("臺北ＡＢＣ") == "台北abc"``.

    ``fold(a + b) == fold(a) + fold(b)``: OpenCC's phrases would fold a character in two ways, and a word
    cut from folded text would differ from the same word folded alone.
    """
    return text.translate(_TABLE) if len(text) < _LONG else _fold_long(text)


def _fold_long(text: str) -> str:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    folded = _CODES[codes]
    if not folded.all():
        for code in np.unique(codes[folded == 0]).tolist():
            _CODES[code] = ord(_TABLE[code])
        folded = _CODES[codes]
    return str(folded.tobytes(), "utf-32-le", "surrogatepass")


def _fold_character(character: str) -> str:
    """Fold one character to one character; what would become several stays as it is."""
    if "\ud800" <= character < "\ue000":  # half of a surrogate pair: OpenCC takes UTF-8 alone
        return character
    for change in (partial(unicodedata.normalize, "NFKC"), str.lower, _converter().convert):
        changed = change(character)
        character = changed if len(changed) == 1 else character
    return _VARIANTS.get(character, character)
