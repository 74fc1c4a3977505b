"""Many documents in one array: their letters, clauses and end sentences are found for all of them at once.

Python needs a hundred times as long as numpy to go through a text character by character, and a call of numpy costs
more than a short text. Documents are therefore joined end to end, scanned together, and taken apart again.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from retrieval.chinese.folding import codes_of, fold, fold_codes, text_of
from retrieval.chinese.sentences import CLOSERS, ENDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.values import Document

CLAUSE = re.compile(r"[^\W_]+")
# A sentence at an end of a document ends with one of these marks and what closes behind it. A colon ends one too: 本台消息：
# recurs, and what follows it does not.
_MARKS = f"{ENDS}…：:"
# The class of each character, filled in when the character is first met; 0 stands for not yet known.
_KINDS = np.zeros(0x110000, np.uint8)
_OTHER, _LETTER, _MARK, _CLOSER = 1, 2, 3, 4
# The highest code points that UTF-8 writes in one, two and three bytes.
_ONE_BYTE, _TWO_BYTES, _THREE_BYTES = 0x7F, 0x7FF, 0xFFFF
# The number of sentences at each end of a document that may be boilerplate.
UNITS_AT_AN_END = 4
# Bytes of clauses that are split at once.
_AT_ONCE = 1 << 20

_Places: TypeAlias = "NDArray[np.int_]"
"""Where things begin and end on a sheet, a row for each."""


class Sheet:
    """Documents in one array of characters: of each the headline and the paragraphs, with a line feed after each.

    Attributes:
        text: all of it, folded.
        titles: where each document's headline stands.
        bodies: where each document's paragraphs stand.
        clauses: the hashes of the clauses, which are parted by punctuation and blanks, of all documents' paragraphs.
        owners: for each clause the number of its document.
        units: where the sentences at the two ends of the documents stand.
        bounds: the units of document ``n`` are those from ``bounds[n]`` to ``bounds[n + 1]``.
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
        joined = "\n".join(pieces)
        # A book is many times in memory while it is looked through: what has been used goes before the next is made.
        del pieces
        codes = codes_of(joined)
        del joined
        kinds = _kinds_of(codes)
        codes = fold_codes(codes)
        self.text = text_of(codes)
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
        del letters
        # The number of letters before each place, and the byte at which each letter begins.
        self._counts, self._offsets = sums(are_letters), sums(widths)
        del widths
        lengths = np.diff(np.hstack((self.titles[:, :1], self.bodies[:, :1])).ravel(), append=len(codes))
        in_clause = are_letters & np.repeat(np.arange(len(lengths)) % 2 == 1, lengths)
        bare = text_of(np.where(in_clause, codes, np.uint32(ord(" ")))).encode()
        self.clauses = np.fromiter(map(zlib.crc32, _split(bare)), np.uint64)
        del bare
        in_clause[1:] &= ~in_clause[:-1]
        self.owners = np.searchsorted(self.bodies[:, 0], np.flatnonzero(in_clause), "right") - 1

    def _read_units(self, kinds: NDArray[np.uint8], ends: NDArray[np.int_]) -> None:
        """Find the end sentences. A sentence ends after a mark and what closes behind it, or with its paragraph."""
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
        # A sentence that ends with its paragraph is found twice, and is empty the second time.
        real = (firsts < found) & in_body[pieces]
        bounds = np.searchsorted(pieces[real], self._heads)
        places = np.arange(bounds[-1])
        first, end = np.repeat(bounds[:-1], np.diff(bounds)), np.repeat(bounds[1:], np.diff(bounds))
        outer = (places < first + UNITS_AT_AN_END) | (places >= end - UNITS_AT_AN_END)
        self.units = _places(firsts[real][outer], found[real][outer])
        self.bounds = sums(outer)[bounds].tolist()

    def owner_of(self, place: int) -> int | None:
        """Return the number of the document in whose paragraphs a place is, or None for a place in a headline."""
        owner = int(np.searchsorted(self.bodies[:, 0], place, "right")) - 1
        return owner if owner >= 0 and place < self.bodies[owner, 1] else None

    def sizes(self, places: _Places) -> NDArray[np.int_]:
        """Return the number of letters and digits at each of some places."""
        return np.diff(self._counts[places]).ravel()

    def letters(self, places: _Places) -> list[bytes]:
        """Return the letters and digits at each of some places, as UTF-8."""
        return [self._letters[start:end] for start, end in pairs(self._offsets[self._counts[places]])]

    def folded(self, places: _Places) -> list[str]:
        """Return the folded text at each of some places."""
        return [self.text[start:end] for start, end in pairs(places)]


def _split(bare: bytes) -> Iterator[bytes]:
    """Yield the clauses between blanks, of a long text a part after the other: as objects they are larger than the text."""
    start = 0
    while start < len(bare):
        end = bare.find(b" ", start + _AT_ONCE)
        end = len(bare) if end < 0 else end
        yield from bare[start:end].split()
        start = end


def _places(firsts: NDArray[np.int_], lasts: NDArray[np.int_]) -> _Places:
    return np.stack((firsts, lasts), axis=1)


def pairs(places: NDArray[Any]) -> Iterable[tuple[int, int]]:
    """Return rows of two numbers as pairs: ``list(pairs(np.array([[0, 2]]))) == [(0, 2)]``."""
    # Not `places.tolist()`: Python's garbage collector goes through all its small lists again and again.
    flat = places.ravel().tolist()
    return zip(flat[::2], flat[1::2], strict=True)


def sums(numbers: NDArray[Any]) -> NDArray[np.int32]:
    """Return the cumulative sums of some numbers, with 0 in front."""
    sums = np.zeros(len(numbers) + 1, np.int32)
    # Without the type, numpy is ten times slower with booleans.
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
                if character in CLOSERS
                else _LETTER
                if CLAUSE.match(fold(character))
                else _OTHER
            )
        kinds = _KINDS.take(codes)
    return kinds
