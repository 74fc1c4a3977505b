"""Documents as an engine on disk is handed them: their passages cut into terms, everything as bytes.

Cutting is what indexing costs, so it is done in other processes; what comes back is plain data.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np

from retrieval.folding import codes_of, fold, text_of
from retrieval.index.encoding import decode_frame, encode_frame, encode_metadata, encode_passage, list_changes
from retrieval.index.scoring import mark_words
from retrieval.passages import ideograph_runs, pair_neighbours, split_name, title_text
from retrieval.segmentation import (
    MIDDLE_DOTS,
    WORD_CLOSES,
    WORD_OPENS,
    find_words,
    outline_words,
    split_sentences,
    without_marks,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from retrieval.index.encoding import Changes
    from retrieval.segmentation import Mark
    from retrieval.values import Document

# tantivy drops terms above 65,530 bytes; nobody searches for one that is longer than this.
_LONGEST_TERM = 255
# Blanks, at which words would be cut apart, and the dots between the parts of a name; none is beyond these codes.
_ODD = np.zeros(0x110000, np.bool_)
_ODD[[code for code in range(0x3100) if chr(code).isspace() or chr(code) in MIDDLE_DOTS]] = True
_ODD[ord("\n")] = False


class _Words(NamedTuple):
    """Words with a blank behind each, how many they are, and those that no mark shows, marked.

    These are the parts of a name, and what an unusual word is kept as.
    """

    terms: str
    number: int
    hidden: str = ""


_Line: TypeAlias = "tuple[str, str, str, _Words, Changes]"
"""A text as it is written, and folded; the outline of its words, they, and how it differs from its folded form."""


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


class Draft(NamedTuple):
    """A document as it waits to be cut into terms, in plain data.

    ``paragraphs`` are the texts by which it is found, ``starts`` where they begin in its own.
    """

    id: str
    source: str
    day: int
    metadata: bytes
    frame: bytes
    folded: bool
    title: str
    paragraphs: tuple[str, ...]
    starts: tuple[int, ...]


def draft_entry(document: Document, plain: Document | None = None) -> Draft:
    """Return a document ready to be cut; ``plain`` is the same without what the archive says of it."""
    metadata, text = document.metadata, document.text
    # One that is folded into another has no paragraphs by which it is found.
    spans = () if document.folded_into else document.paragraphs
    return Draft(
        metadata.id,
        metadata.source,
        metadata.date.toordinal() if metadata.date else 0,
        encode_metadata(metadata),
        encode_frame(document, plain or document),
        bool(document.folded_into),
        title_text(metadata),
        tuple([text[span.start : span.end] for span in spans]),
        tuple([span.start for span in spans]),
    )


def restore_draft(draft: Draft) -> Document:
    """Return the document of a draft."""
    return decode_frame(draft.frame, lambda _id, _count: draft.paragraphs)


def build_entries(documents: Iterable[Document], mark: Mark) -> list[DocumentEntry]:
    """Cut documents into passages and terms."""
    return cut_drafts([draft_entry(document) for document in documents], mark)


def cut_drafts(drafts: Sequence[Draft], mark: Mark) -> list[DocumentEntry]:
    """Cut documents into passages and terms, all at once: a text alone is worth no cutter's call."""
    texts = [text for draft in drafts for text in (draft.title, *draft.paragraphs)]
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        # Within a text the end of a line is a blank like others.
        joined = "\n".join([text.replace("\n", " ") for text in texts])
    folded = fold(without_marks(joined))
    marked = mark(folded)
    lines = zip(
        texts,
        folded.split("\n"),
        outline_words(marked).split("\n"),
        _list_words(marked),
        list_changes(texts, folded),
        strict=bool(texts),
    )
    return [_build_entry(draft, islice(lines, 1 + len(draft.paragraphs))) for draft in drafts]


def _build_entry(draft: Draft, lines: Iterator[_Line]) -> DocumentEntry:
    """Return a document's entry from the lines of its title and its paragraphs."""
    _, folded, outline, title, _ = next(lines)
    title_lines = folded, outline, title.hidden
    pairs = pair_neighbours(ideograph_runs(folded))
    titles = title.terms + " ".join(pairs)
    in_titles = title.number + len(pairs)
    passages = []
    for number, (text, folded, outline, words, changes) in enumerate(lines):
        runs = ideograph_runs(folded)
        bigrams = " ".join(runs)
        lengths = words.number, len(bigrams) - 2 * len(runs) + 1 if runs else 0, in_titles
        terms = "{} {} {}".format(*lengths), folded, outline, words.hidden, *title_lines
        sentences = split_sentences(text)
        payload = encode_passage(terms, draft.metadata, number, draft.starts[number], sentences, changes)
        passages.append(PassageEntry(words.terms, bigrams, titles, lengths, payload))
    return DocumentEntry(draft.id, draft.source, draft.day, draft.frame, tuple(passages), draft.folded)


def _list_words(marked: str) -> list[_Words]:
    """Return the words by which each line of a marked text is found.

    What stands between the words is left out of all lines at once; those lines are looked at one by one whose words
    are not what the marks show.
    """
    codes = codes_of(marked)
    opens, closes, ends = codes == ord(WORD_OPENS), codes == ord(WORD_CLOSES), codes == ord("\n")
    inside = np.cumsum(opens.view(np.int8) - closes.view(np.int8), dtype=np.int32) > 0
    kept = codes.compress(inside & ~opens | closes | ends)
    closes, ends = kept == ord(WORD_CLOSES), np.append(np.flatnonzero(kept == ord("\n")), len(kept))
    odd = np.flatnonzero(_ODD.take(kept))
    behind = np.flatnonzero(closes)
    odd = np.concatenate((odd, behind[np.diff(behind, prepend=-1) > _LONGEST_TERM + 1]))
    kept[closes] = ord(" ")
    numbers = np.diff(np.searchsorted(behind, ends), prepend=0)
    words = [
        _Words(terms, number)
        for terms, number in zip(text_of(kept).split("\n"), numbers.tolist(), strict=True)
    ]
    if len(odd):
        lines = marked.split("\n")
        for line in set(np.searchsorted(ends, odd).tolist()):
            words[line] = _list_odd_words(lines[line])
    return words


def _list_odd_words(marked: str) -> _Words:
    """Return the words of a line among which are names with parts, or words that cannot be kept as they are."""
    text = marked.replace(WORD_OPENS, "").replace(WORD_CLOSES, "")
    shown = [span.of(text) for span in find_words(marked)]
    if list(map(safe_term, shown)) == shown:
        parts = [part for word in shown for part in split_name(word)]
        words, hidden = shown + parts, mark_words(parts)
    else:
        words = [safe_term(term) for word in shown for term in (word, *split_name(word))]
        hidden = mark_words((Counter(words) - Counter(shown)).elements())
    return _Words("".join([f"{word} " for word in words]), len(words), hidden)


def safe_term(term: str) -> str:
    """Return a term as it is kept: itself, unless it is too long or holds a blank.

    The terms of a passage are indexed as one text between blanks; a term that would be cut there, or
    dropped, is known by its hash instead.
    """
    if len(term) <= _LONGEST_TERM and term.split() == [term]:
        return term
    return "\x7f" + hashlib.blake2b(term.encode(errors="surrogatepass"), digest_size=16).hexdigest()
