"""The damage that `retrieval.archive.repair` undoes, done: a test tool that shares no code with the repair.

A mirror site turns simplified text traditional and writes pinyin behind the characters of a list, by
replacing bytes in GBK, blind to where characters begin. It does the same to full-width marks, with one
byte put before them. A browser then shows each pair that this broke as one ``?``. Later cleaning drops
the byte before whole marks, turns some marks to ASCII, and drops private characters.

    >>> damage("日报", {"報": "bào", "請": "qǐng"}).text
    '日?qǐng)?bào)'
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import opencc

MARKS = "，！？：；、"
# What the site put before a mark; cleaning takes it out where it stands alone.
_BEFORE_MARK = b"\x0b"
_FULL_STOP = b"\xa1"
_TO_ASCII = str.maketrans("，！？：；（）", ",!?:;()")


@dataclass(frozen=True)
class Damaged:
    """The damaged text, how many breaks it has, and in how many of them bytes of the text were lost.

    ``truth`` is the sound text as the site held it, in traditional characters. A break is lossy where the
    swallowed byte was the text's own, where nothing follows that could tell the missing one, or where a
    character made of two broken ones was dropped. ``widowed`` counts what a mark broke that was no full stop:
    its first byte is gone too, and only what makes sense tells it.
    """

    text: str
    truth: str
    breaks: int
    lossy: int
    widowed: int


@cache
def _s2t() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def damage(
    text: str,
    pinyin: dict[str, str],
    *,
    marks: bool = True,
    marks_first: bool = False,
    to_ascii: bool = True,
    drop_private: bool = True,
) -> Damaged:
    """Damage a simplified text; ``pinyin`` is the site's list, in its order.

    Raises UnicodeEncodeError where the text does not fit into GBK.
    """
    truth: str = _s2t().convert(text)
    data = truth.encode("gbk")
    if marks and marks_first:
        data = _break_at_marks(data)
    for character, reading in pinyin.items():
        pair = character.encode("gbk")
        data = data.replace(pair, pair + b"(" + reading.encode("gbk") + b")")
    if marks and not marks_first:
        data = _break_at_marks(data)
    shown, breaks, lossy, widowed = _show(data)
    shown = shown.replace(_BEFORE_MARK.decode(), "")
    private = sum(map(_is_private, shown))
    if drop_private:
        shown = "".join(character for character in shown if not _is_private(character))
        lossy += private
    if to_ascii:
        shown = shown.translate(_TO_ASCII)
    return Damaged(shown, truth, breaks, lossy, widowed)


def _break_at_marks(data: bytes) -> bytes:
    for mark in MARKS:
        data = data.replace(mark.encode("gbk"), _BEFORE_MARK + mark.encode("gbk"))
    return data


def _show(data: bytes) -> tuple[str, int, int, int]:
    """Decode as a browser does, a broken pair as one question mark; count them, and those that hurt."""
    shown: list[str] = []
    at = breaks = lossy = widowed = 0
    while at < len(data):
        if data[at] < 0x80:
            shown.append(chr(data[at]))
            at += 1
            continue
        pair = data[at : at + 2]
        at += 2
        if len(pair) == 2 and pair[1] >= 0x40 and pair[1] != 0x7F and pair[0] not in {0x80, 0xFF}:
            shown.append(pair.decode("gb18030"))
        else:
            shown.append("?")
            breaks += 1
            lossy += pair[1:] not in {b"(", _BEFORE_MARK}
            widowed += pair[1:] == _BEFORE_MARK and pair[:1] != _FULL_STOP
    return "".join(shown), breaks, lossy, widowed


def _is_private(character: str) -> bool:
    return "\ue000" <= character <= "\uf8ff"
