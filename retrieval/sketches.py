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
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from retrieval.dates import find_dates
from retrieval.folding import fold
from retrieval.values import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

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


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a document.

    Hashes are of folded text without marks and blanks; 0 is none. ``text`` is that of all of it, ``clauses``
    those of its clauses, each once and rising, four bytes each; ``numbers`` is that of all its numbers, dates
    and ordinals in order, ``title`` and ``title_numbers`` are those of its headline. ``size`` is how many
    characters were hashed. ``opening`` and ``closing`` are the hashes of the sentences at its two ends.
    ``yearless`` is the month and the day that it bears without a year.
    """

    metadata: Metadata
    size: int
    text: int
    numbers: int
    title: int
    title_numbers: int
    opening: tuple[int, ...]
    closing: tuple[int, ...]
    yearless: tuple[int, int] | None
    clauses: bytes


def sketch(document: Document) -> Sketch:
    """Return a document's sketch: a function of the document, and of nothing else."""
    metadata = document.metadata
    whole = fold(document.text)
    folded = "\n".join(paragraph.of(whole) for paragraph in document.paragraphs)
    clauses = _CLAUSE.findall(folded)
    size = sum(map(len, clauses))
    title = fold(metadata.title)
    opening, closing = find_ends(document)
    return Sketch(
        metadata=metadata,
        size=size,
        text=_digest(clauses) if size >= _LEAST_TEXT else 0,
        numbers=_digest(_NUMBER.findall(folded), "\n"),
        title=_digest(_CLAUSE.findall(title)),
        title_numbers=_digest(_NUMBER.findall(title), "\n"),
        opening=tuple(filter(None, dict.fromkeys(_hash(unit.of(whole)) for unit in opening))),
        closing=tuple(filter(None, dict.fromkeys(_hash(unit.of(whole)) for unit in closing))),
        yearless=_yearless(metadata),
        clauses=array(
            "I", sorted({zlib.crc32(clause.encode(errors="replace")) for clause in clauses})
        ).tobytes(),
    )


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


def _yearless(metadata: Metadata) -> tuple[int, int] | None:
    if metadata.date or not metadata.date_text:
        return None
    found: Iterable[tuple[int, int]] = ((day.month, day.day) for day in find_dates(metadata.date_text))
    return next(iter(found), None)
