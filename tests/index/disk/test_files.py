"""A file is replaced as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.disk.files import replace_file

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    """The new bytes stand under the old name, and the draft is gone."""
    path = tmp_path / "CURRENT"
    for data in (b"one", b"two"):
        replace_file(path, data)
        assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]
