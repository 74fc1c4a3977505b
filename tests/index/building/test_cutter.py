"""Drafts and what is told of them become terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import update

from retrieval.index.building.cutter import Told, in_batches
from retrieval.index.building.spool import Place
from retrieval.index.disk.index import DiskIndex

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_document_that_is_too_much_costs_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One with more paragraphs than can be counted is named and left out, and what lies beside it is found."""
    monkeypatch.setattr("retrieval.index.disk.postings.MOST_PLACES", 8)
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text("市长主持会议。", "utf-8")
    (archive / "b.txt").write_text("天气晴朗。\n" * 20, "utf-8")
    (archive / "c.txt").write_text("会议闭幕。", "utf-8")
    done, problems = update(archive, tmp_path / "index")
    assert [problem.path for problem in problems] == ["b.txt"]
    assert "split its file" in problems[0].message
    index = DiskIndex(tmp_path / "index")
    assert index.document("a.txt")
    assert index.document("c.txt")
    assert index.document("b.txt") is None
    # It is told again, though it is not read again.
    done, again = update(archive, tmp_path / "index")
    assert not done.changes
    assert again == problems


def test_batches_hold_all_documents_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """However large each is: none is empty, and none but the last is small."""
    monkeypatch.setattr("retrieval.index.building.cutter._PIECE", 10)
    told = [(f"{n}.txt", Told(Place("1", n, size))) for n, size in enumerate((3, 30, 1, 1, 9, 4))]
    batches = list(in_batches(told))
    assert [batch.paths for batch in batches] == [
        ["0.txt", "1.txt"],
        ["2.txt", "3.txt", "4.txt"],
        ["5.txt"],
    ]
    assert [one for batch in batches for one in batch.told] == [one for _, one in told]
    assert [batch.size for batch in batches] == [33, 11, 4]
    assert list(in_batches([])) == []
