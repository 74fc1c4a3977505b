"""Documents as an engine on disk is handed them: their passages cut into terms, everything as bytes.

Cutting is what indexing costs, so it is done in other processes; what comes back is plain data.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from retrieval.folding import fold
from retrieval.index.encoding import encode_frame, encode_metadata, encode_passage, list_changes
from retrieval.index.scoring import mark_words
from retrieval.passages import ideograph_runs, split_name, title_text
from retrieval.segmentation import WORD_CLOSES, WORD_OPENS, find_words, split_sentences, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.index.encoding import Changes
    from retrieval.segmentation import Mark
    from retrieval.values import Document, Problem

# tantivy drops terms above 65,530 bytes; nobody searches for one that is longer than this.
_LONGEST_TERM = 255
_NEXT = WORD_CLOSES + WORD_OPENS
_GAP = re.compile(f"{WORD_CLOSES}[^{WORD_OPENS}]*{WORD_OPENS}")
_MIDDLE_DOT = re.compile("[·•‧・]")


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


class PassageEntry(NamedTuple):
    """A passage's terms as they are indexed, and what is stored: its terms and itself.

    ``words`` and ``title`` stand between blanks; ``bigrams`` are the stretches between blanks of which each
    pair of neighbours is one.
    """

    words: str
    bigrams: str
    title: str
    lengths: tuple[int, int, int]
    payload: bytes


class DocumentEntry(NamedTuple):
    """A document and its passages; ``day`` counts from the year 1, 0 where there is no date."""

    id: str
    source: str
    day: int
    payload: bytes
    passages: tuple[PassageEntry, ...]


def build_entries(documents: Sequence[Document], mark: Mark) -> list[DocumentEntry]:
    """Cut documents into passages and terms, all at once: a text alone is worth no cutter's call."""
    texts = [text for document in documents for text in _list_texts(document)]
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        # Within a text the end of a line is a blank like others.
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    folded = fold(without_marks(joined))
    lines = zip(
        texts, folded.split("\n"), mark(folded).split("\n"), list_changes(texts, folded), strict=bool(texts)
    )
    return [_build_entry(document, islice(lines, 1 + len(document.paragraphs))) for document in documents]


def _list_texts(document: Document) -> Iterator[str]:
    yield title_text(document.metadata)
    for paragraph in document.paragraphs:
        yield paragraph.of(document.text)


def _build_entry(document: Document, lines: Iterator[tuple[str, str, str, Changes]]) -> DocumentEntry:
    """Return a document's entry from the lines of its title and its paragraphs."""
    metadata = document.metadata
    encoded = encode_metadata(metadata)
    _, folded, marked_title, _ = next(lines)
    title, hidden_title = _list_words(marked_title)
    pairs = [pair for run in ideograph_runs(folded) for pair in map(add, run, run[1:])]
    titles = " ".join((*title, *pairs))
    passages = []
    for number, (text, folded, marked, changes) in enumerate(lines):
        words, hidden = _list_words(marked)
        runs = ideograph_runs(folded)
        lengths = len(words), sum(map(len, runs)) - len(runs), len(title) + len(pairs)
        terms = " ".join(map(str, lengths)), marked, hidden, marked_title, hidden_title
        start = document.paragraphs[number].start
        payload = encode_passage(terms, encoded, number, start, split_sentences(text), changes)
        passages.append(PassageEntry(" ".join(words), " ".join(runs), titles, lengths, payload))
    return DocumentEntry(
        id=metadata.id,
        source=metadata.source,
        day=metadata.date.toordinal() if metadata.date else 0,
        payload=encode_frame(document),
        passages=tuple(passages),
    )


def _list_words(marked: str) -> tuple[list[str], str]:
    """Return the words by which a marked text is found, and those of them that no mark shows, marked.

    These are the parts of a name, and what an unusual word is kept as.
    """
    if WORD_OPENS not in marked:
        return [], ""
    inner = marked[marked.index(WORD_OPENS) + 1 : marked.rindex(WORD_CLOSES)]
    # What stands between two words goes; most often there is nothing.
    words = _GAP.sub(" ", inner.replace(_NEXT, " ")).split()
    if len(words) != marked.count(WORD_OPENS) or (
        len(marked) > _LONGEST_TERM and max(map(len, words)) > _LONGEST_TERM
    ):
        text = marked.replace(WORD_OPENS, "").replace(WORD_CLOSES, "")
        shown = [span.of(text) for span in find_words(marked)]
        words = [safe_term(term) for word in shown for term in (word, *split_name(word))]
        return words, mark_words((Counter(words) - Counter(shown)).elements())
    if _MIDDLE_DOT.search(inner):
        parts = [part for word in words for part in split_name(word)]
        return words + parts, mark_words(parts)
    return words, ""


def safe_term(term: str) -> str:
    """Return a term as it is kept: itself, unless it is too long or holds a blank.

    The terms of a passage are indexed as one text between blanks; a term that would be cut there, or
    dropped, is known by its hash instead.
    """
    if len(term) <= _LONGEST_TERM and term.split() == [term]:
        return term
    return "\x7f" + hashlib.blake2b(term.encode(errors="surrogatepass"), digest_size=16).hexdigest()
