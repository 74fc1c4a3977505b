"""Segments are merged, so that an index stands in a few files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import update, write
from indexes import contents

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.chinese.words import Segment


def test_segments_do_not_pile_up(tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch) -> None:
    """However often an index is brought up to date, it stands in a few files, and holds what a clean build holds.

    Segments that end after two passages stand for those of a large archive.
    """
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", *(f"{letter}会议召开。" for letter in "甲乙丙丁戊"))
    for number in range(30):
        monkeypatch.setattr("retrieval.index.disk.writer._MOST_PASSAGES", 2 if number % 3 else 60_000)
        write(archive, f"{number}.jsonl", f"{number:02}市长主持会议。", f"天气{number}")
        (archive / f"{number - 4}.jsonl").unlink(missing_ok=True)
        update(archive, tmp_path / "followed")
    update(archive, tmp_path / "clean")
    assert contents(tmp_path / "followed", segment) == contents(tmp_path / "clean", segment)
    assert len(list((tmp_path / "followed").rglob("*.segment"))) < 12


def test_few_long_texts_are_not_merged_again_and_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A segment that ended by its size is no small one, however few passages it has: it stays as it is."""
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_BYTES", 4000)
    archive = tmp_path / "archive"
    # Of more than one piece each, so that each fills a segment.
    for number in range(10):
        write(archive, f"{number}.jsonl", f"{number}" + "会议召开" * 400_000)
    update(archive, tmp_path / "index")
    before = {path.name: path.stat().st_ino for path in (tmp_path / "index").rglob("*.segment")}
    assert len(before) > 8
    for day in ("一", "二"):
        write(archive, f"{day}.jsonl", f"{day}天气")
        update(archive, tmp_path / "index")
    after = {path.name: path.stat().st_ino for path in (tmp_path / "index").rglob("*.segment")}
    assert before.items() <= after.items()
