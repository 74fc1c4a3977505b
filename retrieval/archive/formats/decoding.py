"""Bytes → text: the encoding is the one that the bytes show; what a file declares is one piece of the evidence.

Strict UTF-8 is tried first, because text in another encoding hardly ever passes for it. GB18030 accepts nearly
every pair of bytes, those of Big5 text included, so a strict decoder proves nothing there: how common the characters
of the result are decides instead.

A file that fits no encoding as a whole is read line by line, each in the encoding that fits it: two encodings in one
file cost nothing, and a bad byte costs itself. It is shown as `�`, and how many there are is said with the encoding's
name: `utf-8 (1 byte unread)`.
"""

from __future__ import annotations

import codecs
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import UnreadableError
from retrieval.expressions import regex

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
_CONTROL = regex("[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A line of so many bytes is UTF-8 by no chance.
_LONG_LINE = 12
# The number of control characters that may slip into a text, however short it is.
_SLIPPED = 2
# How much a character speaks for an encoding: one of the commonest, one of the first level of GB 2312 or Big5, any
# other one of GB 2312 or Big5, and one that neither has. Text that was misread consists of the last two.
_COMMONEST, _FIRST_LEVEL, _ORDINARY, _RARE, _PRIVATE = 2.0, 1.0, -0.2, -1.5, -4.0
# A text may be read so where its characters beyond ASCII have at least this on the average. Lists of uncommon words
# have .5, and Western text and numbers in binary files less than -.5.
_LEAST = -0.1
# An encoding that the file declares may be so much worse than another one.
_DECLARED = 0.15
# A text is damaged, and not in another encoding, where at most one byte of so many cannot be read, or few bytes can not.
_SOUND, _FEW = 20, 2
UNREAD = regex(r" \((?P<count>[0-9]+) bytes? unread\)$")
_HZ = regex(rb"~\{[!-~]{2,}~\}")


def decode(data: bytes, declared: str = "") -> tuple[str, str]:
    r"""Return the text and the name of its encoding; raise :class:`UnreadableError` where there is none.

    ``declared`` is what the file says of itself: ``gb18030`` or ``big5hkscs``, or nothing.

    >>> decode("惠州日报".encode("gb18030"))
    ('惠州日报', 'gb18030')
    >>> decode("惠州日报，".encode() + b"\xff\n" + "會議".encode("big5"))
    ('惠州日报，�\n會議', 'utf-8 and big5 (1 byte unread)')

    A byte order mark is removed; line ends stay as they are.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom) and (text := _attempt(data, encoding)) is not None:
            return _checked(text), encoding
    if (text := _attempt(data, "utf-8")) is not None:
        if _HZ.search(data) and data.isascii() and (hz := _attempt(data, "hz")) is not None:
            return _checked(hz), "hz"
        return _checked(text), "utf-8"
    candidates = ["utf-16-le", "utf-16-be"] if b"\0" in data else ["gb18030", "big5hkscs"]
    readings = [
        (weigh(text) + _DECLARED * (encoding == declared), text, encoding)
        for encoding in candidates
        if (text := _attempt(data, encoding)) is not None
    ]
    best = max(readings, default=None, key=lambda reading: reading[0])
    if best and best[0] >= _LEAST and (_is_plain(data) or "utf-16" in best[2]):
        return _checked(best[1]), _shown(best[2])
    if _is_binary(data[:_SAMPLE].decode("latin-1")):
        raise UnreadableError("it is a binary file, not text")
    by_line = _decode_lines(data, declared)
    if by_line is not None:
        return by_line
    if best and best[0] >= _LEAST:
        return _checked(best[1]), _shown(best[2])
    raise UnreadableError("its encoding is neither UTF-8, GB18030 nor Big5: save it as UTF-8")


def _is_plain(data: bytes) -> bool:
    """Say whether no long line of a file in another encoding is UTF-8, as it is where two files were joined."""
    lines = [line for line in data[:_SAMPLE].split(b"\n") if not line.isascii()]
    return not any(len(line) >= _LONG_LINE and _attempt(line, "utf-8") is not None for line in lines)


def _decode_lines(data: bytes, declared: str) -> tuple[str, str] | None:
    """Return a text whose lines have several encodings or bad bytes, or None where it is no text."""
    lines = data.split(b"\n")
    others = b"\n".join(line for line in lines if _attempt(line, "utf-8") is None)
    usual = max(("utf-8", "gb18030", "big5hkscs"), key=lambda encoding: _fit(others, encoding, declared))
    texts = []
    found: dict[str, None] = {}
    for line in lines:
        encoding = "utf-8"
        if _attempt(line, "utf-8") is None:
            order = dict.fromkeys((usual, "utf-8", "gb18030", "big5hkscs"))
            encoding = max(order, key=lambda one: _fit(line, one, usual))
        texts.append(line.decode(encoding, "replace"))
        if not line.isascii():
            found.setdefault(_shown(encoding))
    text = "\n".join(texts)
    bad = text.count("\ufffd") - data.count("\ufffd".encode())
    beyond = sum(character > "\x7f" for character in text)
    if (bad > _FEW and bad * _SOUND > beyond) or weigh(text) < _LEAST:
        return None
    unread = f" ({bad} byte{'s' if bad > 1 else ''} unread)" if bad > 0 else ""
    return _checked(text), " and ".join(found) + unread


def _fit(data: bytes, encoding: str, favoured: str) -> float:
    """Return how well bytes fit an encoding; a byte that cannot be read weighs as much as many rare characters."""
    return weigh(data[:_SAMPLE].decode(encoding, "replace")) + _DECLARED * (encoding == favoured)


def _shown(encoding: str) -> str:
    return "big5" if encoding == "big5hkscs" else encoding


def weigh(text: str) -> float:
    """Return how likely the characters beyond ASCII are those of Chinese text: their mean weight, 0 where there are none.

    >>> weigh("会议在北京召开") > 1 > 0 > weigh("鎴戜滑鐨勪細璁")
    True
    """
    codes = np.frombuffer(text[:_SAMPLE].encode("utf-32-le", "replace"), "<u4")
    weights = _weights()
    beyond = codes[codes > 0x7F]
    return float(weights[np.minimum(beyond, len(weights) - 1)].mean()) if len(beyond) else 0.0


@cache
def _weights() -> NDArray[np.float32]:
    """Return the weight of each code point up to FFFF; the last stands for all above."""
    weights = np.full(0x10000, _RARE, np.float32)
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            weight = _FIRST_LEVEL if 0xB0 <= lead <= 0xD7 else _ORDINARY
            _raise_weight(weights, bytes((lead, trail)), "gb2312", weight)
    for lead in range(0xA1, 0xFA):
        for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
            weight = _FIRST_LEVEL if 0xA4 <= lead <= 0xC6 else _ORDINARY
            _raise_weight(weights, bytes((lead, trail)), "big5", weight)
    # Letters of other scripts stand in the symbol rows of both, and misread text is full of them.
    weights[0x80:0x2000] = _RARE
    weights[0xE000:0xF900] = weights[0xFFFD] = _PRIVATE
    for character in _COMMON:
        weights[ord(character)] = _COMMONEST
    return weights


def _raise_weight(weights: NDArray[np.float32], pair: bytes, encoding: str, weight: float) -> None:
    character = _attempt(pair, encoding)
    if character is not None and len(character) == 1 and ord(character) < len(weights):
        weights[ord(character)] = max(weights[ord(character)], weight)


def decode_plain(data: bytes) -> str | None:
    """Return the text where :func:`decode` would find every line to be UTF-8, or None where it may not."""
    codes = np.frombuffer(data, np.uint8)
    ends_and_tabs = sum(map(data.count, (b"\n", b"\r", b"\t")))
    if b"\x7f" in data or codecs.BOM_UTF8 in data or np.count_nonzero(codes < ord(" ")) > ends_and_tabs:
        return None
    return _attempt(data, "utf-8")


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
