"""Who would build something else does not help, and says what differs."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from boards import MemoryBoard, Wall
from building import RECIPE, write

from retrieval.archive.files import describe_listing, list_files
from retrieval.errors import StoreError, StoreLocked
from retrieval.index.building.helping import help_build
from retrieval.index.building.units import encode_files

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of a file."""
    write(tmp_path / "archive", "a.jsonl", "a会议", "b天气")
    return tmp_path / "archive"


def help_with(archive: Path, described: dict[str, Any]) -> None:
    """Help with a build of what is described."""
    wall = Wall()
    board = MemoryBoard(wall)
    wall.described = described
    listed = list_files(archive, print)
    mine = RECIPE.describe(archive) | {"listing": describe_listing(listed)}
    help_build(board, archive, {file.path: file for file in listed}, RECIPE, mine, lambda _: None)


def test_what_differs_is_told(archive: Path) -> None:
    """Another version, dictionary or archive, or another state of the same one."""
    mine = RECIPE.describe(archive) | {"listing": describe_listing(list_files(archive, print))}
    for other, said in (
        (replace(RECIPE, words=("外防输入",)).describe(archive), "its dictionary is another"),
        (mine | {"repair": "older"}, "another version of wendang"),
        (mine | {"archive": "/elsewhere"}, "it holds the archive '/elsewhere'"),
        (mine | {"listing": "other"}, "its files, their sizes or their times are others than here"),
    ):
        with pytest.raises(StoreLocked, match=r"built by process 1 on elsewhere.*" + said) as caught:
            help_with(archive, mine | other)
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_a_file_that_is_not_there_any_more_is_not_passed_over(change: str, archive: Path) -> None:
    """Who helps says so, and leaves the unit to others: what is missing here need not be missing there."""
    listed = list_files(archive, print)
    mine = RECIPE.describe(archive) | {"listing": describe_listing(listed)}
    file = archive / "a.jsonl"

    class Late(dict[str, Any]):
        """Files that change after they were listed."""

        def __getitem__(self, path: str) -> Any:
            if change == "gone":
                file.unlink(missing_ok=True)
            else:
                os.utime(file, (1, 1))
            return super().__getitem__(path)

    wall = Wall()
    wall.described = mine
    board = MemoryBoard(wall)
    board.offer("read", [(0, encode_files(["a.jsonl"]))])
    files = Late({one.path: one for one in listed})
    with pytest.raises(StoreError, match=r"'a.jsonl' (cannot be read here|has changed since)"):
        help_build(board, archive, files, RECIPE, mine, lambda _: None)
    assert wall.slips[0].state == "taken"
