"""What other processes do for a build: bytes → drafts of documents, and drafts → terms as an engine takes them.

Functions of a module, and plain data in and out: both are pickled. Drafts themselves stay in the spool.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from retrieval.archive.reading import read_source
from retrieval.archive.records import SourceFile
from retrieval.chinese.words import open_outliner
from retrieval.curation.facts import NO_FACTS, Facts, with_facts
from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.spool import Place, Spool
from retrieval.index.building.states import Packed, pack_sketch
from retrieval.index.drafts import Cut, Draft, cut_drafts, draft_document, restore_draft

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.chinese.outlines import Outline
    from retrieval.values import Document, Problem


class Read(NamedTuple):
    """A document as it came back from another process."""

    id: str
    path: str
    record: int
    draft: Place
    sketch: Packed


Piece: TypeAlias = tuple[SourceFile, Spool]
"""Some bytes of a file, and where what is read of them is kept."""


def read_piece(task: Piece) -> tuple[list[Read], list[Problem]]:
    """Return the documents of some bytes, and what could not be read."""
    source, spool = task
    problems: list[Problem] = []
    documents = list(read_source(source, problems.append))
    return read_all(documents, spool), problems


def read_all(documents: Sequence[Document], spool: Spool) -> list[Read]:
    """Keep documents as drafts, and return what is known of each."""
    drafts = list(map(draft_document, documents))
    places = spool.write(list(map(dump_draft, drafts)))
    return [
        Read(
            draft.id,
            document.metadata.path,
            document.origin.record,
            place,
            pack_sketch(known, draft.metadata),
        )
        for document, draft, place, known in zip(
            documents, drafts, places, sketch_all(documents), strict=True
        )
    ]


Task: TypeAlias = "tuple[str, tuple[str, ...], Callable[[Cut], Any], Spool, list[tuple[Place, Facts]]]"
"""Cutter, dictionary, the engine's way to take cut documents, and where their drafts are, each with its facts."""


def cut_batch(task: Task) -> Any:
    """Cut documents into terms, and return them as the engine takes them."""
    cutter, words, encode, spool, batch = task
    drafts = map(load_draft, spool.read(place for place, _ in batch))
    known = [_with_facts(draft, facts) for draft, (_, facts) in zip(drafts, batch, strict=True)]
    return encode(cut_drafts(known, _outliner(cutter, words)))


def _with_facts(draft: Draft, facts: Facts) -> Draft:
    # Of most documents the archive says nothing: they need not be put together again.
    if facts == NO_FACTS:
        return draft
    plain = restore_draft(draft)
    return draft_document(with_facts(plain, facts), plain)


def dump_draft(draft: Draft) -> bytes:
    """Return a draft as bytes, for processes of this run alone."""
    return marshal.dumps(tuple(draft))


def load_draft(data: bytes) -> Draft:
    """Return the draft that :func:`dump_draft` was given."""
    return Draft(*marshal.loads(data))  # noqa: S302 - from this run's own folder, which no other user enters


_loaded: dict[tuple[str, tuple[str, ...]], Outline] = {}


def _outliner(cutter: str, words: tuple[str, ...]) -> Outline:
    key = (cutter, words)
    if key not in _loaded:
        _loaded.clear()
        _loaded[key] = open_outliner(cutter, words)
    return _loaded[key]
