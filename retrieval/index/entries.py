"""Documents as an engine on disk is handed them: their passages cut into terms, everything as bytes.

Cutting is what indexing costs, so it is done in other processes; what comes back is plain data.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from retrieval.folding import fold
from retrieval.index.encoding import encode_frame, encode_metadata, encode_passage, list_changes
from retrieval.index.scoring import mark_words
from retrieval.passages import holds_name, ideograph_runs, pair_neighbours, split_name, title_text
from retrieval.segmentation import WORD_CLOSES, WORD_OPENS, find_words, split_sentences, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.index.encoding import Changes
    from retrieval.segmentation import Mark
    from retrieval.values import Document, Span

# tantivy drops terms above 65,530 bytes; nobody searches for one that is longer than this.
_LONGEST_TERM = 255
_NEXT = WORD_CLOSES + WORD_OPENS
_GAP = re.compile(f"{WORD_CLOSES}[^{WORD_OPENS}]*{WORD_OPENS}")


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
    """A document and its passages; ``day`` counts from the year 1, 0 where there is no date.

    One that is ``folded`` into another has no passages.
    """

    id: str
    source: str
    day: int
    payload: bytes
    passages: tuple[PassageEntry, ...]
    folded: bool


def build_entries(
    documents: Sequence[Document], mark: Mark, plain: Sequence[Document] | None = None
) -> list[DocumentEntry]:
    """Cut documents into passages and terms, all at once: a text alone is worth no cutter's call.

    ``plain`` are the same documents without what the archive says of them, where it says anything.
    """
    texts = [text for document in documents for text in _list_texts(document)]
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        # Within a text the end of a line is a blank like others.
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    folded = fold(without_marks(joined))
    lines = zip(
        texts, folded.split("\n"), mark(folded).split("\n"), list_changes(texts, folded), strict=bool(texts)
    )
    return [
        _build_entry(document, bare, islice(lines, 1 + len(_paragraphs(document))))
        for document, bare in zip(documents, plain or documents, strict=True)
    ]


def _paragraphs(document: Document) -> tuple[Span, ...]:
    """Return the paragraphs by which a document is found: one that is folded into another has none."""
    return () if document.folded_into else document.paragraphs


def _list_texts(document: Document) -> Iterator[str]:
    yield title_text(document.metadata)
    for paragraph in _paragraphs(document):
        yield paragraph.of(document.text)


def _build_entry(
    document: Document, plain: Document, lines: Iterator[tuple[str, str, str, Changes]]
) -> DocumentEntry:
    """Return a document's entry from the lines of its title and its paragraphs."""
    metadata = document.metadata
    encoded = encode_metadata(metadata)
    _, folded, marked_title, _ = next(lines)
    title, hidden_title = _list_words(marked_title)
    pairs = pair_neighbours(ideograph_runs(folded))
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
        payload=encode_frame(document, plain),
        passages=tuple(passages),
        folded=bool(document.folded_into),
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
    if holds_name(inner):
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
