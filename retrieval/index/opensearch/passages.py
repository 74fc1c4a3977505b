"""A passage ↔ what the cluster stores of it: its text, its words, and what its exact score is worked out from."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from retrieval.chinese.folding import fold
from retrieval.chinese.sentences import split_sentences
from retrieval.index.encoding import decode_metadata, decode_passage, encode_passage
from retrieval.index.passages import title_text
from retrieval.values import Metadata, Passage

if TYPE_CHECKING:
    from retrieval.chinese.outlines import OutlinedWords


class Field(NamedTuple):
    """A folded text with its outline, and how many terms of each kind it has."""

    folded: str
    outline: bytes


class Kept(NamedTuple):
    """A passage as the cluster keeps it: ``lengths`` are its terms in each of the fields that are scored."""

    metadata: Metadata
    start: int
    lengths: tuple[int, int, int]
    title: Field
    text: str
    words: OutlinedWords
    outline: bytes

    def passage(self, number: int, folded: str) -> Passage:
        """Return the passage itself; ``folded`` is its text as it is searched."""
        sentences = tuple(split_sentences(self.text))
        return Passage(self.metadata, number, self.start, self.text, sentences, self.words, folded)


def encode_kept(
    metadata: bytes,
    start: int,
    lengths: tuple[int, int, int],
    title_outline: bytes,
    text: str,
    outline: bytes,
) -> bytes:
    """Return a passage as bytes; metadata, title and outlines hold no line end."""
    numbers = " ".join(map(str, (start, *lengths))).encode()
    return b"\n".join((metadata, title_outline, numbers, encode_passage(text, outline)))


def decode_kept(data: bytes) -> Kept:
    """Return the passage that :func:`encode_kept` was given."""
    metadata, title_outline, numbers, rest = data.split(b"\n", 3)
    start, words, bigrams, title = map(int, numbers.split())
    known, folded_title = _read_metadata(metadata)
    text, outlined = decode_passage(rest)
    outline = rest[: rest.index(b"\n")]
    return Kept(
        known, start, (words, bigrams, title), Field(folded_title, title_outline), text, outlined, outline
    )


@lru_cache(maxsize=1 << 12)
def _read_metadata(data: bytes) -> tuple[Metadata, str]:
    """Return metadata with its folded title: the passages of a document share it."""
    metadata = decode_metadata(data)
    return metadata, fold(title_text(metadata))
