"""A document → its fingerprint, called a sketch: a few hundred bytes that it is compared with others by.

Some facts can be found only by comparing all documents: which repeat each other, which sentence opens every article, to
which year a day belongs. They are worked out from sketches. A sketch depends on its document alone, so it is made once,
when the document is read, and kept until the document changes.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from bisect import bisect_right
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from retrieval.archive.repair.watermarks import find_watermarks
from retrieval.chinese.dates import find_dates
from retrieval.chinese.folding import fold
from retrieval.chinese.numerals import CHINESE, LARGE
from retrieval.curation.sheet import CLAUSE, UNITS_AT_AN_END, Sheet, pairs, sums
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from mmap import mmap

    from numpy.typing import NDArray

    from retrieval.values import Document, Metadata

# Two copies of one report agree in all of these: numbers with their separators and percent signs, Chinese numerals,
# ordinals without a numeral (首次), and days and years that are told from the writer's own (昨天, 今年).
# The pattern begins with one set of characters so that the search skips quickly to the few places where it may match.
_NUMERALS = f"0-9{CHINESE}{LARGE}"
_NUMBER = re.compile(
    f"[-−首前昨今明后去本上下{_NUMERALS}](?:(?<=[{_NUMERALS}])[{_NUMERALS}]*(?:[.,:/-][0-9]+)*[%‰]?"
    "|(?<=[前昨今明后去本上下])[天日年月周午]"
    "|(?<=[-−])[0-9]+(?:[.,:/-][0-9]+)*[%‰]?|(?<=首)[次届个批场])"
)
_NO_UNITS = (0,) * UNITS_AT_AN_END
# Texts with fewer characters are alike by chance and are no copies: 收到, 好的, a headline alone.
_LEAST_TEXT = 20
# Documents of about this many characters are sketched in one pass: the arrays of more do not fit into the processor's
# cache.
_BATCH = 1 << 16


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
"""The fields of a sketch that have a fixed size, all but its metadata and its clauses.

Hashes are of folded text without punctuation and blanks; 0 stands for no hash. ``text`` is the hash of the paragraphs,
``numbers`` that of their numbers, dates and ordinals in order. ``title`` and ``title_numbers`` are the same of the
headline, ``opening`` and ``closing`` are the hashes of the first and last sentences. ``size`` is the number of
characters in ``text``. ``day`` is the ordinal of the date (1 is the first day of the year 1), or 0 without a date, and
``inferred`` whether the date was inferred. ``month`` and ``day_of_month`` are those of a date that is written without a
year. ``known`` is the number of metadata fields that are filled, ``clauses`` the number of different clauses.
"""


class Sketch(NamedTuple):
    """The fingerprint of a document: a :data:`ROW` as bytes, and the hashes of its clauses, ascending and each once."""

    metadata: Metadata
    row: bytes
    clauses: bytes


class Sketches:
    """The sketches of an archive in columns, in the archive's order: most steps of curation work on a whole column."""

    def __init__(
        self, rows: bytes | mmap, clauses: bytes | mmap, metadata: Callable[[int], Metadata]
    ) -> None:
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
        """Return a document's metadata. It is read on demand, because few documents' metadata is ever needed."""
        found = self._read.get(place)
        if found is None:
            found = self._read[place] = self._metadata(place)
        return found

    def clauses_of(self, place: int) -> np.ndarray[tuple[int], np.dtype[np.uint32]]:
        """Return the hashes of a document's clauses."""
        start = self.starts[place]
        return self.clauses[start : start + self.rows["clauses"][place]]

    def holding(self, hashes: frozenset[int]) -> dict[int, tuple[int, ...]]:
        """Return which of these hashes stand among the clauses of which documents."""
        found: dict[int, tuple[int, ...]] = {}
        if hashes:
            places = np.flatnonzero(np.isin(self.clauses, list(hashes)))
            owners = np.searchsorted(self.starts, places, "right") - 1
            for owner, hashed in zip(owners.tolist(), self.clauses[places].tolist(), strict=True):
                found[owner] = (*found.get(owner, ()), hashed)
        return found

    def __len__(self) -> int:
        return len(self.rows)


def sketch(document: Document) -> Sketch:
    """Return the sketch of a document, which depends on nothing else."""
    return sketch_all([document])[0]


def sketch_all(documents: Iterable[Document]) -> list[Sketch]:
    """Return the sketch of each document, made in one pass over all their texts."""
    sketches: list[Sketch] = []
    some: list[Document] = []
    size = 0
    for document in documents:
        some.append(document)
        size += len(document.text)
        if size >= _BATCH:
            sketches += _sketch(some)
            some, size = [], 0
    return sketches + _sketch(some) if some else sketches


def find_ends(document: Document) -> tuple[list[Span], list[Span]]:
    """Return the first and the last sentences of a document. No sentence reaches over the end of its paragraph."""
    paragraphs = document.paragraphs
    starts = list(
        accumulate((len(span) + 1 for span in paragraphs), initial=len(document.metadata.title) + 1)
    )

    def in_text(place: tuple[int, int]) -> Span:
        number = bisect_right(starts, place[0]) - 1
        return Span(*place).shifted(paragraphs[number].start - starts[number])

    units = list(map(in_text, pairs(Sheet([document]).units)))
    return units[:UNITS_AT_AN_END], units[-UNITS_AT_AN_END:]


def _sketch(documents: Sequence[Document]) -> list[Sketch]:
    sheet = Sheet(documents)
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
            _cut(clauses.tobytes(), (clauses.itemsize * sums(counts)).tolist()),
        )
    )


def _order_clauses(sheet: Sheet) -> tuple[NDArray[np.uint32], NDArray[np.int_]]:
    """Return the clause hashes of all documents, ascending and each once for a document; and the count of each."""
    # Document and hash are packed into one number, so that a single sort serves all documents.
    owners, hashes = sheet.owners.astype(np.uint64), sheet.clauses
    # A watermark may be driven into a clause, and is counted as one of its own.
    driven = [
        (owner, hashed)
        for found in find_watermarks(sheet.text, sheet.text)
        if (owner := sheet.owner_of(found.span.start)) is not None
        for hashed in found.hashes
    ]
    if driven:
        more = np.array(driven, np.uint64)
        owners, hashes = np.concatenate((owners, more[:, 0])), np.concatenate((hashes, more[:, 1]))
    both = np.sort(owners << np.uint64(32) | hashes)
    both = both[np.diff(both, prepend=~both[:1]) != 0]
    counts = np.bincount((both >> np.uint64(32)).astype(np.intp), minlength=len(sheet.bodies))
    return both.astype(np.uint32), counts


def _each_once(hashes: Sequence[int]) -> list[int]:
    """Return the different hashes of the sentences at an end of a document, padded with 0."""
    return [*dict.fromkeys(hashes), *_NO_UNITS][:UNITS_AT_AN_END]


def _cut(data: bytes, bounds: Sequence[int]) -> list[bytes]:
    return [data[start:end] for start, end in pairwise(bounds)]


def _describe(metadata: Metadata) -> tuple[int, int, int, int, int]:
    """Return the fields of a row that come from the metadata alone."""
    known = (metadata.title, metadata.date, metadata.source, metadata.byline, metadata.url)
    day = metadata.date.toordinal() if metadata.date else 0
    return day, metadata.date_inferred, *_yearless(metadata), sum(map(bool, known))


def hash_unit(text: str, unit: Span) -> int:
    """Return the hash of a sentence at an end of a document, without its punctuation and blanks."""
    return zlib.crc32("".join(CLAUSE.findall(fold(unit.of(text)))).encode())


def _digest_numbers(folded: str) -> int:
    return _digest("\n".join(_NUMBER.findall(folded)).encode())


def _digest(data: bytes) -> int:
    if not data:
        return 0
    # Six bytes stay below 2**53, up to which JSON's numbers are exact everywhere, and fit into a signed column.
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest()) or 1


def _yearless(metadata: Metadata) -> tuple[int, int]:
    if metadata.date or not metadata.date_text:
        return 0, 0
    return next(((day.month, day.day) for day in find_dates(metadata.date_text)), (0, 0))
