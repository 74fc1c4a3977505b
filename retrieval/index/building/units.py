"""The parts in which an archive is shared out among builders, and what they and their leader tell each other, as bytes.

A unit is some files that follow each other in the archive. Texts never travel: a builder keeps the drafts of what it has
read, and reads the files of another's unit again where it is to cut that one. JSON, never pickle: whoever may write to
the cluster must not be able to run anything here.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from retrieval.archive.accounting import Amount
from retrieval.archive.containers import is_container
from retrieval.archive.records import Problem
from retrieval.index.building.findings import Found, FoundIn, Read
from retrieval.index.building.spool import Place, Places
from retrieval.index.building.states import (
    decode_sketches,
    decode_state,
    encode_sketches,
    encode_state,
    pack_facts,
    unpack_facts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from retrieval.archive.files import ArchiveFile
    from retrieval.curation.facts import Facts
    from retrieval.index.building.states import FileState

# Bytes of files: a killed builder's unit is done again, and one that is alone has nothing to do while the last is done.
_UNIT = 32 << 20
# How much larger about is what comes out of a container.
_PACKED = 10


def measure(file: ArchiveFile) -> int:
    """Return about how many bytes of work a file is."""
    return file.size * (_PACKED if is_container(file.path) else 1)


def split(files: Sequence[ArchiveFile]) -> list[list[ArchiveFile]]:
    """Return files in units, in their order."""
    units: list[list[ArchiveFile]] = []
    size = 0
    for file in files:
        if not units or size >= _UNIT:
            units.append([])
            size = 0
        units[-1].append(file)
        size += measure(file)
    return units


@dataclass(slots=True)
class Kept:
    """What a builder has read of a unit: its files, each with its digest and how many documents, and their drafts."""

    files: list[tuple[str, str, int]] = field(default_factory=list)
    places: Places = field(default_factory=Places)


class Told(NamedTuple):
    """What is told of a unit that is to be cut.

    ``files`` are what was found when it was read: whoever reads it again must find the same. ``changes`` are ids and
    facts, by the place of the document in the unit.
    """

    files: list[tuple[str, str, int]]
    changes: Mapping[int, tuple[str, Facts | None]]


def encode_files(paths: Iterable[str]) -> bytes:
    """Return the files of a unit that is to be read."""
    return json.dumps(list(paths)).encode()


def decode_files(data: bytes) -> list[str]:
    """Return what :func:`encode_files` was given."""
    return [str(path) for path in json.loads(data)]


def encode_told(told: Told) -> bytes:
    """Return what is told of a unit that is to be cut."""
    changes = [[place, id, facts and pack_facts(facts)] for place, (id, facts) in told.changes.items()]
    return json.dumps([told.files, changes]).encode()


def decode_told(data: bytes) -> Told:
    """Return what :func:`encode_told` was given."""
    files, changes = json.loads(data)
    return Told(
        [(path, digest, number) for path, digest, number in files],
        {place: (id, unpack_facts(facts) if facts else None) for place, id, facts in changes},
    )


def encode_problems(problems: Iterable[Problem]) -> bytes:
    """Return what could not be cut of a unit."""
    return json.dumps([[one.path, one.record, one.message] for one in problems]).encode()


def decode_problems(data: bytes) -> list[Problem]:
    """Return what :func:`encode_problems` was given."""
    return [Problem(*one) for one in json.loads(data)]


def encode_found(found: Iterable[FoundIn], states: Mapping[str, FileState], kept: Kept) -> bytes:
    """Return what was found in the files of a unit; where its drafts are is put down in ``kept``.

    Args:
        found: is looked at once.
        states: the files that were read, when ``found`` is exhausted: their problems are those of the files as such.
        kept: holds nothing yet.
    """
    heads: list[object] = []
    parts: list[bytes] = []
    numbers: dict[str, int] = {}
    for file, size, (documents, sketches, problems, left_out) in found:
        packed = encode_sketches(sketches)
        parts.append(packed)
        heads.append(
            [
                file,
                size,
                len(packed),
                [[read.id, read.path, read.record, read.draft.size] for read in documents],
                [[one.path, one.record, one.message] for one in problems],
                {reason: [amount.pieces, amount.characters] for reason, amount in left_out.items()},
            ]
        )
        numbers[file] = numbers.get(file, 0) + len(documents)
        for read in documents:
            kept.places.add(read.draft)
    kept.files = [(path, state.digest, numbers.get(path, 0)) for path, state in states.items()]
    files = [encode_state(state).decode() for state in states.values()]
    return b"\n".join((json.dumps([files, heads]).encode(), b"".join(parts)))


def decode_found(data: bytes, unit: int) -> tuple[list[FileState], Iterator[FoundIn]]:
    """Return the files and what :func:`encode_found` was given; the name of each draft's place is the unit's number."""
    head, packed = data.split(b"\n", 1)
    files, heads = json.loads(head)

    def found() -> Iterator[FoundIn]:
        start = count = 0
        for file, size, length, documents, problems, left_out in heads:
            reads = [
                Read(id, path, record, Place(str(unit), count + number, bytes_))
                for number, (id, path, record, bytes_) in enumerate(documents)
            ]
            sketches = decode_sketches(packed[start : start + length])
            start += length
            count += len(reads)
            amounts = {reason: Amount(*amount) for reason, amount in left_out.items()}
            yield FoundIn(file, size, Found(reads, sketches, [Problem(*one) for one in problems], amounts))

    return [decode_state(file.encode()) for file in files], found()
