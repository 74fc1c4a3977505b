"""A document as an engine on disk is handed it: its passages cut into terms, everything as bytes.

Cutting is what indexing costs, so it is done in other processes; what comes back is plain data.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.folding import fold
from retrieval.index.encoding import encode_frame, encode_passage
from retrieval.index.scoring import encode_terms
from retrieval.passages import bigram_terms, split_passages, title_terms, word_terms

if TYPE_CHECKING:
    from retrieval.segmentation import Segment
    from retrieval.values import Document, Problem

# tantivy drops terms above 65,530 bytes; nobody searches for one that is longer than this.
_LONGEST_TERM = 255


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the archive as it was indexed: ``size`` in bytes, ``modified`` in nanoseconds since 1970.

    ``modified`` is 0 where the file was so young that a later change might bear the same time. ``shared``
    are ids that the file's records claim together with another file's: they are given out anew together.
    """

    path: str
    size: int
    modified: int
    digest: str
    problems: tuple[Problem, ...] = ()
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageEntry:
    """A passage's terms, each field's joined by blanks, and what is stored: its terms and itself."""

    words: str
    bigrams: str
    title: str
    lengths: tuple[int, int, int]
    payload: bytes


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document and its passages; ``day`` counts from the year 1, 0 where there is no date."""

    id: str
    source: str
    day: int
    payload: bytes
    passages: tuple[PassageEntry, ...]


def build_entry(document: Document, segment: Segment) -> DocumentEntry:
    """Cut a document into passages and terms."""
    passages = []
    title: list[str] | None = None
    for passage in split_passages(document, segment):
        if title is None:
            title = _safe(title_terms(passage, segment))
        words = _safe(word_terms(passage.text, passage.words))
        bigrams = bigram_terms(passage.text)
        passages.append(
            PassageEntry(
                words=" ".join(words),
                bigrams=" ".join(bigrams),
                title=" ".join(title),
                lengths=(len(words), len(bigrams), len(title)),
                payload=encode_passage(
                    passage, encode_terms(fold(passage.text), passage.words, words, bigrams, title)
                ),
            )
        )
    metadata = document.metadata
    return DocumentEntry(
        id=metadata.id,
        source=metadata.source,
        day=metadata.date.toordinal() if metadata.date else 0,
        payload=encode_frame(document),
        passages=tuple(passages),
    )


def safe_term(term: str) -> str:
    """Return a term as it is kept: itself, unless it is too long or holds a blank.

    The terms of a passage are kept in one text between blanks; a term that would be cut there, or
    dropped, is known by its hash instead.
    """
    if len(term) <= _LONGEST_TERM and term.split() == [term]:
        return term
    return "\x7f" + hashlib.blake2b(term.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _safe(terms: list[str]) -> list[str]:
    # One look at all of them, since hardly ever one is unusual.
    if len(" ".join(terms).split()) == len(terms) and max(map(len, terms), default=0) <= _LONGEST_TERM:
        return terms
    return [safe_term(term) for term in terms]
