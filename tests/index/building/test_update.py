"""Only what is new, changed or gone is worked on, and a build is a function of its archive."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from building import NAMES, update, write

from retrieval.archive.files import digest_file
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import Update
from retrieval.index.disk.index import DiskIndex

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.archive.files import ArchiveFile


def test_a_sitemap_that_changes_gives_its_pages_anew(tmp_path: Path) -> None:
    """A page whose bytes are the same bears another address once the sitemap lists it."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "7.html").write_text(
        "<html><body><p>江城大桥昨日正式通车，全长三千二百米。</p></body></html>", "utf-8"
    )
    update(archive, tmp_path / "index")
    (archive / "sitemap.xml").write_text(
        "<urlset><url><loc>https://example.cn/7.html</loc></url></urlset>", "utf-8"
    )
    update(archive, tmp_path / "index")
    document = DiskIndex(tmp_path / "index").document("7.html")
    assert document
    assert document.metadata.url == "https://example.cn/7.html"


def test_only_what_changed_is_worked_on(tmp_path: Path) -> None:
    """A file with the same size and time, or with the same bytes, is left alone."""
    archive = tmp_path / "archive"
    for name in NAMES:
        write(archive, name, f"{name[0]}会议")
    os.utime(archive / "a.jsonl", (1e9, 1e9))
    assert update(archive, tmp_path / "index")[0] == Update(3, 0, 0, 0, 3, None)
    assert update(archive, tmp_path / "index")[0] == Update(0, 0, 0, 3, 0, None)
    os.utime(archive / "a.jsonl", (2e9, 2e9))
    (archive / "b.jsonl").unlink()
    write(archive, "c.jsonl", "c天气")
    write(archive, "d.jsonl", "d天气")
    assert update(archive, tmp_path / "index")[0] == Update(1, 1, 1, 1, 2, None)
    assert DiskIndex(tmp_path / "index").statistics().documents == 3


def test_a_change_within_the_tick_of_the_clock_is_seen(tmp_path: Path) -> None:
    """A file as long as before, and with the same time, is told by its bytes where it was young."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议")
    before = (archive / "a.jsonl").stat()
    update(archive, tmp_path / "index")
    write(archive, "a.jsonl", "a天气")
    os.utime(archive / "a.jsonl", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert update(archive, tmp_path / "index")[0].changed == 1


def test_bytes_are_compared_only_while_a_file_was_young(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was written just before it was read is compared; once that is done, its time tells a change."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议")
    compared: list[str] = []

    def digest(file: ArchiveFile) -> str:
        compared.append(file.path)
        return digest_file(file)

    monkeypatch.setattr("retrieval.index.building.update.digest_file", digest)
    written = (archive / "a.jsonl").stat().st_mtime_ns
    for seconds, name in ((1, "b.jsonl"), (60, "c.jsonl"), (120, "d.jsonl")):
        monkeypatch.setattr(
            "retrieval.index.building.update.time.time_ns", lambda now=written + seconds * 10**9: now
        )
        write(archive, name, f"{name[0]}天气")
        os.utime(archive / name, ns=(written, written))
        update(archive, tmp_path / "index")
    assert compared == ["a.jsonl", "b.jsonl"]


@pytest.mark.parametrize("recipe", [Recipe("jieba"), Recipe("rjieba", ("会议召开",))])
def test_another_recipe_builds_anew(recipe: Recipe, tmp_path: Path) -> None:
    """Words cut in two ways never stand in one index."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议")
    update(archive, tmp_path / "index")
    assert update(archive, tmp_path / "index", recipe=recipe)[0].rebuilt
    assert update(archive, tmp_path / "index", recipe=recipe)[0].rebuilt is None


def test_two_builds_are_alike_to_the_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is a function of its archive: not of processes and their order, nor of the hour.

    One is built right after the archive was written, the other a day later.
    """
    archive = tmp_path / "archive"
    # Enough that several processes work on it.
    for number in range(4):
        texts = (f"{number}{line}市长主持第{line}次会议，讨论防汛工作。" * 40 for line in range(200))
        write(archive, f"{number}.jsonl", *texts)
    update(archive, tmp_path / "one")
    tomorrow = time.time_ns() + 24 * 3600 * 10**9
    monkeypatch.setattr("retrieval.index.building.update.time.time_ns", lambda: tomorrow)
    update(archive, tmp_path / "other")
    one, other = (sorted((tmp_path / name).rglob("*.segment")) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]
