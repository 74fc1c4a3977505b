"""A segment: some documents of an index and all by which they are found, in one file that never changes.

What is removed from an index is noted beside its segments (:mod:`retrieval.index.disk.commits`); what is added makes new
ones. A segment is small enough that its passages are counted in two bytes, unless one document alone has more, and
large enough that a million paragraphs are some twenty of them.
"""

from __future__ import annotations

import json
import zlib
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from retrieval.chinese.sentences import split_sentences
from retrieval.index.disk.arrays import ArrayFile, write_arrays
from retrieval.index.disk.batches import Batch, Pieces, join_pieces
from retrieval.index.disk.postings import Postings, merge_postings, narrow, renumber_postings
from retrieval.index.encoding import decode_frame, decode_metadata, decode_passage, decode_plain
from retrieval.values import Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.disk.arrays import Seal
    from retrieval.values import Document, Metadata


class Note(NamedTuple):
    """What is kept of a file of the archive beside its documents."""

    kind: str
    path: str
    data: bytes


class SegmentDraft:
    """A segment that is being filled."""

    def __init__(self) -> None:
        self.passages = 0
        self.documents = 0
        self.size = 0
        self._batches: list[Batch] = []
        self._bases: list[tuple[int, int]] = []
        self._paths: list[str] = []
        self._notes: list[Note] = []

    def __bool__(self) -> bool:
        return bool(self._paths or self._notes)

    def add(self, paths: Sequence[str], batch: Batch) -> None:
        """Add documents; ``paths`` are their files."""
        self._bases.append((self.passages, self.documents))
        self._batches.append(batch)
        self._paths += [path for path, _ in zip(paths, batch.ids, strict=True)]
        self.passages += len(batch.starts)
        self.documents += len(batch.ids)
        self.size += len(batch.passages.data) + len(batch.frames.data)

    def add_note(self, note: Note) -> None:
        """Keep something of a file."""
        self._notes.append(note)
        self.size += len(note.data)

    def write(self, path: Path) -> Seal:
        """Write the segment's file; after that it cannot be added to any more.

        Raises:
            OSError: there is no room, or writing is not allowed.
        """
        batches, notes = self._batches, self._notes
        ids = [id.encode("utf-8", "surrogatepass") for batch in batches for id in batch.ids]
        sources, source_of = _number(source for batch in batches for source in batch.sources)
        paths, path_of = _number(chain(self._paths, (note.path for note in notes)))
        kinds, kind_of = _number(note.kind for note in notes)
        id_sums = np.array(list(map(zlib.crc32, ids)), dtype=np.uint32)
        by_id = np.argsort(id_sums, kind="stable")
        passages_of = _join(batches, lambda batch: batch.passages_of)
        passage_bases, document_bases = zip(*self._bases, strict=True) if self._bases else ((), ())
        pieces = {
            "passages": [batch.passages for batch in batches],
            "metadata": [batch.metadata for batch in batches],
            "frames": [batch.frames for batch in batches],
            "ids": [join_pieces(ids)],
            "notes": [join_pieces(note.data for note in notes)],
        }
        arrays = {
            **_name("terms", merge_postings([batch.terms for batch in batches], passage_bases)),
            **_name("title_terms", merge_postings([batch.title_terms for batch in batches], document_bases)),
            "starts": narrow(_join(batches, lambda batch: batch.starts)),
            "word_lengths": narrow(_join(batches, lambda batch: batch.word_lengths)),
            "bigram_lengths": narrow(_join(batches, lambda batch: batch.bigram_lengths)),
            "title_lengths": narrow(_join(batches, lambda batch: batch.title_lengths)),
            "document_of": narrow(np.repeat(np.arange(len(ids)), passages_of)),
            "passage_ends": narrow(np.cumsum(passages_of)),
            "days": narrow(_join(batches, lambda batch: batch.days)),
            "folded": narrow(_join(batches, lambda batch: batch.folded)),
            "source_of": source_of,
            "path_of": path_of[: len(ids)],
            "id_sums": id_sums[by_id],
            "by_id": narrow(by_id),
            "note_path_of": path_of[len(ids) :],
            "note_kind_of": kind_of,
            **{f"{name}.ends": _ends(parts) for name, parts in pieces.items()},
        }
        blobs = {
            **{name: [part.data for part in parts] for name, parts in pieces.items()},
            **{
                name: [_dump(names)]
                for name, names in (("sources", sources), ("paths", paths), ("kinds", kinds))
            },
        }
        return write_arrays(path, arrays, blobs)


class Segment:
    """A segment as it is read; its documents and its passages are counted from 0.

    Raises:
        OSError: its file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._file = ArrayFile(path)
        self._arrays = arrays = self._file.arrays
        self.terms = Postings(*(arrays[f"terms.{name}"] for name in Postings._fields))
        self.title_terms = Postings(*(arrays[f"title_terms.{name}"] for name in Postings._fields))
        self.word_lengths = arrays["word_lengths"]
        self.bigram_lengths = arrays["bigram_lengths"]
        self.title_lengths = arrays["title_lengths"]
        self.document_of = arrays["document_of"]
        self.passage_ends = arrays["passage_ends"]
        self._starts = arrays["starts"]
        self.days = arrays["days"]
        self.folded = arrays["folded"]
        self.source_of = arrays["source_of"]
        self.sources: list[str] = self._load("sources")
        self.documents = len(self.days)
        self.passages = len(self.document_of)
        self.note_count = len(arrays["note_kind_of"])

    # --- documents ---

    def find(self, id: str) -> list[int]:
        """Return the documents with an id: one at most, unless some are removed."""
        # As wide as the sums: else all of those are widened.
        sums, wanted = self._arrays["id_sums"], np.uint32(zlib.crc32(id.encode("utf-8", "surrogatepass")))
        first, last = np.searchsorted(sums, wanted), np.searchsorted(sums, wanted, side="right")
        return [number for number in self._arrays["by_id"][first:last].tolist() if self.id(number) == id]

    def id(self, document: int) -> str:
        """Return a document's id."""
        return self._piece("ids", document).decode("utf-8", "surrogatepass")

    def path(self, document: int) -> str:
        """Return the file that a document stands in."""
        return self._paths[int(self._arrays["path_of"][document])]

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

    def passage(self, passage: int, metadata: Metadata) -> Passage:
        """Return a passage of the document with this metadata."""
        text, words = decode_passage(self._piece("passages", passage))
        return Passage(
            metadata=metadata,
            number=passage - _stretch(self.passage_ends, self.document_of.item(passage))[0],
            start=self._starts.item(passage),
            text=text,
            # To find them takes hardly longer than to read where they stand, and is done for few passages.
            sentences=tuple(split_sentences(text)),
            words=words,
        )

    def in_files(self, paths: set[str]) -> list[int]:
        """Return the documents that stand in some files."""
        return self._of_files("path_of", paths)

    def _texts(self, document: int) -> list[str]:
        stretch = range(*_stretch(self.passage_ends, document))
        return [decode_passage(self._piece("passages", passage))[0] for passage in stretch]

    # --- notes ---

    def notes(self, kind: str) -> Iterator[tuple[int, Note]]:
        """Yield the notes of a kind with their numbers."""
        numbers = [number for number, name in enumerate(self._kinds) if name == kind]
        for number in np.flatnonzero(np.isin(self._arrays["note_kind_of"], numbers)).tolist():
            yield number, self._note(number)

    def all_notes(self, withdrawn: Collection[int]) -> Iterator[Note]:
        """Yield its notes, but for those that are withdrawn."""
        return (self._note(number) for number in range(self.note_count) if number not in withdrawn)

    def notes_on(self, paths: set[str]) -> list[int]:
        """Return the numbers of the notes on some files."""
        return self._of_files("note_path_of", paths)

    def _note(self, number: int) -> Note:
        kind = self._kinds[self._arrays["note_kind_of"][number]]
        return Note(kind, self._paths[self._arrays["note_path_of"][number]], self._piece("notes", number))

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
        found: list[int] = np.flatnonzero(np.isin(self._arrays[of], numbers)).tolist() if numbers else []
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
            renumber_postings(self.terms, _renumber(kept_passages)),
            renumber_postings(self.title_terms, _renumber(kept)),
            self.word_lengths[passages],
            self.bigram_lengths[passages],
            self._pieces("passages", passages),
            self._starts[passages],
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
        return self._file.read_piece(name, *_stretch(self._arrays[f"{name}.ends"], number))


def _number(names: Iterable[str]) -> tuple[list[str], NDArray[Any]]:
    """Return names once each, and the number of each name as it came."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(name, len(numbers)) for name in names]
    return list(numbers), narrow(np.array(found, dtype=np.int64))


def _join(batches: Sequence[Batch], of: Callable[[Batch], NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, np.uint8), *map(of, batches)])


def _stretch(ends: NDArray[Any], number: int) -> tuple[int, int]:
    """Return from where to where the parts of something stand, of which it is told where they end."""
    return ends.item(number - 1) if number else 0, ends.item(number)


def _sizes(ends: NDArray[Any]) -> NDArray[np.int64]:
    sizes = ends.astype(np.int64)
    sizes[1:] -= sizes[:-1].copy()
    return sizes


def _name(name: str, postings: Postings) -> dict[str, NDArray[Any]]:
    return {f"{name}.{field}": array for field, array in postings._asdict().items()}


def _ends(pieces: Sequence[Pieces]) -> NDArray[Any]:
    return narrow(np.cumsum(np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in pieces)])))


def _dump(names: list[str]) -> bytes:
    return json.dumps(names).encode()


def _renumber(kept: NDArray[np.bool_]) -> NDArray[np.int64]:
    return np.where(kept, np.cumsum(kept) - 1, -1)
