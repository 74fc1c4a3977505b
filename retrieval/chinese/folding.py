"""One way of writing for the index: simplified, lower case, compatibility forms made ordinary.

Folded text is as long as the text that it came from, so a word found in the one is quoted from the other.
"""

from __future__ import annotations

import unicodedata
from functools import cache, partial
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import opencc

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

Codes: TypeAlias = "NDArray[np.uint32]"
"""The characters of a text as numbers, for what is asked of a long text all at once."""


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
_LONG = 80

# PDF and OCR write radicals in the place of the characters that look like them. NFKC makes the Kangxi radicals ordinary
# and leaves these (Unicode, EquivalentUnifiedIdeograph.txt): the CJK Radicals Supplement, from U+2E81 on.
_RADICALS = (
    "厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢尢巳幺彑彐忄心扌攵\u2e9a旡日月歺母民氵氺灬爫爫丬牛犭王疋目示礻竹糹纟罓罒㓁㓁网羊羊羊耂肀"
    "聿肉臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
)
# What OpenCC's `t2s` leaves alone, and where it is from:
_VARIANTS = {
    # Unihan (Unicode 14.0, Unihan_Variants.txt): kSimplifiedVariant of 著; kSemanticVariant of 鬪, which is 鬥;
    # 谘 is half simplified, its kTraditionalVariant is 諮.
    **dict(zip("著鬪谘", "着斗咨", strict=True)),
    # The standards of Hong Kong and Taiwan, as OpenCC's `hk2s` and `tw2s` know them.
    **dict(zip("衹敍枱痺簷粧糭衞潀", "只叙台痹檐妆粽卫潨", strict=True)),
    # 陜 (xiá) is written for 陝 (shǎn), which looks the same in small type: 陜西 is all that it is found in.
    "陜": "陕",
    **{chr(code): character for code, character in enumerate(_RADICALS, 0x2E81)},
}


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


def fold_all(texts: Iterable[str]) -> list[str]:
    """Return each text folded; to fold each by itself takes several times as long.

    >>> fold_all(["臺北", "", "ＡＢＣ"])
    ['台北', '', 'abc']
    """
    texts = list(texts)
    whole, folded, start = fold("".join(texts)), [], 0
    for text in texts:
        folded.append(whole[start : start + len(text)])
        start += len(text)
    return folded


def _fold_long(text: str) -> str:
    return text_of(fold_codes(codes_of(text)))


def fold_codes(codes: Codes) -> Codes:
    """Fold characters that are given by their codes (:func:`codes_of`)."""
    folded = _CODES.take(codes)
    if not folded.all():
        for code in np.unique(codes[folded == 0]).tolist():
            _CODES[code] = ord(_TABLE[code])
        folded = _CODES.take(codes)
    return folded


def codes_of(text: str) -> Codes:
    """Return the codes of a text's characters: ``codes_of("a").tolist() == [97]``."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def text_of(codes: Codes) -> str:
    """Return the text of which these are the codes."""
    return str(codes.tobytes(), "utf-32-le", "surrogatepass")


def _fold_character(character: str) -> str:
    """Fold one character to one character; what would become several stays as it is."""
    if "\ud800" <= character < "\ue000":  # half of a surrogate pair: OpenCC takes UTF-8 alone
        return character
    for change in (partial(unicodedata.normalize, "NFKC"), str.lower, _converter().convert):
        changed = change(character)
        character = changed if len(changed) == 1 else character
    return _VARIANTS.get(character, character)
