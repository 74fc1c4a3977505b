"""Cut documents as the engine on disk takes them: their terms as numbers, everything else as bytes.

A batch is what comes back from another process, and what is taken out of a segment that is merged: few and large
pieces, which cost little to hand on.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from retrieval.chinese.folding import codes_of, text_of
from retrieval.chinese.outlines import BEGINS, GOES_ON, MIDDLE_DOTS
from retrieval.chinese.terms import IDEOGRAPH_RANGES, find_parts
from retrieval.index.disk.keys import as_bigrams, keys_at, pairs_at
from retrieval.index.disk.postings import Postings, count_occurrences, merge_postings
from retrieval.index.encoding import encode_passage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from retrieval.chinese.folding import Codes
    from retrieval.index.drafts import Cut

_IDEOGRAPH = np.zeros(0x110000, np.bool_)
for _first, _last in IDEOGRAPH_RANGES:
    _IDEOGRAPH[_first : _last + 1] = True
# Characters whose terms are counted at once: what is made of each takes a hundred bytes, and of a whole book gigabytes.
_AT_ONCE = 1 << 20
_DOTS = np.array([ord(dot) for dot in MIDDLE_DOTS], dtype=np.uint32)


class Pieces(NamedTuple):
    """Pieces of bytes in one, and the size of each."""

    data: bytes
    sizes: NDArray[Any]


class Batch(NamedTuple):
    """Documents and their passages, both counted from 0, with their terms.

    ``terms`` are those of the passages, the bigrams marked as such, ``title_terms`` those of the titles, by document.
    ``passages_of`` counts each document's passages, which ``start`` somewhere in its text; the three lengths count terms.
    """

    terms: Postings
    title_terms: Postings
    word_lengths: NDArray[Any]
    bigram_lengths: NDArray[Any]
    passages: Pieces
    starts: NDArray[Any]
    passages_of: NDArray[Any]
    title_lengths: NDArray[Any]
    days: NDArray[Any]
    folded: NDArray[Any]
    ids: list[str]
    sources: list[str]
    metadata: Pieces
    frames: Pieces


def encode_batch(cut: Cut) -> Batch:
    """Return cut documents as a batch.

    Raises:
        UnreadableError: they have more paragraphs than can be counted.
    """
    drafts = cut.drafts
    passages_of = np.array([len(draft.paragraphs) for draft in drafts], dtype=np.intp)
    is_title = np.zeros(len(drafts) + int(passages_of.sum()), np.bool_)
    is_title[np.cumsum(passages_of) - passages_of + np.arange(len(drafts))] = True
    # Titles are counted by document, paragraphs by passage.
    number = np.where(is_title, np.cumsum(is_title), np.cumsum(~is_title)) - 1
    word_lengths, bigram_lengths = (np.zeros(len(is_title) - len(drafts), np.intp) for _ in range(2))
    title_lengths = np.zeros(len(drafts), np.intp)
    found = []
    title_found = []
    for first, folded, outline in _blocks(cut):
        codes = codes_of(folded)
        line_at = first + np.cumsum(codes == ord("\n"), dtype=np.int32)
        starts, sizes = _find_words(codes, np.frombuffer(outline, np.uint8))
        pairs = np.flatnonzero(_IDEOGRAPH[codes[:-1]] & _IDEOGRAPH[codes[1:]])
        lines = np.concatenate((line_at[starts], line_at[pairs]))
        keys, pair_keys = keys_at(codes, starts, sizes), pairs_at(codes, pairs)
        in_title, places = is_title[lines], number[lines]
        in_text = ~in_title
        title_found.append(count_occurrences(np.concatenate((keys, pair_keys))[in_title], places[in_title]))
        found.append(
            count_occurrences(np.concatenate((keys, as_bigrams(pair_keys)))[in_text], places[in_text])
        )
        of_words, of_bigrams = places[: len(starts)], places[len(starts) :]
        word_lengths += np.bincount(of_words[in_text[: len(starts)]], minlength=len(word_lengths))
        bigram_lengths += np.bincount(of_bigrams[in_text[len(starts) :]], minlength=len(bigram_lengths))
        title_lengths += np.bincount(places[in_title], minlength=len(drafts))
    return Batch(
        _joined(found),
        _joined(title_found),
        word_lengths,
        bigram_lengths,
        _encode_passages(cut),
        np.array([start for draft in drafts for start in draft.starts], dtype=np.intp),
        passages_of,
        title_lengths,
        np.array([draft.day for draft in drafts], dtype=np.uint32),
        np.array([draft.folded for draft in drafts], dtype=np.uint8),
        [draft.id for draft in drafts],
        [draft.source for draft in drafts],
        join_pieces(draft.metadata for draft in drafts),
        join_pieces(draft.frame for draft in drafts),
    )


def _blocks(cut: Cut) -> Iterator[tuple[int, str, bytes]]:
    """Yield the folded text and its outline in blocks of whole lines, each with the number of lines before it."""
    start = first = 0
    while start < len(cut.folded) or not start:
        end = cut.folded.find("\n", start + _AT_ONCE) + 1 or len(cut.folded)
        yield first, cut.folded[start:end], cut.outline[start:end]
        first += cut.folded.count("\n", start, end)
        start = end or 1


def _joined(found: Sequence[Postings]) -> Postings:
    # The lines of one block come before those of the next.
    return found[0] if len(found) == 1 else merge_postings(found, [0] * len(found))


def join_pieces(pieces: Iterable[bytes]) -> Pieces:
    """Return pieces of bytes in one."""
    found = list(pieces)
    return Pieces(b"".join(found), np.array(list(map(len, found)), dtype=np.intp))


def _encode_passages(cut: Cut) -> Pieces:
    outlines = iter(cut.outline.split(b"\n"))
    passages: list[bytes] = []
    for draft in cut.drafts:
        # The first is its title's.
        _, *own = islice(outlines, 1 + len(draft.paragraphs))
        passages += map(encode_passage, draft.paragraphs, own)
    return join_pieces(passages)


def _find_words(codes: Codes, outline: NDArray[np.uint8]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return where the words begin, and their sizes; a name with middle dots counts whole and in its parts."""
    bounds = np.flatnonzero(outline != GOES_ON)
    begins = outline[bounds] == BEGINS
    starts = bounds[begins]
    sizes = np.append(bounds[1:], len(outline))[begins] - starts
    dots = np.flatnonzero(np.isin(codes, _DOTS) & ((outline == BEGINS) | (outline == GOES_ON)))
    if not len(dots):
        return starts, sizes
    parts = []
    for word in np.unique(np.searchsorted(starts, dots, side="right") - 1).tolist():
        at = int(starts[word])
        name = text_of(codes[at : at + int(sizes[word])])
        parts += [(at + part.start, len(part)) for part in find_parts(name)]
    more = np.array(parts, dtype=np.intp).reshape(-1, 2)
    return np.concatenate((starts, more[:, 0])), np.concatenate((sizes, more[:, 1]))
