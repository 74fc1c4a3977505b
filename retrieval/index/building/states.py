"""What a builder keeps of a file of the archive: what tells a change, what its documents are known by, their facts.

The first two change with their file alone, facts with any file of the archive: they are kept apart.
"""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass, field, replace
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from retrieval.archive.accounting import Amount
from retrieval.archive.records import Problem
from retrieval.curation.facts import Facts
from retrieval.curation.fingerprints import ROW, Sketch
from retrieval.index.encoding import decode_metadata, encode_metadata, pack_metadata, unpack_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from retrieval.archive.accounting import Amounts


class Packed(NamedTuple):
    """Sketches as bytes: their rows, their clauses, and a line of JSON for each one's metadata."""

    rows: bytes = b""
    clauses: bytes = b""
    metadata: bytes = b""

    @property
    def number(self) -> int:
        """How many sketches there are."""
        return len(self.rows) // ROW.itemsize


def pack_sketch(sketch: Sketch, metadata: bytes) -> Packed:
    """Return a sketch as bytes; ``metadata`` is its document's (:func:`retrieval.index.encoding.encode_metadata`)."""
    return Packed(sketch.row, sketch.clauses, metadata + b"\n")


def join_packed(packed: Iterable[Packed]) -> Packed:
    """Return sketches of several pieces as those of one."""
    parts = list(packed)
    return Packed(
        b"".join([one.rows for one in parts]),
        b"".join([one.clauses for one in parts]),
        b"".join([one.metadata for one in parts]),
    )


def rename_packed(packed: Packed, ids: Mapping[int, str]) -> Packed:
    """Return sketches of which some, by their place, are of documents with another id."""
    if not ids:
        return packed
    lines = packed.metadata.splitlines(keepends=True)
    for place, id in ids.items():
        lines[place] = rename_metadata(lines[place], id) + b"\n"
    return packed._replace(metadata=b"".join(lines))


def rename_metadata(metadata: bytes, id: str) -> bytes:
    """Return a document's metadata (:func:`retrieval.index.encoding.encode_metadata`) with another id."""
    return encode_metadata(replace(decode_metadata(metadata), id=id))


def encode_sketches(packed: Packed) -> bytes:
    """Return packed sketches in one piece."""
    return b"%d %d\n" % (packed.number, len(packed.clauses)) + b"".join(packed)


def decode_sketches(data: bytes) -> Packed:
    """Return what :func:`encode_sketches` was given."""
    head, rest = data.split(b"\n", 1)
    number, clauses = map(int, head.split())
    first, second = accumulate((number * ROW.itemsize, clauses))
    return Packed(rest[:first], rest[first:second], rest[second:])


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the archive as it was indexed: ``size`` in bytes, ``modified`` in nanoseconds since 1970.

    ``listed`` is what a sitemap said of it: address and day. ``shared`` are ids that the file's records claim together
    with another file's: they are given out anew together. ``left_out`` is how much of the file no question finds, by
    reason.
    """

    path: str
    size: int
    modified: int
    digest: str
    listed: tuple[str, str] = ("", "")
    problems: tuple[Problem, ...] = ()
    shared: tuple[str, ...] = ()
    left_out: Amounts = field(default_factory=dict)


def encode_state(state: FileState) -> bytes:
    """Return a file's state as bytes; ``decode_state`` gives it back unchanged."""
    problems = [[problem.path, problem.record, problem.message] for problem in state.problems]
    left_out = {reason: astuple(amount) for reason, amount in state.left_out.items()}
    return json.dumps(
        [state.path, state.size, state.modified, state.digest, state.listed, problems, state.shared, left_out]
    ).encode()


def decode_state(data: bytes) -> FileState:
    """Return the state that :func:`encode_state` was given."""
    path, size, modified, digest, (url, day), problems, shared, left_out = json.loads(data)
    return FileState(
        path,
        size,
        modified,
        digest,
        (url, day),
        tuple(Problem(*problem) for problem in problems),
        tuple(shared),
        {reason: Amount(*amount) for reason, amount in left_out.items()},
    )


def encode_facts(facts: Mapping[str, Facts]) -> bytes:
    """Return what the archive says of a file's documents, by id, as bytes."""
    return json.dumps({id: pack_facts(found) for id, found in facts.items()}).encode()


def decode_facts(data: bytes) -> dict[str, Facts]:
    """Return the facts that :func:`encode_facts` was given."""
    return {id: unpack_facts(fields) for id, fields in json.loads(data).items()}


def pack_facts(facts: Facts) -> list[Any]:
    """Return what the archive says of a document as plain data."""
    day = facts.date.isoformat() if facts.date else ""
    return [
        facts.folded_into,
        [pack_metadata(other) for other in facts.also],
        day,
        facts.boilerplate,
        facts.common,
    ]


def unpack_facts(fields: list[Any]) -> Facts:
    """Return the facts that :func:`pack_facts` was given."""
    folded_into, also, day, boilerplate, common = fields
    return Facts(
        folded_into,
        tuple(map(unpack_metadata, also)),
        date.fromisoformat(day) if day else None,
        tuple(boilerplate),
        tuple(common),
    )
