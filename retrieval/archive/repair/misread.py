"""Text that was decoded as another encoding: UTF-8 as ``鎴戜滑鐨`` or ``æˆ‘ä»¬çš„``, GBK as ``ÎÒÃÇµÄ``, for 我们的.

The characters that are shown give the bytes back, and that all of these are valid UTF-8 cannot be chance. A byte that
the wrong encoding could not show became a ``?``, and the character that it was part of stays ``?``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.archive.formats.decoding import weigh
from retrieval.archive.repair.gbk import decode_pair
from retrieval.archive.repair.steps import Changes
from retrieval.expressions import regex
from retrieval.values import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# In UTF-8 a Chinese character or mark has one of the first bytes and two of the others.
_FIRST, _FURTHER = range(0xE2, 0xF0), range(0x80, 0xC0)
_RUN = "[^\\x00-\\x3e\\x40-\\x7f]+"
# The bytes must spell Chinese characters, Chinese marks, or marks of general use.
_CHINESE = regex("[\u2010-\u203b\u3000-\u303f\u3400-\u9fff\uff00-\uffef?]+")
_BROKEN = regex("[?]*\ufffd[?\ufffd]*")
# One character may be lost, and one more of every so many. Where more are lost, the result would be guessed.
_LEAST_SOUND = 4


def read_gbk_again(text: str) -> Changes:
    """Read as UTF-8 what was read as GBK or GB18030: ``鎴戜滑鐨勪細璁?``."""
    return _read_again(text, _gbk_pattern(), _gbk_byte)


def read_latin_again(text: str) -> Changes:
    """Read as UTF-8 what was read as Latin-1 or Windows-1252: ``æˆ‘ä»¬``."""
    return _read_again(text, _LATIN_RUN, _latin_byte)


def read_bytes_again(text: str) -> Changes:
    """Read as GB18030 or Big5 what was read as Latin-1 or Windows-1252: ``ËÉÆºÖÐÑ§`` is 松坪中学."""
    edits = []
    for run in _BYTES_RUN.finditer(text):
        data = b"".join(map(_latin_byte, run.group().rstrip(" ")))
        if len(_BYTES.findall(run.group())) < _LEAST_BYTES:
            continue
        readings = [again for encoding in ("gb18030", "big5hkscs") if (again := _decoded(data, encoding))]
        again = max(readings, key=weigh, default="")
        # A sentence in a Western language has few letters that are no ASCII, and its bytes spell rare characters.
        if weigh(again) >= _LEAST_WEIGHT and sum(one > "\x7f" for one in again) * _LEAST_SHARE >= len(again):
            edits.append(Edit(Span(run.start(), run.start() + len(data)), again))
    return Changes(edits)


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def _read_again(text: str, pattern: re.Pattern[str], encode: Callable[[str], bytes]) -> Changes:
    edits: list[Edit] = []
    lost = 0
    for run in pattern.finditer(text):
        again, broken = _read_run(run.group(), encode)
        if again:
            edits.append(Edit(Span(*run.span()), again))
            lost += broken
    return Changes(edits, lost)


def _read_run(run: str, encode: Callable[[str], bytes]) -> tuple[str, int]:
    """Return a run of characters as UTF-8, and how many are broken; an empty text where the bytes are no UTF-8."""
    again = b"".join(map(encode, run)).decode("utf-8", "replace")
    if run[-1:] == "\ufffd" and again[-1:] == "\u3000":
        # The very last byte is not known: a line ends in a full stop, and never in a blank.
        again = again[:-1] + "。"
    broken = _BROKEN.findall(again)
    again = _BROKEN.sub("?", again)
    sound = len(again) - len(broken)
    if "?" in run or "\ufffd" in run:
        if sound < 2 or len(broken) > 1 + len(again) // _LEAST_SOUND:
            return "", 0
    elif broken and (sound < 3 or len(broken) > 1 or again[-1] != "?"):
        # Where no `?` stands for a lost byte, only the last byte can be lost.
        return "", 0
    if _CHINESE.fullmatch(again):
        return ("", 0) if again == run else (again, len(broken))
    # The text was read as Latin-1 twice.
    return _read_run(again, _latin_byte) if _LATIN_RUN.fullmatch(again) and encode is _latin_byte else ("", 0)


@cache
def _gbk_byte(character: str) -> bytes:
    # The byte 80 begins no character of GBK: Windows shows it as a euro sign, others as a replacement character.
    return b"\x80" if character in "€\ufffd" else character.encode("gb18030", "replace")


@cache
def _latin_byte(character: str) -> bytes:
    for encoding in ("cp1252", "latin-1"):
        try:
            return character.encode(encoding)
        except UnicodeEncodeError:
            continue
    return b"?"


@cache
def _gbk_pattern() -> re.Pattern[str]:
    """Return a pattern for a run of characters that begins as misread Chinese text begins."""
    return re.compile(f"[{gbk_firsts()}][{gbk_seconds()}]{_RUN}")


def gbk_firsts() -> str:
    """Return the first characters that GBK shows for the UTF-8 of a Chinese character or mark, escaped for a pattern."""
    return _characters(_FIRST, _FURTHER)


def gbk_seconds() -> str:
    """Return the characters that GBK shows behind these, escaped for a pattern."""
    return _characters(_FURTHER, (*_FIRST, ord("?"))) + "€\ufffd"


def _characters(firsts: range, seconds: range | tuple[int, ...]) -> str:
    pairs = (decode_pair(first, second) for first in firsts for second in seconds)
    return re.escape("".join(filter(None, pairs)))


# Windows-1252 and Latin-1 show these for the first byte of a Chinese character in UTF-8, and for the others.
LATIN_FIRST, LATIN_HIGH = (
    "Ãâ-ï",
    "\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™",
)
# GBK and Big5 begin a character with one of the first, which a Western text seldom has beside each other.
BYTES_FIRST = "\xa1-\xa6\xa8-\xaf\xb2-\xb6\xb8-\xd6\xd8-\xff"
_BYTES = regex(f"[{LATIN_HIGH}]")
_BYTES_RUN = regex(f"[{BYTES_FIRST}][{BYTES_FIRST}\\x40-\\x7e][ -~{LATIN_HIGH}]*")
_LEAST_BYTES, _LEAST_WEIGHT, _LEAST_SHARE = 4, 0.5, 2
_LATIN_RUN = regex(f"[{LATIN_FIRST}][{LATIN_HIGH}]{{2}}[{LATIN_HIGH}?\ufffd]*")
