"""What a builder keeps of a file comes back as it was."""

from __future__ import annotations

from datetime import date

from retrieval.archive.records import Problem
from retrieval.curation.facts import Facts
from retrieval.curation.fingerprints import ROW
from retrieval.index.building.states import (
    FileState,
    Packed,
    decode_facts,
    decode_sketches,
    decode_state,
    encode_facts,
    encode_sketches,
    encode_state,
    join_packed,
)
from retrieval.values import Metadata


def test_a_state_is_decoded_as_it_was_encoded() -> None:
    """The state of a file survives its bytes, problems and shared ids included."""
    problems = (Problem("a.jsonl", 3, "no text"),)
    state = FileState("a.jsonl", 10, 1 << 60, "abc", ("http://x/", "2022-11-14"), problems, ("a", "b"))
    assert decode_state(encode_state(state)) == state


def test_facts_are_decoded_as_they_were_encoded() -> None:
    """What the archive says of a document survives its bytes, the metadata of folded copies included."""
    facts = {
        "a": Facts("", (Metadata(id="b", path="b.txt", date=date(2022, 11, 14)),), date(2022, 1, 2), ("完",)),
        "b": Facts("a", (), None, ()),
    }
    assert decode_facts(encode_facts(facts)) == facts


def test_sketches_are_decoded_as_they_were_encoded() -> None:
    """Rows, clauses and metadata are told apart again, also those of several pieces, and of none."""
    one = Packed(b"r" * ROW.itemsize, b"cccc", b"{}\n")
    assert decode_sketches(encode_sketches(join_packed([one, Packed(), one]))) == join_packed([one, one])
    assert decode_sketches(encode_sketches(Packed())) == Packed()
    assert join_packed([one, one]).number == 2
