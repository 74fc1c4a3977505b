"""An index follows its archive: what it holds is what a build from nothing would hold."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import contents, parse_query

from retrieval.archive.reading import read_documents
from retrieval.curation.facts import with_all_facts
from retrieval.index.building.recipe import Recipe
from retrieval.index.building.update import Update, update_index
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.writer import DiskWriter
from retrieval.index.memory import MemoryIndex

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index
    from retrieval.values import Problem

RECIPE = Recipe("rjieba")


def update(
    archive: Path, folder: Path, *, recipe: Recipe = RECIPE, rebuild: bool = False
) -> tuple[Update, list[Problem]]:
    """Bring the index in a folder up to an archive."""
    problems: list[Problem] = []
    done = update_index(
        lambda *, fresh: DiskWriter(folder, fresh=fresh),
        archive,
        recipe,
        rebuild=rebuild,
        report=problems.append,
        progress=lambda _: None,
    )
    return done, problems


def write(archive: Path, name: str, *texts: str) -> None:
    """Write a file of records, each with the id of its first letter."""
    archive.mkdir(exist_ok=True)
    lines = [json.dumps({"id": text[0], "text": text}, ensure_ascii=False) for text in texts]
    (archive / name).write_text("\n".join(lines), "utf-8")


NAMES = ("a.jsonl", "b.jsonl", "c.jsonl")
TEXTS = st.lists(
    st.sampled_from(["会议召开。", "市长主持会议。", "天气晴朗。", "会议会议。", "天气预报说有雨。"]),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.dictionaries(st.sampled_from(NAMES), TEXTS | st.none(), max_size=3), max_size=4))
def test_updates_end_where_a_build_from_nothing_ends(
    steps: list[dict[str, list[str] | None]], tmp_path_factory: pytest.TempPathFactory, segment: Segment
) -> None:
    """However files come, change, share ids and go: index and scores are those of a clean build."""
    root = tmp_path_factory.mktemp("archive")
    archive = root / "archive"
    archive.mkdir()
    for step in steps:
        for name, texts in step.items():
            if texts is None:
                (archive / name).unlink(missing_ok=True)
            else:
                write(archive, name, *texts)
        update(archive, root / "followed")
    update(archive, root / "followed")
    update(archive, root / "clean")
    assert contents(root / "followed", segment) == contents(root / "clean", segment)


OPENING = "各位听众早上好，欢迎收听江城新闻。"
ITEMS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "市长主持会议，会议通过了关于防汛工作的决定。",
                "市长主持会议，会议通过了关于防汛工作的 决定！",
                "市长主持第二次会议，会议通过了关于防汛工作的决定。",
                "天气晴朗，气象台预报明后两天仍然没有降雨过程。",
                "会议要求各区逐段排查堤防，备足物资，落实责任，确保安全，及时转移群众。",
                "会议要求各区逐段排查堤防，备足物资，落实责任，确保安全，及时转移群众。会议结束。",
            ]
        ),
        st.booleans(),
        st.sampled_from(["", "2022-07-02", "7月3日", "2023年7月4日"]),
    ),
    max_size=5,
)


def write_items(archive: Path, name: str, items: list[tuple[str, bool, str]]) -> None:
    """Write a file of records, some of which open alike, are copies of others, or bear no year."""
    records = [
        {"id": f"{name}{n}", "text": OPENING * opens + text, "date": day}
        for n, (text, opens, day) in enumerate(items)
    ]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (archive / name).write_text("\n".join(lines), "utf-8")


def everything(index: Index, ids: list[str], segment: Segment) -> list[Any]:
    """Return everything that an engine answers, each document by its id included."""
    asked = [parse_query(text, segment) for text in ("市长主持会议", "收听新闻", "排查堤防")]
    hits = [[(hit.passage, round(hit.score, 9)) for hit in index.search(one, limit=50)] for one in asked]
    return [index.statistics(), list(index.latest(100)), [index.document(id) for id in ids], hits]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.dictionaries(st.sampled_from(NAMES), ITEMS | st.none(), max_size=3), max_size=4))
def test_what_the_archive_says_follows_it(
    steps: list[dict[str, list[tuple[str, bool, str]] | None]],
    tmp_path_factory: pytest.TempPathFactory,
    segment: Segment,
) -> None:
    """Copies, boilerplate and years after any updates are those of a clean build, and those of memory."""
    root = tmp_path_factory.mktemp("archive")
    archive = root / "archive"
    archive.mkdir()
    for step in [*steps, {}]:
        for name, items in step.items():
            if items is None:
                (archive / name).unlink(missing_ok=True)
            else:
                write_items(archive, name, items)
        update(archive, root / "followed")
    update(archive, root / "clean")
    memory = MemoryIndex(with_all_facts(read_documents(archive, print)), segment)
    ids = [f"{name}{n}" for name in NAMES for n in range(5)]
    followed = everything(DiskIndex(root / "followed"), ids, segment)
    assert followed == everything(DiskIndex(root / "clean"), ids, segment)
    assert followed == everything(memory, ids, segment)


def test_a_copy_in_a_new_file_is_named_by_the_old_one(tmp_path: Path) -> None:
    """The old file is not read again, and what its document says is the same once the copy is gone."""
    archive = tmp_path / "archive"
    archive.mkdir()
    text = "市长主持会议，会议通过了关于防汛工作的决定。"
    write_items(archive, "a.jsonl", [(text, False, "2022-07-02"), ("天气晴朗，" * 8, False, "")])
    update(archive, tmp_path / "index")
    alone = DiskIndex(tmp_path / "index").document("a.jsonl0")
    write_items(archive, "b.jsonl", [(text, False, "")])
    assert update(archive, tmp_path / "index")[0] == Update(1, 0, 0, 1, 1, None)
    index = DiskIndex(tmp_path / "index")
    kept, folded = index.document("a.jsonl0"), index.document("b.jsonl0")
    assert kept
    assert folded
    assert [other.id for other in kept.metadata.also] == ["b.jsonl0"]
    assert (folded.folded_into, folded.text) == ("a.jsonl0", text)
    assert index.statistics().documents == 2
    (archive / "b.jsonl").unlink()
    update(archive, tmp_path / "index")
    assert DiskIndex(tmp_path / "index").document("a.jsonl0") == alone


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


def test_problems_are_said_again_while_they_last(tmp_path: Path) -> None:
    """A file that could not be read is named at each run, though it is not read again."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议", "a天气")
    (archive / "b.jsonl").write_text("{broken", "utf-8")
    first = update(archive, tmp_path / "index")[1]
    assert {problem.path for problem in first} == {"a.jsonl", "b.jsonl"}
    assert update(archive, tmp_path / "index")[1] == first


@pytest.mark.parametrize("recipe", [Recipe("jieba"), Recipe("rjieba", ("会议召开",))])
def test_another_recipe_builds_anew(recipe: Recipe, tmp_path: Path) -> None:
    """Words cut in two ways never stand in one index."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议")
    update(archive, tmp_path / "index")
    assert update(archive, tmp_path / "index", recipe=recipe)[0].rebuilt
    assert update(archive, tmp_path / "index", recipe=recipe)[0].rebuilt is None


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


def test_two_builds_are_alike_to_the_byte(tmp_path: Path) -> None:
    """Whatever processes and their order had a hand in it: an index is a function of its archive."""
    archive = tmp_path / "archive"
    # Enough that several processes work on it.
    for number in range(4):
        texts = (f"{number}{line}市长主持第{line}次会议，讨论防汛工作。" * 40 for line in range(200))
        write(archive, f"{number}.jsonl", *texts)
    for name in ("one", "other"):
        update(archive, tmp_path / name)
    one, other = (sorted((tmp_path / name).rglob("*.segment")) for name in ("one", "other"))
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


def test_a_copy_that_comes_and_goes_leaves_nothing_behind(
    tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was touched and has a copy for a while ends as in a clean build, whatever is merged meanwhile."""
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_SMALL", 1)
    archive = tmp_path / "archive"
    archive.mkdir()
    text = "市长主持会议，会议通过了关于防汛工作的决定。"
    (archive / "0.txt").write_text("天气晴朗，气象台预报明后两天仍然没有降雨过程。", "utf-8")
    (archive / "1.txt").write_text(text, "utf-8")
    update(archive, tmp_path / "followed")
    os.utime(archive / "1.txt", (1e9, 1e9))
    for name in ("2.txt", "3.txt"):
        (archive / name).write_text(text, "utf-8")
        update(archive, tmp_path / "followed")
        (archive / name).unlink()
    update(archive, tmp_path / "followed")
    update(archive, tmp_path / "clean")
    assert contents(tmp_path / "followed", segment) == contents(tmp_path / "clean", segment)


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
