"""Files as an index keeps them: what tells a change, what could not be read, and what their documents are known by.

a line of JSON: the file; a line of JSON: sketches and facts; the clauses of all sketches, as they are
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from retrieval.facts import Facts
from retrieval.index.encoding import pack_metadata, unpack_metadata
from retrieval.sketches import Sketch
from retrieval.values import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class FileState:
    """A file of the archive as it was indexed: ``size`` in bytes, ``modified`` in nanoseconds since 1970.

    ``modified`` is 0 where the file was so young that a later change might bear the same time. ``listed`` is
    what a sitemap said of it: address and day. ``shared`` are ids that the file's records claim together with
    another file's: they are given out anew together. ``sketches`` are those of its documents, in order, and
    ``facts`` what they were indexed with, by id.
    """

    path: str
    size: int
    modified: int
    digest: str
    listed: tuple[str, str] = ("", "")
    problems: tuple[Problem, ...] = ()
    shared: tuple[str, ...] = ()
    sketches: tuple[Sketch, ...] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)


def encode_state(state: FileState) -> bytes:
    """Return a file's state as bytes; ``decode_state`` gives it back unchanged."""
    problems = [[problem.path, problem.record, problem.message] for problem in state.problems]
    head = [state.path, state.size, state.modified, state.digest, state.listed, problems, state.shared]
    documents = [
        [_pack_sketch(one) for one in state.sketches],
        {id: _pack_facts(facts) for id, facts in state.facts.items()},
    ]
    lines = [json.dumps(line, separators=(",", ":")).encode() for line in (head, documents)]
    return b"\n".join((*lines, b"".join(one.clauses for one in state.sketches)))


def decode_state(data: bytes) -> FileState:
    """Return the state that :func:`encode_state` was given."""
    head, documents, clauses = data.split(b"\n", 2)
    path, size, modified, digest, (url, day), problems, shared = json.loads(head)
    packed, facts = json.loads(documents)
    sketches = []
    at = 0
    for *fields, length in packed:
        sketches.append(_unpack_sketch(fields, clauses[at : at + length]))
        at += length
    return FileState(
        path,
        size,
        modified,
        digest,
        (url, day),
        tuple(Problem(*problem) for problem in problems),
        tuple(shared),
        tuple(sketches),
        {id: _unpack_facts(fields) for id, fields in facts.items()},
    )


def _pack_sketch(one: Sketch) -> list[Any]:
    return [
        pack_metadata(one.metadata),
        one.size,
        one.text,
        one.numbers,
        one.title,
        one.title_numbers,
        one.opening,
        one.closing,
        one.yearless,
        len(one.clauses),
    ]


def _unpack_sketch(fields: list[Any], clauses: bytes) -> Sketch:
    metadata, size, text, numbers, title, title_numbers, opening, closing, yearless = fields
    return Sketch(
        unpack_metadata(metadata),
        size,
        text,
        numbers,
        title,
        title_numbers,
        tuple(opening),
        tuple(closing),
        tuple(yearless) if yearless else None,
        clauses,
    )


def _pack_facts(facts: Facts) -> list[Any]:
    day = facts.date.isoformat() if facts.date else ""
    return [facts.folded_into, [pack_metadata(other) for other in facts.also], day, facts.boilerplate]


def _unpack_facts(fields: list[Any]) -> Facts:
    folded_into, also, day, boilerplate = fields
    return Facts(
        folded_into,
        tuple(map(unpack_metadata, also)),
        date.fromisoformat(day) if day else None,
        tuple(boilerplate),
    )
