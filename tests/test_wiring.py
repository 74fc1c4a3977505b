"""Settings → what answers: which engine an archive gets, and where its index lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from opensearch_indices import Indices
from quotes import write_two_files

from retrieval import stores, wiring
from retrieval.data import shipped
from retrieval.errors import SettingsError, WendangError
from retrieval.reader.neural import reader as neural
from retrieval.settings import Settings, read_settings
from retrieval.stores import store_to_build
from retrieval.wiring import build_index, open_answerer, reopen_answerer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.archive.records import Problem
    from retrieval.chinese.words import Segment


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of two files, in a folder of its own."""
    return write_two_files(tmp_path, monkeypatch)


@pytest.mark.parametrize(("size", "engine"), [(1000, "MemoryIndex"), (30, "DiskIndex")])
def test_auto_keeps_a_large_archive_on_disk(
    archive: Path, size: int, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Small archives are read at each start, large ones have an index."""
    monkeypatch.setattr(stores, "LARGEST_IN_MEMORY", size)
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
    answerer = open_answerer(read_settings(Settings), problems.append)
    lexical = open_answerer(read_settings(Settings, reader="lexical"), problems.append)
    assert answerer.reader == lexical.reader
    assert answerer.ask("谁主持会议？") == lexical.ask("谁主持会议？")
    [problem] = map(str, problems)
    assert said in problem
    assert problem.endswith("the lexical reader answers")
    assert "\n" not in problem


def test_the_encoder_is_read_only_where_it_is_asked_for(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`WENDANG_READER=lexical` answers as if there were no encoder, and says nothing of it."""
    before = open_answerer(read_settings(Settings, reader="lexical"), print).ask("谁主持会议？")
    monkeypatch.setattr(neural, "shipped", lambda _: tmp_path / "none.bin")
    monkeypatch.setenv("WENDANG_READER", "lexical")
    problems: list[Problem] = []
    answerer = open_answerer(read_settings(Settings), problems.append)
    assert (answerer.reader.name, answerer.ask("谁主持会议？"), problems) == ("lexical", before, [])


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


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "WENDANG_OPENSEARCH_URL is not set"),
        ({"opensearch_url": "cluster:9200"}, "begins with https://"),
        ({"opensearch_url": "http://cluster:9200", "opensearch_user": "leser"}, "in the open"),
    ],
)
def test_a_cluster_that_is_named_wrongly_is_told(archive: Path, settings: dict[str, str], said: str) -> None:
    """Before anything is sent, for asking as for indexing."""
    wrong = read_settings(Settings, engine="opensearch", **settings)
    for use in (open_answerer, build_index):
        with pytest.raises(SettingsError, match=said):
            use(wrong, print)


def test_without_its_client_the_cluster_says_what_is_missing(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extra that is imported only when it is used; other engines never ask for it."""
    monkeypatch.setattr(stores, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match=r"pip install 'wendang\[opensearch\]'"):
        open_answerer(read_settings(Settings, engine="opensearch"), print)
    assert open_answerer(read_settings(Settings), print).ask("谁主持会议？")


def test_no_secret_of_a_cluster_is_shown(archive: Path) -> None:
    """Neither where settings are shown, nor where they are wrong."""
    settings = read_settings(Settings, opensearch_password="geheim")
    assert "geheim" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        read_settings(Settings, opensearch_password="geheim", opensearch_shards=0)
    assert "geheim" not in str(caught.value)


def test_a_cluster_answers_as_the_disk_does(
    archive: Path, opensearch_url: str, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One setting: built, asked, brought up to date and asked again; and who asks need not have the files."""
    monkeypatch.setattr(wiring, "open_segmenter", lambda *_, **__: segment)
    settings = {
        engine: read_settings(
            Settings,
            engine=engine,
            opensearch_url=opensearch_url,
            opensearch_replicas=0,
            opensearch_timeout=60,
            threshold=0,
        )
        for engine in ("disk", "opensearch")
    }
    questions = ("谁主持会议？", "天气怎么样？", "谁出席会议？")
    for _ in range(2):
        answerers = [reopen_answerer(one, print) for one in settings.values()]
        answers = [[one.ask(question) for question in questions] for one in answerers]
        assert answers[0] == answers[1]
        (archive / "c.txt").write_text("书记出席会议。", "utf-8")
    assert answers[1][2].outcome == "sure"
    assert opensearch_url in store_to_build(settings["opensearch"]).place
    archive.rename(archive.with_name("away"))
    problems: list[Problem] = []
    answerer = open_answerer(settings["opensearch"], problems.append)
    assert [answerer.ask(question) for question in questions] == answers[1]
    assert problems == []
    Indices.remove_all(
        opensearch_url, store_to_build(settings["opensearch"]).place.rpartition("/")[2].removesuffix("-*")
    )
