"""Documents side by side on one sheet: their letters, clauses and end sentences, found for all of them at once.

Character by character a text takes Python a hundred times as long as numpy, and to call numpy for a short text takes
longer than the text. So documents are laid end to end, looked through together, and parted again.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from retrieval.chinese.folding import codes_of, fold, fold_codes, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.values import Document

CLAUSE = re.compile(r"[^\W_]+")
# A sentence at either end of a document goes up to one of these and what closes behind it; what an opening
# introduces (本台消息：) is another.
_MARKS, _CLOSERS = "。！？!?：:", "”’」』）)\"'"
# What each character is, found out when it is first met; 0 where it was not yet.
_KINDS = np.zeros(0x110000, np.uint8)
_OTHER, _LETTER, _MARK, _CLOSER = 1, 2, 3, 4
# The last codes that UTF-8 writes in so many bytes.
_ONE_BYTE, _TWO_BYTES, _THREE_BYTES = 0x7F, 0x7FF, 0xFFFF
# So many sentences at each end may be what every document begins or ends with.
UNITS_AT_AN_END = 4

_Places: TypeAlias = "NDArray[np.int_]"
"""Where some things begin on a sheet, and where they end: a row for each."""


class Sheet:
    """Documents side by side, looked through at once: headline and paragraphs, each with the end of a line behind it.

    ``titles`` and ``bodies`` are where each document's headline and its paragraphs stand on the sheet. ``clauses`` are
    the hashes of what marks and blanks part in the paragraphs of all documents, ``owners`` the numbers of the documents.
    ``units`` are the sentences at the two ends of documents: those of the first from ``bounds[0]`` to ``bounds[1]``.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        pieces: list[str] = []
        heads = []
        for document in documents:
            heads.append(len(pieces))
            text = document.text
            pieces.append(document.metadata.title)
            pieces += [text[span.start : span.end] for span in document.paragraphs] or [""]
        self._heads = np.array([*heads, len(pieces)])
        self._starts = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
        written = codes_of("\n".join(pieces))
        kinds = _kinds_of(written)
        codes = fold_codes(written)
        self._folded = text_of(codes)
        ends = self._starts[1:] - 1
        self.titles = _places(self._starts[self._heads[:-1]], ends[self._heads[:-1]])
        self.bodies = _places(self._starts[self._heads[:-1] + 1], ends[self._heads[1:] - 1])
        self._read_letters(codes, kinds == _LETTER)
        self._read_units(kinds, ends)

    def _read_letters(self, codes: Codes, are_letters: NDArray[np.bool_]) -> None:
        letters = codes.compress(are_letters)
        widths = np.ones(len(letters), np.uint8)
        for last in (_ONE_BYTE, _TWO_BYTES, _THREE_BYTES):
            widths += letters > last
        self._letters = text_of(letters).encode()
        # How many letters stand before each place, and where the bytes of each of them begin.
        self._counts, self._offsets = sums(are_letters), sums(widths)
        lengths = np.diff(np.hstack((self.titles[:, :1], self.bodies[:, :1])).ravel(), append=len(codes))
        in_clause = are_letters & np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
        bare = text_of(np.where(in_clause, codes, np.uint32(ord(" "))))
        self.clauses = np.fromiter(map(zlib.crc32, bare.encode().split()), np.uint64)
        in_clause[1:] &= ~in_clause[:-1]
        self.owners = np.searchsorted(self.bodies[:, 0], np.flatnonzero(in_clause), "right") - 1

    def _read_units(self, kinds: NDArray[np.uint8], ends: NDArray[np.int_]) -> None:
        """Find where sentences end: behind marks and what closes behind them, and with their paragraph."""
        marks = np.flatnonzero(kinds == _MARK)
        last = marks[np.diff(marks, append=-1) != 1] + 1
        closers = np.append(kinds == _CLOSER, False)
        closed = np.flatnonzero(closers[:-1] & ~closers[1:]) + 1
        behind = closers[last]
        last[behind] = closed[np.searchsorted(closed, last[behind])]
        found = np.sort(np.concatenate((last, ends)))
        pieces = np.searchsorted(ends, found)
        firsts = np.maximum(np.concatenate(([0], found[:-1])), self._starts[pieces])
        in_body = np.ones(len(ends), np.bool_)
        in_body[self._heads[:-1]] = False
        # A sentence that ends with its paragraph was found twice: once it is empty.
        real = (firsts < found) & in_body[pieces]
        bounds = np.searchsorted(pieces[real], self._heads)
        places = np.arange(bounds[-1])
        first, end = np.repeat(bounds[:-1], np.diff(bounds)), np.repeat(bounds[1:], np.diff(bounds))
        outer = (places < first + UNITS_AT_AN_END) | (places >= end - UNITS_AT_AN_END)
        self.units = _places(firsts[real][outer], found[real][outer])
        self.bounds = sums(outer)[bounds].tolist()

    def sizes(self, places: _Places) -> NDArray[np.int_]:
        """Return how many letters and digits stand in each."""
        return np.diff(self._counts[places]).ravel()

    def letters(self, places: _Places) -> list[bytes]:
        """Return the letters and digits that stand in each, as UTF-8."""
        return [self._letters[start:end] for start, end in pairs(self._offsets[self._counts[places]])]

    def folded(self, places: _Places) -> list[str]:
        """Return what stands in each."""
        return [self._folded[start:end] for start, end in pairs(places)]


def _places(firsts: NDArray[np.int_], lasts: NDArray[np.int_]) -> _Places:
    return np.stack((firsts, lasts), axis=1)


def pairs(places: NDArray[Any]) -> Iterable[tuple[int, int]]:
    """Return rows of two numbers as pairs: ``list(pairs(np.array([[0, 2]]))) == [(0, 2)]``."""
    # Not `places.tolist()`: Python's garbage collector goes through all its small lists again and again.
    flat = places.ravel().tolist()
    return zip(flat[::2], flat[1::2], strict=True)


def sums(numbers: NDArray[Any]) -> NDArray[np.int32]:
    """Return the sum of the first numbers, from none to all of them."""
    sums = np.zeros(len(numbers) + 1, np.int32)
    # Told no type, numpy adds truth values up ten times slower.
    np.cumsum(numbers, dtype=np.int32, out=sums[1:])
    return sums


def _kinds_of(codes: Codes) -> NDArray[np.uint8]:
    kinds = _KINDS.take(codes)
    if not kinds.all():
        for code in np.unique(codes[kinds == 0]).tolist():
            character = chr(code)
            _KINDS[code] = (
                _MARK
                if character in _MARKS
                else _CLOSER
                if character in _CLOSERS
                else _LETTER
                if CLAUSE.match(fold(character))
                else _OTHER
            )
        kinds = _KINDS.take(codes)
    return kinds
