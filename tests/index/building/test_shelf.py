"""Sketches of a build, in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from reports import document

from retrieval.curation.fingerprints import sketch_all
from retrieval.index.building.shelf import Shelf, Stretch
from retrieval.index.building.states import Packed, join_packed, pack_sketch
from retrieval.index.encoding import encode_metadata

if TYPE_CHECKING:
    import pytest


@settings(deadline=None)
@given(files=st.lists(st.lists(st.lists(st.text(max_size=30), max_size=3), max_size=3), max_size=4))
def test_a_shelf_holds_what_was_put_there(
    files: list[list[list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """File by file, however many pieces a file comes in, and as columns of all of them in their order."""
    shelf = Shelf(tmp_path_factory.mktemp("build") / "shelf")
    every, stretches, joined = [], {}, {}
    for name, pieces in enumerate(files):
        path = f"{name}.jsonl"
        packed = []
        first = len(every)
        for number, texts in enumerate(pieces):
            documents = [document(f"{name}-{number}-{place}", text) for place, text in enumerate(texts)]
            sketches = sketch_all(documents)
            every += sketches
            packed.append(join_packed(pack_sketch(one, encode_metadata(one.metadata)) for one in sketches))
            shelf.add(path, packed[-1])
        joined[path] = join_packed(packed)
        if pieces:
            stretches[path] = Stretch(first, len(every) - first)
    assert dict(shelf.files) == stretches
    assert {path: shelf.read(path) for path in joined} == joined
    assert shelf.read("none") == Packed()
    columns = shelf.columns()
    shelf.close()
    assert len(columns) == len(every)
    assert [columns.metadata(place) for place in range(len(every))] == [one.metadata for one in every]
    assert columns.rows.tobytes() == b"".join(one.row for one in every)
    assert [columns.clauses_of(place).tobytes() for place in range(len(every))] == [
        one.clauses for one in every
    ]
