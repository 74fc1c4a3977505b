"""The builder's books, as notes of an engine that does not read them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from retrieval.archive.records import Problem
from retrieval.curation.facts import Facts
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.states import FileState, Packed
from retrieval.index.disk.writer import DiskWriter
from retrieval.values import Metadata

if TYPE_CHECKING:
    from pathlib import Path


def test_what_is_noted_of_a_file_comes_back(tmp_path: Path) -> None:
    """State, sketches and facts, each in the order of the files that are asked for."""
    state = FileState(
        "b/c.jsonl",
        7,
        10**18,
        "digest",
        ("https://x.cn", "2022-11-14"),
        (Problem("b/c.jsonl", 2, "bad"),),
        ("x",),
    )
    facts = {"x": Facts("y", (Metadata("z", "z.txt"),), date(2022, 11, 14), (1, 2)), "\ud800": Facts("x")}
    packed = Packed(bytes(range(116)), b"1234", b'["x"]\n')
    with DiskWriter(tmp_path) as writer:
        ledger = Ledger(writer)
        for one in (state, FileState("a.txt", 0, 0, "")):
            ledger.note_state(one)
            ledger.note_sketches(one.path, packed if one is state else Packed())
        ledger.note_facts(state.path, facts)
        writer.commit({})
    with DiskWriter(tmp_path) as writer:
        ledger = Ledger(writer)
        paths = ["b/c.jsonl", "none.txt", "a.txt"]
        assert {one.path: one for one in ledger.states()} == {
            state.path: state,
            "a.txt": FileState("a.txt", 0, 0, ""),
        }
        assert list(ledger.sketches(paths)) == [("b/c.jsonl", packed), ("a.txt", Packed())]
        assert list(ledger.facts(paths)) == [("b/c.jsonl", facts)]
