"""One generation is served, and the others are swept away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import StoreError
from retrieval.index.disk.generations import (
    CURRENT,
    new_generation,
    read_generation,
    read_stamp,
    remove_unserved,
    serve_generation,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_a_generation_is_served_once_it_is_named(tmp_path: Path) -> None:
    """A new generation is seen when it is served and not before, and no name is given twice."""
    first = new_generation(tmp_path)
    assert read_generation(tmp_path) is None
    serve_generation(tmp_path, first)
    assert read_generation(tmp_path) == first
    second = new_generation(tmp_path)
    assert read_generation(tmp_path) == first != second
    before = read_stamp(tmp_path, first)
    serve_generation(tmp_path, second)
    assert read_generation(tmp_path) == second
    assert read_stamp(tmp_path, second) != before


def test_what_is_not_served_is_removed(tmp_path: Path) -> None:
    """The served generation stays, what a killed build left goes, and files of others are not touched."""
    served, left = new_generation(tmp_path), new_generation(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    serve_generation(tmp_path, served)
    remove_unserved(tmp_path)
    assert served.is_dir()
    assert not left.exists()
    assert (tmp_path / "notes.txt").is_file()


@pytest.mark.parametrize(("name", "said"), [("v1-000001", "has format 1"), ("../elsewhere", "damaged")])
def test_another_format_and_damage_are_said(tmp_path: Path, name: str, said: str) -> None:
    """An index that this version cannot read is refused with what to do, and nothing of it is removed."""
    (tmp_path / "v1-000001").mkdir()
    (tmp_path / CURRENT).write_text(name, "ascii")
    with pytest.raises(StoreError, match=rf"{said}.*--rebuild"):
        read_generation(tmp_path)
    remove_unserved(tmp_path)
    assert (tmp_path / "v1-000001").is_dir()
