"""A build that several share is one machine's build."""

from __future__ import annotations

import os
import threading
from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from boards import MemoryBoard, Wall
from building import RECIPE, update, write
from indexes import contents

from retrieval.archive.files import describe_listing, list_files
from retrieval.errors import StoreError, StoreLocked
from retrieval.index.building.reading import Reading
from retrieval.index.building.sharing import Builder, Tools, help_build, refuse_other
from retrieval.index.building.spool import Spool
from retrieval.index.building.units import encode_files
from retrieval.index.building.update import Update, update_index
from retrieval.index.building.workers import open_pool
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from retrieval.archive.records import Problem
    from retrieval.chinese.words import Segment
    from retrieval.index.base import Stage

COPY = "市长主持会议，会议通过了关于防汛工作的决定，要求各区逐段排查堤防。"


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of as many units as files: with ids that are claimed twice, copies, broken files and records."""
    monkeypatch.setattr("retrieval.index.building.units._UNIT", 1)
    monkeypatch.setattr("retrieval.index.building.update._WORTH_SHARING", 1)
    monkeypatch.setattr("retrieval.index.building.sharing.PAUSE", 0.01)
    folder = tmp_path / "archive"
    for number in range(5):
        write(
            folder,
            f"{number}.jsonl",
            f"a会议{number}召开。",
            f"{number}天气晴朗。",
            f"{number}市长主持会议。",
        )
        (folder / f"{number}.txt").write_text(COPY, "utf-8")
    (folder / "broken.jsonl").write_text("{broken", "utf-8")
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "long.txt").write_text("天气晴朗。\n" * 20, "utf-8")
    return folder


def notes_of(folder: Path) -> dict[str, Any]:
    """Return all that the builder noted of files."""
    with DiskWriter(folder, fresh=False) as writer:
        return {kind: dict(writer.notes(kind)) for kind in ("state", "sketches", "facts")}


def build_together(
    archive: Path, folder: Path, helpers: int, *, deadly: Iterable[Stage] = ()
) -> tuple[Wall, Update, list[Problem], list[Update]]:
    """Build an index with some that help, each in a thread; in the ``deadly`` stages one of them is killed."""
    wall = Wall()
    wall.deadly = set(deadly)
    problems: list[Problem] = []
    helped: list[Update] = []
    led: list[Update] = []

    def run(found: list[Update], report: Callable[[Problem], None]) -> None:
        found.append(
            update_index(
                wall.open_writer(folder),
                archive,
                RECIPE,
                rebuild=False,
                report=report,
                progress=lambda _: None,
                join=wall.join,
            )
        )

    leader = threading.Thread(target=run, args=(led, problems.append))
    leader.start()
    while wall.shared is None:
        pass
    threads = [threading.Thread(target=run, args=(helped, lambda _: None)) for _ in range(helpers)]
    for thread in threads:
        thread.start()
    for thread in (leader, *threads):
        thread.join()
    return wall, led[0], problems, helped


@pytest.mark.parametrize("helpers", [0, 2])
def test_whoever_builds_the_index_is_the_same(
    helpers: int, archive: Path, tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Documents, scores, what is noted, what could not be read or cut, and what is counted: as with one builder alone."""
    monkeypatch.setattr("retrieval.index.disk.postings.MOST_PLACES", 8)
    alone, told = update(archive, tmp_path / "alone")
    wall, led, problems, helped = build_together(archive, tmp_path / "together", helpers)
    assert contents(tmp_path / "together", segment) == contents(tmp_path / "alone", segment)
    assert notes_of(tmp_path / "together") == notes_of(tmp_path / "alone")
    assert (replace(led, builders={}), problems) == (alone, told)
    # Each file is a unit that is read, and most hold documents that are cut.
    assert sum(led.builders.values()) == len(wall.log) > 13
    assert len(helped) == helpers
    for one in helped:
        assert one.helped
        assert one.helped.built


def test_a_killed_helper_costs_nothing(archive: Path, tmp_path: Path, segment: Segment) -> None:
    """Killed when a unit is read, and another one when a unit is cut: both are done again, and nothing is there twice."""
    update(archive, tmp_path / "alone")
    wall = build_together(archive, tmp_path / "together", 2, deadly={"read", "cut"})[0]
    assert len(wall.killed) == 2
    assert {unit.stage for _, unit in wall.log if unit.attempt > 1} == {"read", "cut"}
    assert contents(tmp_path / "together", segment) == contents(tmp_path / "alone", segment)
    assert notes_of(tmp_path / "together") == notes_of(tmp_path / "alone")


def test_a_unit_is_cut_by_who_has_not_read_it(
    archive: Path, tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files are read again, and the same is found in them."""
    update(archive, tmp_path / "alone")
    monkeypatch.setattr("retrieval.index.building.sharing.Builder._read", _forgetful)
    build_together(archive, tmp_path / "together", 1)
    assert contents(tmp_path / "together", segment) == contents(tmp_path / "alone", segment)


def test_a_file_that_changes_between_reading_and_cutting_ends_the_build(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reads it again finds it out, and says which it is; nothing is committed."""
    lines = count(1)

    def change(*args: Any) -> Any:
        (archive / "long.txt").write_text("天气转阴。\n" * next(lines), "utf-8")
        return _forgetful(*args)

    monkeypatch.setattr("retrieval.index.building.sharing.Builder._read", change)
    wall = Wall()
    with pytest.raises(StoreError, match=r"'long.txt' is not what it was"):
        update_index(
            wall.open_writer(tmp_path / "index"),
            archive,
            RECIPE,
            rebuild=False,
            report=lambda _: None,
            progress=lambda _: None,
        )
    assert wall.state == "open"


def test_what_differs_is_told(archive: Path) -> None:
    """Another version, dictionary or archive, or another state of the same one."""
    mine = RECIPE.describe(archive) | {"listing": describe_listing(list_files(archive, print))}
    for other, said in (
        (replace(RECIPE, words=("外防输入",)).describe(archive), "its dictionary is another"),
        (mine | {"repair": "older"}, "another version of wendang"),
        (mine | {"archive": "/elsewhere"}, "it holds the archive '/elsewhere'"),
        (mine | {"listing": "other"}, "its files, their sizes or their times are others than here"),
    ):
        wall = Wall()
        wall.described = mine | other
        with pytest.raises(StoreLocked, match=r"built by process 1 on elsewhere.*" + said) as caught:
            refuse_other(MemoryBoard(wall), RECIPE, archive, mine["listing"])
        assert "\n" not in str(caught.value)


@pytest.mark.parametrize("change", ["gone", "changed"])
def test_a_file_that_is_not_there_any_more_is_not_passed_over(
    change: str, archive: Path, tmp_path: Path
) -> None:
    """Who helps says so, and leaves the unit to others: what is missing here need not be missing there."""
    listed = list_files(archive, print)
    file = archive / "0.txt"

    class Late(dict[str, Any]):
        """Files that change after they were listed."""

        def __getitem__(self, path: str) -> Any:
            if change == "gone":
                file.unlink(missing_ok=True)
            else:
                os.utime(file, (1, 1))
            return super().__getitem__(path)

    wall = Wall()
    board = MemoryBoard(wall)
    board.offer("read", [(0, encode_files(["0.txt"]))])
    files = Late({one.path: one for one in listed})
    with open_pool(0) as pool:
        spool = Spool(str(tmp_path))
        tools = Tools(pool, spool, RECIPE, partial(Reading, pool, spool))
        with pytest.raises(StoreError, match=r"'0.txt' (cannot be read here|has changed since)"):
            help_build(board, files, tools, lambda _: None)
    assert wall.slips[0].state == "taken"


def _forgetful(builder: Any, paths: Any) -> Any:
    """Read as a builder does, and forget what was read."""
    found = _READ(builder, paths)
    builder._kept = _Nothing()  # noqa: SLF001 - what a builder remembers is its own
    return found


class _Nothing(dict[int, Any]):
    """A memory that keeps nothing."""

    def __setitem__(self, key: int, value: Any) -> None:
        """Forget it."""


_READ = Builder._read  # noqa: SLF001 - another is put in its place
