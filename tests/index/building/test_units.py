"""What builders tell each other comes back as it was."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.archive.accounting import Amount
from retrieval.archive.files import ArchiveFile
from retrieval.archive.records import Problem
from retrieval.curation.facts import Facts
from retrieval.curation.fingerprints import ROW
from retrieval.index.building import units
from retrieval.index.building.findings import Found, FoundIn, Read
from retrieval.index.building.spool import Place
from retrieval.index.building.states import FileState, Packed
from retrieval.values import Metadata

if TYPE_CHECKING:
    import pytest

# A name that is no text in any encoding, as file systems have them.
ODD = "b\udcff.jsonl"


def file(path: str, size: int) -> ArchiveFile:
    """Return a file of an archive."""
    return ArchiveFile(path, Path(path), size, 0)


def test_units_are_runs_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the archive's order, each of about the same work; what is packed counts for more, and a large file stays whole."""
    monkeypatch.setattr(units, "_UNIT", 100)
    files = [file("a.txt", 60), file("b.txt", 60), file("c.zip", 9), file("d.txt", 500), file("e.txt", 1)]
    assert [[one.path for one in part] for part in units.split(files)] == [
        ["a.txt", "b.txt"],
        ["c.zip", "d.txt"],
        ["e.txt"],
    ]
    assert units.split([]) == []


def test_paths_come_back() -> None:
    """Whatever bytes a file system allows in them."""
    assert units.decode_files(units.encode_files(["a", ODD])) == ["a", ODD]


def test_what_is_told_comes_back() -> None:
    """Ids and facts, of those documents alone of which there is something to say."""
    facts = Facts("x", (Metadata("y", "y.txt"),), date(2022, 7, 2), (3,), ())
    told = units.Told([(ODD, "digest", 3)], {1: ("a~2", None), 2: ("", facts)})
    assert units.decode_told(units.encode_told(told)) == told


def test_problems_come_back() -> None:
    """Of a file, and of a record."""
    problems = [Problem(ODD, None, "it cannot be read"), Problem("a", 3, "no text")]
    assert units.decode_problems(units.encode_problems(problems)) == problems


def test_what_was_found_comes_back() -> None:
    """All but where the drafts are: those stay with who has read them, and are told by their place in the unit."""
    state = FileState(ODD, 3, 4, "digest", ("url", "day"), (Problem(ODD, None, "odd"),))
    packed = Packed(bytes(2 * ROW.itemsize), b"\0\xff\n", b'{"a"}\n{"b"}\n')
    found = [
        FoundIn(ODD, 9, Found([Read("a", ODD, 1, Place("77", 5, 6)), Read("b", ODD, 2, Place("78", 0, 7))], packed, [], {})),
        FoundIn(ODD, 8, Found([], Packed(), [Problem(ODD, 3, "broken")], {"comment": Amount(2, 5)})),
    ]  # fmt: skip
    kept = units.Kept()
    states, back = units.decode_found(units.encode_found(iter(found), {ODD: state}, kept), 4)
    assert states == [state]
    first, second = back
    assert [read.draft for read in first.found.documents] == [Place("4", 0, 6), Place("4", 1, 7)]
    assert [read[:3] for read in first.found.documents] == [("a", ODD, 1), ("b", ODD, 2)]
    assert first.found.sketches == packed
    assert second == found[1]
    assert kept.files == [(ODD, "digest", 2)]
    assert list(kept.places) == [Place("77", 5, 6), Place("78", 0, 7)]
