"""Who reads an index sees whole states, and only those that fit."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from building import RECIPE, update, write
from indexes import parse_query

from retrieval.errors import StoreError
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import update_index
from retrieval.index.disk.commits import read_commit, write_commit
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from pathlib import Path

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


def build(folder: Path) -> DiskIndex:
    """Index a small archive, and open it."""
    archive = folder / "archive"
    write(archive, "a.jsonl", *(f"{number}会议由第{number}人主持" for number in range(200)))
    update(archive, folder / "index")
    return DiskIndex(folder / "index")


def test_a_changed_bit_is_told_and_never_an_answer(tmp_path: Path, segment: Segment) -> None:
    """Wherever a disk changes one, with the file's time as it was: the answer is the same, or the damage is told."""
    build(tmp_path)
    [file] = (tmp_path / "index").glob("*/*.segment")
    asked = parse_query("会议由第7人主持", segment)
    sound = DiskIndex(tmp_path / "index").search(asked, limit=9)
    written, before = file.read_bytes(), file.stat()
    told: list[str] = []
    for place in range(0, len(written), max(1, len(written) // 150)):
        damaged = bytearray(written)
        damaged[place] ^= 1 << place % 8
        file.write_bytes(damaged)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
        try:
            found = DiskIndex(tmp_path / "index").search(asked, limit=9)
        except StoreError as error:
            told.append(str(error))
        else:
            assert found == sound
    assert len(told) > 20
    assert all("is damaged" in said and "--rebuild" in said for said in told)


def test_an_index_that_is_cut_or_overwritten_while_it_is_served_is_told_and_comes_back(
    tmp_path: Path, segment: Segment
) -> None:
    """A backup that is copied over takes nobody's process: damage is told until it is whole, and then it is served."""
    index = build(tmp_path)
    [file] = (tmp_path / "index").glob("*/*.segment")
    asked = parse_query("会议由第7人主持", segment)
    written = file.read_bytes()
    sound = index.search(asked, limit=9)
    for size in (0, 4096):
        with file.open("r+b") as stream:
            stream.truncate(size)
        with pytest.raises(StoreError, match="is damaged"):
            index.latest(300)
        with pytest.raises(StoreError, match="is damaged"):
            DiskIndex(tmp_path / "index")
        file.write_bytes(written)
        assert index.search(asked, limit=9) == sound


def test_a_folder_in_the_place_of_current_is_told_and_mended(tmp_path: Path) -> None:
    """Whoever asks is told, and a rebuild puts a file there."""
    build(tmp_path)
    current = tmp_path / "index" / "CURRENT"
    current.unlink()
    current.mkdir()
    with pytest.raises(StoreError, match="--rebuild"):
        DiskIndex(tmp_path / "index")
    update(tmp_path / "archive", tmp_path / "index", rebuild=True)
    assert DiskIndex(tmp_path / "index").statistics().documents


def test_a_commit_of_parts_that_do_not_fit_is_told(tmp_path: Path) -> None:
    """Sums that are right prove nothing of what they seal."""
    build(tmp_path)
    [generation] = (tmp_path / "index").glob("v*")
    commit = read_commit(generation)
    part = commit.parts[0]
    for nonsense in (
        commit._replace(parts=[part._replace(removed=frozenset([10**6]))]),
        commit._replace(parts=[part._replace(name="commit.json")]),
        commit._replace(parts=[part, part._replace(name="gone.segment")]),
    ):
        write_commit(generation, nonsense)
        with pytest.raises(StoreError, match="is damaged"):
            DiskIndex(tmp_path / "index")
        with pytest.raises(StoreError, match="is damaged"):
            update(tmp_path / "archive", tmp_path / "index")
    update(tmp_path / "archive", tmp_path / "index", rebuild=True)
    assert DiskIndex(tmp_path / "index").statistics().documents
