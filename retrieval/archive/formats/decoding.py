"""Bytes → text: the encoding is the one that the bytes show, and no character is ever replaced by `�`.

Strict UTF-8 is tried first, because text in another encoding hardly ever passes for it. GB18030 accepts nearly
every pair of bytes, those of Big5 text included, so a strict decoder proves nothing there. The share of common
Chinese characters in the result decides instead.
"""

from __future__ import annotations

import codecs
import re

import numpy as np

from retrieval.errors import UnreadableError

# These characters make up about half of any modern Chinese text, simplified or traditional.
_COMMON = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里"
    "用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实"
    "日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政"
    "美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员"
    "解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件"
    "這個們來為國說時會對後過發種經麼學現當沒動還進樣開從實軍無與長機業將兩間問並應戰頭體見產話給門員論處"
    "義幾認條系氣題爾別變總電數報結務場關點裡裏於著縣區廣東議導黨領縣點讓請記聞"
    "，。、；：？！“”‘’「」『』（）《》〈〉【】…—·　０１２３４５６７８９"
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# One megabyte shows the encoding of a file as well as a hundred do.
_SAMPLE = 1 << 20
_CONTROL = re.compile("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# The number of control characters that may slip into a text, however short it is.
_SLIPPED = 2
# Below this share of common characters a text was probably misread. Running text has .5 and more, a list of names
# .2, and misread text less than .08.
_LEAST_SHARE = 0.12


def decode(data: bytes) -> tuple[str, str]:
    r"""Return the text and the name of its encoding; raise :class:`UnreadableError` where there is none.

    >>> decode("惠州日报".encode("gb18030"))
    ('惠州日报', 'gb18030')

    A byte order mark is removed; line ends stay as they are.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding)), encoding
            except UnicodeDecodeError as error:
                raise UnreadableError(_broken(error)) from None
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        first = error
    candidates = ["utf-16-le", "utf-16-be"] if b"\0" in data else ["gb18030", "big5hkscs"]
    readings = [(text, encoding) for encoding in candidates if (text := _attempt(data, encoding)) is not None]
    if readings:
        text, encoding = max(readings, key=lambda reading: share_of_common(reading[0]))
        if share_of_common(text) >= _LEAST_SHARE:
            return _checked(text), "big5" if encoding == "big5hkscs" else encoding
    if _is_binary(data[:_SAMPLE].decode("latin-1")):
        raise UnreadableError("it is a binary file, not text")
    raise UnreadableError(_broken(first))


def decode_plain(data: bytes) -> str | None:
    """Return the text where :func:`decode` would find every line to be UTF-8, or None where it may not."""
    codes = np.frombuffer(data, np.uint8)
    ends_and_tabs = sum(map(data.count, (b"\n", b"\r", b"\t")))
    if b"\x7f" in data or codecs.BOM_UTF8 in data or np.count_nonzero(codes < ord(" ")) > ends_and_tabs:
        return None
    return _attempt(data, "utf-8")


def share_of_common(text: str) -> float:
    """Return the share of the characters beyond ASCII that are common in Chinese text, 0 where there are none.

    >>> share_of_common("会议在北京召开") > share_of_common("鎴戜滑鐨勪細璁")
    True
    """
    beyond = [character for character in text[:_SAMPLE] if character > "\x7f"]
    return sum(character in _COMMON for character in beyond) / len(beyond) if beyond else 0.0


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _checked(text: str) -> str:
    # One stray NUL is no reason to lose a text, but a file full of control characters is no text.
    if _CONTROL.search(text) and _is_binary(text[:_SAMPLE]):
        raise UnreadableError("it is a binary file, not text")
    return text


def _is_binary(text: str) -> bool:
    controls = len(_CONTROL.findall(text))
    return controls > _SLIPPED and controls * 50 > len(text)


def _broken(error: UnicodeDecodeError) -> str:
    return (
        f"its encoding is neither UTF-8, GB18030 nor Big5 (the first byte that is no UTF-8 is number "
        f"{error.start}); save it as UTF-8"
    )
