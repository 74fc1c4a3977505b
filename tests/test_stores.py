"""Where an index is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.errors import SettingsError
from retrieval.settings import Settings, read_settings
from retrieval.stores import Cluster, Folder, index_folder, store_to_ask, store_to_build

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of one file, in a folder of its own."""
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / "a.txt").write_text("市长主持会议。", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENDANG_ARCHIVE", str(folder))
    return folder


@pytest.mark.parametrize(
    ("engine", "asked", "built"),
    [
        ("auto", type(None), Folder),
        ("memory", type(None), Folder),
        ("disk", Folder, Folder),
        ("opensearch", Cluster, Cluster),
    ],
)
@pytest.mark.usefixtures("archive")
def test_the_setting_says_where_an_index_is(engine: str, asked: type, built: type) -> None:
    """A small archive needs none to be asked, and has one where somebody builds it."""
    settings = read_settings(Settings, engine=engine, opensearch_url="http://127.0.0.1:9200")
    assert type(store_to_ask(settings)) is asked
    assert type(store_to_build(settings)) is built


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
