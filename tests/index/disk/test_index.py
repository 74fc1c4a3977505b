"""Who reads an index sees whole states, and only those that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import RECIPE, update, write
from indexes import parse_query

from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import update_index
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.chinese.words import Segment


def test_a_reader_sees_the_old_state_until_the_new_one_is_whole(tmp_path: Path, segment: Segment) -> None:
    """An open index answers as before while files are added, and anew right after the commit."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议")
    update(archive, tmp_path / "index")
    index = DiskIndex(tmp_path / "index")
    ask = parse_query("天气", segment)
    for rebuild in (False, True):
        write(archive, f"{rebuild}.jsonl", f"{rebuild}天气")
        before = index.statistics().documents
        seen: set[int] = set()
        update_index(
            lambda *, fresh: DiskWriter(tmp_path / "index", fresh=fresh),
            archive,
            RECIPE,
            rebuild=rebuild,
            report=print,
            progress=lambda _, seen=seen: seen.add(index.statistics().documents),  # type: ignore[misc] # bound early
        )
        assert seen == {before}
        assert index.statistics().documents == before + 1
        assert len(index.search(ask, limit=5)) == before


def test_a_reader_keeps_to_its_recipe(
    tmp_path: Path, segment: Segment, caplog: pytest.LogCaptureFixture
) -> None:
    """Built anew with another dictionary, an index is not taken up by who reads it: once said, old state served."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "会议召开。")
    update(archive, tmp_path / "index")
    index = DiskIndex(tmp_path / "index", lambda manifest: RECIPE.differs(manifest, archive))
    write(archive, "b.jsonl", "天气晴朗。")
    update(archive, tmp_path / "index", recipe=Recipe("rjieba", ("天气晴朗",)))
    for _ in range(2):
        assert index.statistics().documents == 1
        assert index.search(parse_query("会议", segment), limit=3)
    assert [record.getMessage().count("its dictionary is another") for record in caplog.records] == [1]
    update(archive, tmp_path / "index")
    assert index.statistics().documents == 2
