"""Drafts on their way from one process to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreError
from retrieval.index.building.spool import Place, Places, Spool
from retrieval.index.drafts import Draft

if TYPE_CHECKING:
    from pathlib import Path


def draft(id: str) -> Draft:
    """Return a draft of a document."""
    return Draft(
        id, "来源", 1, b"\0", b"{}", folded=False, title="标题\ud800", paragraphs=("一", "二"), starts=(0, 2)
    )


def test_drafts_come_back_from_their_places(tmp_path: Path) -> None:
    """In any order, from what was written at once and what was added."""
    spool = Spool(str(tmp_path))
    places = [*spool.write([draft("a"), draft("b")]), *spool.write([]), *spool.write([draft("c")])]
    assert [one.id for one in spool.read(reversed(places))] == ["c", "b", "a"]
    assert spool.read(places[1:2]) == [draft("b")]


def test_a_folder_without_room_is_said_with_a_remedy(tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(StoreError, match=r"cannot be kept in .*make room there, or set TMPDIR"):
        Spool(str(tmp_path / "none")).write([draft("a")])


def test_a_long_list_of_places_is_the_list_of_places() -> None:
    """With their sum of bytes, whatever processes they are of."""
    every = [Place("12", 0, 5), Place("7", 2**40, 9), Place("12", 5, 0)]
    places = Places()
    for place in every:
        places.add(place)
    assert list(places) == every
    assert (len(places), places.size) == (3, 14)
