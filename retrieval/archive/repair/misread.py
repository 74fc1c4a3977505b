"""UTF-8 that was read as something else: ``鎴戜滑鐨`` or ``æˆ‘ä»¬çš„`` for 我们的.

The characters shown give the bytes back, and the bytes are valid UTF-8 throughout, which is no accident. A byte that the wrong encoding could not show became a ``?``; the character
that it was part of stays ``?``.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from retrieval.archive.repair.gbk import decode_pair
from retrieval.archive.repair.steps import Changes
from retrieval.values import Edit, Span

if TYPE_CHECKING:
    from collections.abc import Callable

# The bytes of UTF-8 that begin a Chinese character or mark, and those that go on.
_FIRST, _FURTHER = range(0xE2, 0xF0), range(0x80, 0xC0)
_RUN = "[^\\x00-\\x3e\\x40-\\x7f]+"
# What the bytes must turn out to be: Chinese characters, their marks, marks of general use.
_CHINESE = re.compile("[\u2010-\u203b\u3000-\u303f\u3400-\u9fff\uff00-\uffef?]+")
_BROKEN = re.compile("[?]*\ufffd[?\ufffd]*")
# Where more is lost than one of so many characters, and one, nothing is read, it is guessed.
_LEAST_SOUND = 4


def read_gbk_again(text: str) -> Changes:
    """Read as UTF-8 what was read as GBK or GB18030: ``鎴戜滑鐨勪細璁?``."""
    return _read_again(text, _gbk_pattern(), _gbk_byte)


def read_latin_again(text: str) -> Changes:
    """Read as UTF-8 what was read as Latin-1 or Windows-1252: ``æˆ‘ä»¬``."""
    return _read_again(text, _LATIN_RUN, _latin_byte)


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
    """Return what a run of characters reads, and how many of it are broken; nothing where it is no UTF-8."""
    again = b"".join(map(encode, run)).decode("utf-8", "replace")
    if run[-1:] == "\ufffd" and again[-1:] == "\u3000":
        # The last byte of all is not known: a line ends in a full stop, and never in a blank.
        again = again[:-1] + "。"
    broken = _BROKEN.findall(again)
    again = _BROKEN.sub("?", again)
    sound = len(again) - len(broken)
    if "?" in run or "\ufffd" in run:
        if sound < 2 or len(broken) > 1 + len(again) // _LEAST_SOUND:
            return "", 0
    elif broken and (sound < 3 or len(broken) > 1 or again[-1] != "?"):
        # Without a mark in its place a byte can be gone at the end alone.
        return "", 0
    if _CHINESE.fullmatch(again):
        return ("", 0) if again == run else (again, len(broken))
    # It was misread twice: as Latin-1, which gives Latin-1 once more.
    return _read_run(again, _latin_byte) if _LATIN_RUN.fullmatch(again) and encode is _latin_byte else ("", 0)


@cache
def _gbk_byte(character: str) -> bytes:
    # The byte 80 begins no character: Windows shows it as a euro sign, others as a replacement character.
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
    """Return what finds a run whose first two characters are the four bytes of two Chinese characters."""
    return re.compile(f"[{gbk_firsts()}][{gbk_seconds()}]{_RUN}")


def gbk_firsts() -> str:
    """Return what a Chinese character or mark begins with when its UTF-8 is read as GBK, as a pattern has it."""
    return _characters(_FIRST, _FURTHER)


def gbk_seconds() -> str:
    """Return what goes on behind these."""
    return _characters(_FURTHER, (*_FIRST, ord("?"))) + "€\ufffd"


def _characters(firsts: range, seconds: range | tuple[int, ...]) -> str:
    pairs = (decode_pair(first, second) for first in firsts for second in seconds)
    return re.escape("".join(filter(None, pairs)))


# What Windows-1252 and Latin-1 show for the bytes of UTF-8.
LATIN_FIRST, LATIN_HIGH = (
    "Ãâ-ï",
    "\x80-\xffŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™",
)
_LATIN_RUN = re.compile(f"[{LATIN_FIRST}][{LATIN_HIGH}]{{2}}[{LATIN_HIGH}?\ufffd]*")
