"""A document → what the rest of the archive must know of it, in a few hundred bytes.

What is true of an archive and of none of its documents alone (who repeats whom, what opens every article,
which year a day belongs to) is found from sketches. A sketch is made from its document and nothing else, so
it is made once, where the document is read, and kept for as long as the document does not change.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from array import array
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, Self

import numpy as np

from retrieval.dates import find_dates
from retrieval.folding import fold
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from retrieval.values import Document, Metadata

_CLAUSE = re.compile(r"[^\W_]+")
# What two reports may not differ in: numbers with what parts and follows them, numerals, ordinals without one,
# and days that are named from where one stands.
# It begins with a set of characters, which the search for it skips to: the rest is looked at seldom.
_NUMERALS = "0-9〇零一二三四五六七八九十百千万亿兆廿卅两"
_NUMBER = re.compile(
    f"[-−首前昨今明后去本上下{_NUMERALS}](?:(?<=[-−])[0-9]+(?:[.,:/-][0-9]+)*[%‰]?"
    f"|(?<=[{_NUMERALS}])[{_NUMERALS}]*(?:[.,:/-][0-9]+)*[%‰]?"
    "|(?<=首)[次届个批场]|(?<=[前昨今明后去本上下])[天日年月周午])"
)
# A sentence at either end of a document; what an opening introduces (本台消息：) is another.
_UNIT = re.compile("[^。！？!?：:]*[。！？!?：:]*[”’」』）)\"']*")
# So many sentences at each end may be what every document begins or ends with.
UNITS_AT_AN_END = 4
# Below so many characters a text is said anew, not copied: 收到, 好的, a headline alone.
_LEAST_TEXT = 20


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
    metadata = document.metadata
    whole = fold(document.text)
    folded = "\n".join(paragraph.of(whole) for paragraph in document.paragraphs)
    found = _CLAUSE.findall(folded)
    size = sum(map(len, found))
    clauses = sorted({zlib.crc32(clause.encode(errors="replace")) for clause in found})
    title = fold(metadata.title)
    month, day = _yearless(metadata)
    known = (metadata.title, metadata.date, metadata.source, metadata.byline, metadata.url)
    row = (
        size,
        _digest(found) if size >= _LEAST_TEXT else 0,
        _digest(_NUMBER.findall(folded), "\n"),
        _digest(_CLAUSE.findall(title)),
        _digest(_NUMBER.findall(title), "\n"),
        *(
            [*dict.fromkeys(_hash(unit.of(whole)) for unit in units), 0, 0, 0, 0][:UNITS_AT_AN_END]
            for units in find_ends(document)
        ),
        metadata.date.toordinal() if metadata.date else 0,
        metadata.date_inferred,
        month,
        day,
        sum(map(bool, known)),
        len(clauses),
    )
    return Sketch(metadata, np.array([row], ROW).tobytes(), array("I", clauses).tobytes())


def find_ends(document: Document) -> tuple[list[Span], list[Span]]:
    """Return the first sentences of a document and the last ones, each within one paragraph."""
    opening: list[Span] = []
    for paragraph in document.paragraphs[:UNITS_AT_AN_END]:
        opening += islice(_units(document.text, paragraph), UNITS_AT_AN_END - len(opening))
    closing: list[Span] = []
    for paragraph in reversed(document.paragraphs[-UNITS_AT_AN_END:]):
        if len(closing) < UNITS_AT_AN_END:
            closing = [*_units(document.text, paragraph), *closing]
    return opening, closing[-UNITS_AT_AN_END:]


def hash_unit(text: str, unit: Span) -> int:
    """Return the hash of a sentence at a document's end; marks and blanks do not count."""
    return _hash(fold(unit.of(text)))


def _units(text: str, paragraph: Span) -> Iterator[Span]:
    for match in _UNIT.finditer(text, paragraph.start, paragraph.end):
        if match.end() > match.start():
            yield Span(*match.span())


def _hash(folded: str) -> int:
    return zlib.crc32("".join(_CLAUSE.findall(folded)).encode(errors="replace"))


def _digest(pieces: Sequence[str], between: str = "") -> int:
    if not pieces:
        return 0
    data = between.join(pieces).encode(errors="replace")
    # JSON's whole numbers are safe up to 2**53 everywhere, and numpy's are signed.
    return int.from_bytes(hashlib.blake2b(data, digest_size=6).digest()) or 1


def _yearless(metadata: Metadata) -> tuple[int, int]:
    if metadata.date or not metadata.date_text:
        return 0, 0
    return next(((day.month, day.day) for day in find_dates(metadata.date_text)), (0, 0))
