"""A segment: some documents of an index and all by which they are found, in one file that never changes.

What is removed from an index is noted beside its segments (:mod:`retrieval.index.disk.commits`); what is added makes new
ones. A segment is small enough that its passages are counted in two bytes, unless one document alone has more, and
large enough that a million paragraphs are some twenty of them.
"""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from retrieval.chinese.folding import fold_all
from retrieval.chinese.sentences import split_sentences
from retrieval.index.disk.arrays import ArrayFile
from retrieval.index.disk.batches import Batch, Pieces, join_pieces
from retrieval.index.disk.postings import renumber_postings
from retrieval.index.disk.stored import StoredPostings
from retrieval.index.encoding import decode_frame, decode_metadata, decode_passage, decode_plain
from retrieval.values import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.disk.arrays import Seal
    from retrieval.values import Document, Metadata


class Note(NamedTuple):
    """What is kept of a file of the archive beside its documents."""

    kind: str
    path: str
    data: bytes


class Segment:
    """A segment as it is read; its documents and its passages are counted from 0.

    Raises:
        OSError: its file cannot be read.
        DamagedError: its file is not what was written, which may also be found out later.
    """

    def __init__(self, path: Path, seal: Seal) -> None:
        self._file = file = ArrayFile(path, seal)
        self.terms = StoredPostings(file, "terms")
        self.title_terms = StoredPostings(file, "title_terms")
        self.word_lengths = file.array("word_lengths")
        self.bigram_lengths = file.array("bigram_lengths")
        self.title_lengths = file.array("title_lengths")
        self.document_of = file.array("document_of")
        self.passage_ends = file.array("passage_ends")
        self.days = file.array("days")
        self.folded = file.array("folded")
        self.source_of = file.array("source_of")
        self.sources: list[str] = self._load("sources")
        self.documents = len(self.days)
        self.passages = len(self.document_of)
        self.note_count = file.length("note_kind_of")

    # --- documents ---

    def find(self, id: str) -> list[int]:
        """Return the documents with an id: one at most, unless some are removed."""
        # As wide as the sums: else all of those are widened.
        sums, wanted = self._file.array("id_sums"), np.uint32(zlib.crc32(id.encode("utf-8", "surrogatepass")))
        first, last = np.searchsorted(sums, wanted), np.searchsorted(sums, wanted, side="right")
        return [number for number in self._file.array("by_id")[first:last].tolist() if self.id(number) == id]

    def id(self, document: int) -> str:
        """Return a document's id."""
        return self._piece("ids", document).decode("utf-8", "surrogatepass")

    def path(self, document: int) -> str:
        """Return the file that a document stands in."""
        return self._paths[int(self._file.array("path_of")[document])]

    def metadata(self, document: int) -> Metadata:
        """Return a document's metadata."""
        return decode_metadata(self._piece("metadata", document))

    def document(self, document: int) -> Document:
        """Return a document."""
        return decode_frame(self._piece("frames", document), self.metadata(document), self._texts(document))

    def plain(self, document: int) -> Document:
        """Return a document without what the archive says of it."""
        return decode_plain(self._piece("frames", document), self.metadata(document), self._texts(document))

    def passages_of(self) -> NDArray[np.int64]:
        """Return how many passages each document has."""
        return _sizes(self.passage_ends)

    def read(self, passages: Sequence[int], metadata: Callable[[int], Metadata]) -> list[Passage]:
        """Return some passages; ``metadata`` returns that of a document, by its number."""
        pieces = [decode_passage(self._piece("passages", passage)) for passage in passages]
        # To fold them one by one took ten times as long.
        folded = fold_all(text for text, _ in pieces)
        documents = [self.document_of.item(passage) for passage in passages]
        starts = self._file.array("starts")
        return [
            Passage(
                metadata=metadata(document),
                number=passage - _stretch(self.passage_ends, document)[0],
                start=starts.item(passage),
                text=text,
                # To find them takes hardly longer than to read where they stand, and is done for few passages.
                sentences=tuple(split_sentences(text)),
                words=words,
                folded=one,
            )
            for passage, document, (text, words), one in zip(passages, documents, pieces, folded, strict=True)
        ]

    def in_files(self, paths: set[str]) -> list[int]:
        """Return the documents that stand in some files."""
        return self._of_files("path_of", paths)

    def _texts(self, document: int) -> list[str]:
        stretch = range(*_stretch(self.passage_ends, document))
        return [decode_passage(self._piece("passages", passage))[0] for passage in stretch]

    # --- notes ---

    def notes(self, kind: str) -> dict[str, int]:
        """Return the numbers of the notes of a kind, by path; of several on one file that of the last."""
        numbers = [number for number, name in enumerate(self._kinds) if name == kind]
        found = np.flatnonzero(np.isin(self._file.array("note_kind_of"), numbers))
        paths = self._file.array("note_path_of")[found]
        return {
            self._paths[path]: number for path, number in zip(paths.tolist(), found.tolist(), strict=True)
        }

    def note(self, number: int) -> Note:
        """Return a note."""
        kind = self._kinds[self._file.array("note_kind_of")[number]]
        return Note(kind, self._paths[self._file.array("note_path_of")[number]], self._piece("notes", number))

    def notes_on(self, paths: set[str]) -> list[int]:
        """Return the numbers of the notes on some files."""
        return self._of_files("note_path_of", paths)

    @cached_property
    def _paths(self) -> list[str]:
        return self._load("paths")

    @cached_property
    def _kinds(self) -> list[str]:
        return self._load("kinds")

    def _load(self, name: str) -> list[str]:
        names: list[str] = json.loads(self._file.read(name))
        return names

    def _of_files(self, of: str, paths: set[str]) -> list[int]:
        numbers = [number for number, path in enumerate(self._paths) if path in paths]
        found: list[int] = np.flatnonzero(np.isin(self._file.array(of), numbers)).tolist() if numbers else []
        return found

    # --- merging ---

    def copy(self, removed: Collection[int]) -> tuple[list[str], Batch]:
        """Return its documents and their files, but for those that are removed, as a draft takes them."""
        kept = np.ones(self.documents, np.bool_)
        kept[list(removed)] = False
        documents = np.flatnonzero(kept)
        kept_passages = kept[self.document_of]
        passages = np.flatnonzero(kept_passages)
        batch = Batch(
            renumber_postings(self.terms.load(), _renumber(kept_passages)),
            renumber_postings(self.title_terms.load(), _renumber(kept)),
            self.word_lengths[passages],
            self.bigram_lengths[passages],
            self._pieces("passages", passages),
            self._file.array("starts")[passages],
            self.passages_of()[documents],
            self.title_lengths[documents],
            self.days[documents],
            self.folded[documents],
            [self.id(number) for number in documents.tolist()],
            [self.sources[number] for number in self.source_of[documents].tolist()],
            self._pieces("metadata", documents),
            self._pieces("frames", documents),
        )
        return [self.path(number) for number in documents.tolist()], batch

    def _pieces(self, name: str, numbers: NDArray[Any]) -> Pieces:
        return join_pieces(self._piece(name, number) for number in numbers.tolist())

    def _piece(self, name: str, number: int) -> bytes:
        return self._file.read_piece(name, *_stretch(self._file.array(f"{name}.ends"), number))


def _stretch(ends: NDArray[Any], number: int) -> tuple[int, int]:
    """Return from where to where the parts of something stand, of which it is told where they end."""
    return ends.item(number - 1) if number else 0, ends.item(number)


def _sizes(ends: NDArray[Any]) -> NDArray[np.int64]:
    sizes = ends.astype(np.int64)
    sizes[1:] -= sizes[:-1].copy()
    return sizes


def _renumber(kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.where(kept, np.cumsum(kept) - 1, -1)
