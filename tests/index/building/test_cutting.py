"""What the archive as a whole says of its documents follows it."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from building import NAMES, update
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import contents, parse_query

from retrieval.archive.reading import read_documents
from retrieval.curation.facts import with_all_facts
from retrieval.index.building.update import Update
from retrieval.index.disk.index import DiskIndex
from retrieval.index.memory import MemoryIndex

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.chinese.words import Segment
    from retrieval.index.base import Index


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
