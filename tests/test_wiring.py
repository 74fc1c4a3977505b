"""Settings → what answers: which engine an archive gets, and where its index lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval import wiring
from retrieval.data import shipped
from retrieval.errors import SettingsError, WendangError
from retrieval.reader.neural import reader as neural
from retrieval.settings import Settings, read_settings
from retrieval.wiring import index_folder, open_answerer, reopen_answerer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.archive.records import Problem


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of two files, in a folder of its own."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text("市长主持会议。", "utf-8")
    (folder / "b.txt").write_text("天气晴朗。", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENDANG_ARCHIVE", str(folder))
    return folder


@pytest.mark.parametrize(("size", "engine"), [(1000, "MemoryIndex"), (30, "DiskIndex")])
def test_auto_keeps_a_large_archive_on_disk(
    archive: Path, size: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small archives are read at each start, large ones have an index."""
    monkeypatch.setattr(wiring, "LARGEST_IN_MEMORY", size)
    answerer = open_answerer(read_settings(Settings), print)
    assert type(answerer.index).__name__ == engine


def spoil(model: Path) -> None:
    """Change a byte of a file."""
    data = bytearray(shipped("reader.bin").read_bytes())
    data[-1] ^= 1
    model.write_bytes(data)


@pytest.mark.parametrize(
    ("damage", "said"), [(lambda _: None, "cannot be read"), (spoil, "damaged or cut off")]
)
def test_without_its_encoder_the_lexical_reader_answers(
    archive: Path, tmp_path: Path, damage: Callable[[Path], None], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A model file that is missing or damaged is told once, in one line, and every question is answered without it."""
    model = tmp_path / "reader.bin"
    damage(model)
    monkeypatch.setattr(neural, "shipped", lambda _: model)
    problems: list[Problem] = []
    answerer = open_answerer(read_settings(Settings, reader="neural"), problems.append)
    lexical = open_answerer(read_settings(Settings), problems.append)
    assert answerer.reader == lexical.reader
    assert answerer.ask("谁主持会议？") == lexical.ask("谁主持会议？")
    [problem] = map(str, problems)
    assert said in problem
    assert problem.endswith("the lexical reader answers")
    assert "\n" not in problem


def test_the_encoder_is_read_only_where_it_is_asked_for(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`WENDANG_READER=lexical`, as by default, answers as if there were no encoder, and says nothing of it."""
    before = open_answerer(read_settings(Settings), print).ask("谁主持会议？")
    monkeypatch.setattr(neural, "shipped", lambda _: tmp_path / "none.bin")
    monkeypatch.setenv("WENDANG_READER", "lexical")
    problems: list[Problem] = []
    answerer = open_answerer(read_settings(Settings), problems.append)
    assert (answerer.reader.name, answerer.ask("谁主持会议？"), problems) == ("lexical", before, [])


def test_two_archives_have_two_indexes(archive: Path, tmp_path: Path) -> None:
    """One archive's index never stands in another's way."""
    other = tmp_path / "other"
    other.mkdir()
    folders = {index_folder(read_settings(Settings, archive=path)) for path in (archive, other)}
    assert len(folders) == 2


def test_an_index_is_no_part_of_its_archive(archive: Path) -> None:
    """Inside the archive it would index itself; a folder whose name begins with a dot is passed over there."""
    with pytest.raises(SettingsError, match="inside the archive"):
        index_folder(read_settings(Settings, index=archive / "index"))
    assert index_folder(read_settings(Settings, index=archive / ".wendang"))


def test_a_change_since_the_index_is_reported_and_taken_up(archive: Path) -> None:
    """Who opens an archive that has changed is told so and answered from the index; who reopens it has the change."""
    settings = read_settings(Settings, engine="disk")
    open_answerer(settings, print).index.close()
    (archive / "c.txt").write_text("书记出席会议。", "utf-8")
    problems: list[Problem] = []
    later: list[Callable[[], None]] = []
    answerer = open_answerer(settings, problems.append, later=later.append)
    # Who only asks need not wait until the archive is walked.
    assert (answerer.index.statistics().documents, problems) == (2, [])
    for work in later:
        work()
    assert ["has changed" in str(problem) for problem in problems] == [True]
    assert reopen_answerer(settings, problems.append).index.statistics().documents == 3
    assert len(problems) == 1


def test_over_long_names_and_links_in_a_circle_are_told(archive: Path, tmp_path: Path) -> None:
    """A name as long as a system allows is served; one that no system takes ends in one line."""
    long = tmp_path / ("档" * 80)
    archive.rename(long)
    settings = read_settings(Settings, engine="disk", archive=long)
    assert open_answerer(settings, print).index.statistics().documents == 2
    circle = tmp_path / "circle"
    circle.symlink_to(circle)
    for wrong in (
        {"archive": circle},
        {"archive": tmp_path / ("x" * 5000)},
        {"archive": long, "index": circle},
    ):
        with pytest.raises(WendangError, match="WENDANG_"):
            open_answerer(read_settings(Settings, engine="disk", **wrong), print)
