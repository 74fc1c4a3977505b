"""A document → what the rest of the archive must know of it, in a few hundred bytes.

What is true of an archive and of none of its documents alone (who repeats whom, what opens every article,
which year a day belongs to) is found from sketches. A sketch is made from its document and nothing else, so
it is made once, where the document is read, and kept for as long as the document does not change.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Self, TypeAlias

import numpy as np

from retrieval.chinese.dates import find_dates
from retrieval.chinese.folding import codes_of, fold, fold_codes, text_of
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.values import Document, Metadata

_CLAUSE = re.compile(r"[^\W_]+")
# A sentence at either end of a document goes up to one of these and what closes behind it; what an opening
# introduces (本台消息：) is another.
_MARKS, _CLOSERS = "。！？!?：:", "”’」』）)\"'"
# What each character is, found out when it is first met; 0 where it was not yet.
_KINDS = np.zeros(0x110000, np.uint8)
_OTHER, _LETTER, _MARK, _CLOSER = 1, 2, 3, 4
# The last codes that UTF-8 writes in so many bytes.
_ONE_BYTE, _TWO_BYTES, _THREE_BYTES = 0x7F, 0x7FF, 0xFFFF
# What two reports may not differ in: numbers with what parts and follows them, numerals, ordinals without one,
# and days that are named from where one stands.
# It begins with a set of characters, which the search for it skips to: the rest is looked at seldom.
_NUMERALS = "0-9〇零一二三四五六七八九十百千万亿兆廿卅两"
_NUMBER = re.compile(
    f"[-−首前昨今明后去本上下{_NUMERALS}](?:(?<=[{_NUMERALS}])[{_NUMERALS}]*(?:[.,:/-][0-9]+)*[%‰]?"
    "|(?<=[前昨今明后去本上下])[天日年月周午]"
    "|(?<=[-−])[0-9]+(?:[.,:/-][0-9]+)*[%‰]?|(?<=首)[次届个批场])"
)
# So many sentences at each end may be what every document begins or ends with.
UNITS_AT_AN_END = 4
_NO_UNITS = (0,) * UNITS_AT_AN_END
# Below so many characters a text is said anew, not copied: 收到, 好的, a headline alone.
_LEAST_TEXT = 20
# Characters of documents that are sketched at once: more no longer fit beside the processor.
_TOGETHER = 1 << 16


ROW = np.dtype(
    [
        ("size", "<i8"),
        ("text", "<i8"),
        ("numbers", "<i8"),
        ("title", "<i8"),
        ("title_numbers", "<i8"),
        ("opening", "<i8", UNITS_AT_AN_END),
        ("closing", "<i8", UNITS_AT_AN_END),
        ("day", "<i4"),
        ("inferred", "<i1"),
        ("month", "<i1"),
        ("day_of_month", "<i1"),
        ("known", "<i1"),
        ("clauses", "<i4"),
    ]
)
"""A sketch but for its metadata and its clauses.

Hashes are of folded text without marks and blanks; 0 is none. ``text`` is that of all of it, ``numbers`` that of
all its numbers, dates and ordinals in order; ``title`` and ``title_numbers`` are those of its headline,
``opening`` and ``closing`` those of the sentences at its two ends. ``size`` is how many characters were hashed.
``day`` counts from the year 1, 0 where there is no date; ``month`` and ``day_of_month`` are those of a day without
its year. ``known`` is how many of the fields of the metadata are, ``clauses`` how many clauses there are.
"""


_Places: TypeAlias = "NDArray[np.int_]"
"""Where some things begin on a sheet, and where they end: a row for each."""


class Sketch(NamedTuple):
    """What is kept of a document: a :data:`ROW` as bytes, and the hashes of its clauses, each once and rising."""

    metadata: Metadata
    row: bytes
    clauses: bytes


class Sketches:
    """The sketches of an archive, in its order, as columns: most questions are put to all of them at once."""

    def __init__(self, rows: bytes, clauses: bytes, metadata: Callable[[int], Metadata]) -> None:
        self.rows = np.frombuffer(rows, ROW)
        self.clauses = np.frombuffer(clauses, np.uint32)
        self.starts = np.cumsum(self.rows["clauses"]) - self.rows["clauses"]
        self._metadata = metadata
        self._read: dict[int, Metadata] = {}

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> Self:
        """Return these sketches as columns."""
        rows, clauses = (
            b"".join(parts) for parts in ([s.row for s in sketches], [s.clauses for s in sketches])
        )
        return cls(rows, clauses, lambda place: sketches[place].metadata)

    def metadata(self, place: int) -> Metadata:
        """Return a document's metadata, read when it is first asked for: hardly any is."""
        found = self._read.get(place)
        if found is None:
            found = self._read[place] = self._metadata(place)
        return found

    def clauses_of(self, place: int) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
        """Return the hashes of a document's clauses."""
        start = self.starts[place]
        return self.clauses[start : start + self.rows["clauses"][place]]

    def __len__(self) -> int:
        return len(self.rows)


def sketch(document: Document) -> Sketch:
    """Return a document's sketch: a function of the document, and of nothing else."""
    return sketch_all([document])[0]


def sketch_all(documents: Iterable[Document]) -> list[Sketch]:
    """Return the sketch of each document, made in one pass over all their texts."""
    sketches: list[Sketch] = []
    some: list[Document] = []
    size = 0
    for document in documents:
        some.append(document)
        size += len(document.text)
        if size >= _TOGETHER:
            sketches += _sketch(some)
            some, size = [], 0
    return sketches + _sketch(some) if some else sketches


def find_ends(document: Document) -> tuple[list[Span], list[Span]]:
    """Return the first sentences of a document and the last ones, each within one paragraph."""
    paragraphs = document.paragraphs
    starts = list(
        accumulate((len(span) + 1 for span in paragraphs), initial=len(document.metadata.title) + 1)
    )

    def in_text(place: tuple[int, int]) -> Span:
        number = bisect_right(starts, place[0]) - 1
        return Span(*place).shifted(paragraphs[number].start - starts[number])

    units = list(map(in_text, _pairs(_Sheet([document]).units)))
    return units[:UNITS_AT_AN_END], units[-UNITS_AT_AN_END:]


def _sketch(documents: Sequence[Document]) -> list[Sketch]:
    sheet = _Sheet(documents)
    clauses, counts = _order_clauses(sheet)
    rows = np.zeros(len(documents), ROW)
    rows["size"] = sizes = sheet.sizes(sheet.bodies)
    rows["text"] = [
        _digest(letters) if size >= _LEAST_TEXT else 0
        for letters, size in zip(sheet.letters(sheet.bodies), sizes.tolist(), strict=True)
    ]
    rows["numbers"] = list(map(_digest_numbers, sheet.folded(sheet.bodies)))
    rows["title"] = list(map(_digest, sheet.letters(sheet.titles)))
    rows["title_numbers"] = list(map(_digest_numbers, sheet.folded(sheet.titles)))
    units = list(map(zlib.crc32, sheet.letters(sheet.units)))
    bounds = list(pairwise(sheet.bounds))
    rows["opening"] = [_each_once(units[start : min(start + UNITS_AT_AN_END, end)]) for start, end in bounds]
    rows["closing"] = [_each_once(units[max(start, end - UNITS_AT_AN_END) : end]) for start, end in bounds]
    described = zip(*(_describe(document.metadata) for document in documents), strict=True)
    for field, column in zip(("day", "inferred", "month", "day_of_month", "known"), described, strict=True):
        rows[field] = column
    rows["clauses"] = counts
    return list(
        map(
            Sketch,
            (document.metadata for document in documents),
            _cut(rows.tobytes(), [ROW.itemsize * number for number in range(len(rows) + 1)]),
            _cut(clauses.tobytes(), (clauses.itemsize * _sums(counts)).tolist()),
        )
    )


def _order_clauses(sheet: _Sheet) -> tuple[NDArray[np.uint32], NDArray[np.int_]]:
    """Return the hashes of all documents' clauses, each document's once and rising, and how many each has."""
    # Together in one number they are put in order, and each made one, all at once.
    both = np.sort(sheet.owners.astype(np.uint64) << np.uint64(32) | sheet.clauses)
    both = both[np.diff(both, prepend=~both[:1]) != 0]
    counts = np.bincount((both >> np.uint64(32)).astype(np.intp), minlength=len(sheet.bodies))
    return both.astype(np.uint32), counts


def _each_once(hashes: Sequence[int]) -> list[int]:
    """Return the hashes of sentences at an end of a document, and 0 for as many as there might be more."""
    return [*dict.fromkeys(hashes), *_NO_UNITS][:UNITS_AT_AN_END]


def _cut(data: bytes, bounds: Sequence[int]) -> list[bytes]:
    return [data[start:end] for start, end in pairwise(bounds)]


class _Sheet:
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
        self._counts, self._offsets = _sums(are_letters), _sums(widths)
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
        self.bounds = _sums(outer)[bounds].tolist()

    def sizes(self, places: _Places) -> NDArray[np.int_]:
        """Return how many letters and digits stand in each."""
        return np.diff(self._counts[places]).ravel()

    def letters(self, places: _Places) -> list[bytes]:
        """Return the letters and digits that stand in each, as UTF-8."""
        return [self._letters[start:end] for start, end in _pairs(self._offsets[self._counts[places]])]

    def folded(self, places: _Places) -> list[str]:
        """Return what stands in each."""
        return [self._folded[start:end] for start, end in _pairs(places)]


def _places(firsts: NDArray[np.int_], lasts: NDArray[np.int_]) -> _Places:
    return np.stack((firsts, lasts), axis=1)


def _pairs(places: NDArray[Any]) -> Iterable[tuple[int, int]]:
    # Not `places.tolist()`: Python's garbage collector goes through all its small lists again and again.
    flat = places.ravel().tolist()
    return zip(flat[::2], flat[1::2], strict=True)


def _sums(numbers: NDArray[Any]) -> NDArray[np.int32]:
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
                if _CLAUSE.match(fold(character))
                else _OTHER
            )
        kinds = _KINDS.take(codes)
    return kinds


def _describe(metadata: Metadata) -> tuple[int, int, int, int, int]:
    """Return the fields of a row that the metadata alone gives."""
    known = (metadata.title, metadata.date, metadata.source, metadata.byline, metadata.url)
    day = metadata.date.toordinal() if metadata.date else 0
    return day, metadata.date_inferred, *_yearless(metadata), sum(map(bool, known))


def hash_unit(text: str, unit: Span) -> int:
    """Return the hash of a sentence at a document's end; marks and blanks do not count."""
    return zlib.crc32("".join(_CLAUSE.findall(fold(unit.of(text)))).encode())


def _digest_numbers(folded: str) -> int:
    return _digest("\n".join(_NUMBER.findall(folded)).encode())


def _digest(data: bytes) -> int:
    if not data:
        return 0
    # JSON's whole numbers are safe up to 2**53 everywhere, and numpy's are signed.
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest()) or 1


def _yearless(metadata: Metadata) -> tuple[int, int]:
    if metadata.date or not metadata.date_text:
        return 0, 0
    return next(((day.month, day.day) for day in find_dates(metadata.date_text)), (0, 0))
