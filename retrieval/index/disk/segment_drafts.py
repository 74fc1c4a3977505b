"""A segment on its way to its file: what is added is kept in memory until it is written, all at once."""

from __future__ import annotations

import json
import zlib
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.index.disk.arrays import write_arrays
from retrieval.index.disk.batches import join_pieces
from retrieval.index.disk.postings import merge_postings, narrow

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from retrieval.index.disk.arrays import Seal
    from retrieval.index.disk.batches import Batch, Pieces
    from retrieval.index.disk.postings import Postings
    from retrieval.index.disk.segments import Note


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

    @property
    def note_count(self) -> int:
        """How many notes there are."""
        return len(self._notes)

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


def _number(names: Iterable[str]) -> tuple[list[str], NDArray[Any]]:
    """Return names once each, and the number of each name as it came."""
    numbers: dict[str, int] = {}
    found = [numbers.setdefault(name, len(numbers)) for name in names]
    return list(numbers), narrow(np.array(found, dtype=np.int64))


def _join(batches: Sequence[Batch], of: Callable[[Batch], NDArray[Any]]) -> NDArray[Any]:
    return np.concatenate([np.zeros(0, np.uint8), *map(of, batches)])


def _name(name: str, postings: Postings) -> dict[str, NDArray[Any]]:
    return {f"{name}.{field}": array for field, array in postings._asdict().items()}


def _ends(pieces: Sequence[Pieces]) -> NDArray[Any]:
    return narrow(np.cumsum(np.concatenate([np.zeros(0, np.int64), *(part.sizes for part in pieces)])))


def _dump(names: list[str]) -> bytes:
    return json.dumps(names).encode()
