"""`wendang index` as a user meets it, and commands that find an index or none."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from quotes import write_two_files

from retrieval.errors import StoreAway, StoreLocked
from retrieval.index.building.ledger import Ledger
from retrieval.index.building.sharing import Helped
from retrieval.index.building.update import Update
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.writer import DiskWriter
from retrieval.settings import Settings, read_settings
from retrieval.stores import index_folder
from retrieval.terminal.cli import main
from retrieval.terminal.commands import index as index_module

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an archive of two files, in a folder of its own where commands run."""
    return write_two_files(tmp_path, monkeypatch)


def run(*arguments: str, stdin: str = "", language: str = "en") -> Result:
    """Run `wendang`."""
    return CliRunner(env={"WENDANG_LANGUAGE": language}).invoke(main, arguments, input=stdin)


def test_index_says_what_it_did(archive: Path) -> None:
    """New, changed, gone and unchanged files are counted; a second run has nothing to do."""
    result = run("index")
    assert result.exit_code == 0, result.output
    assert "2 new, 0 changed, 0 gone, 0 unchanged files; 2 documents" in result.stdout
    (archive / "a.txt").unlink()
    (archive / "b.txt").write_text("天气预报说有雨。", "utf-8")
    assert "0 new, 1 changed, 1 gone, 0 unchanged files; 1 documents" in run("index").stdout
    assert "0 new, 0 changed, 0 gone, 1 unchanged files; 0 documents" in run("index").stdout
    rebuilt = run("index", "--rebuild")
    assert "built anew: as asked" in rebuilt.stdout
    assert rebuilt.exit_code == 0


def test_a_file_that_cannot_be_read_is_named_and_ends_in_1(archive: Path) -> None:
    """The rest is indexed; the exit code says that something is missing."""
    (archive / "c.jsonl").write_text("{broken\n", "utf-8")
    result = run("index")
    assert result.exit_code == 1
    assert "c.jsonl" in result.stderr
    assert "2 documents" in result.stdout


def test_ask_builds_a_missing_index_once_and_says_so(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first question builds the index, the second finds it."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    first = run("ask", "谁主持会议？")
    assert "has no index yet: building it" in first.stderr
    assert "主持会议" in first.stdout
    assert "building" not in run("ask", "谁主持会议？").stderr


def test_an_index_that_was_made_otherwise_is_refused_with_the_remedy(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another segmenter or dictionary ends in one line, exit code 2; `wendang index` builds it anew."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    run("index")
    monkeypatch.setenv("WENDANG_DICTIONARY", str(archive / "b.txt"))
    result = run("ask", "谁主持会议？")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "its dictionary is another" in result.stderr
    assert "wendang index" in result.stderr
    assert "built anew" in run("index").stdout
    assert "市长" in run("ask", "谁主持会议？").stdout


def test_a_second_writer_ends_in_one_line(archive: Path) -> None:
    """Exit code 2, and who holds the lock."""
    with DiskWriter(index_folder(read_settings(Settings))):
        result = run("index")
    assert result.exit_code == 2
    assert "is being written by process" in result.stderr


@pytest.fixture
def watcher(archive: Path, tmp_path: Path, root: Path) -> Iterator[subprocess.Popen[str]]:
    """Return a running `wendang index --watch`."""
    with subprocess.Popen(
        [sys.executable, "-c", "from retrieval.terminal.cli import main; main()", "index", "--watch"],
        cwd=tmp_path,
        env={
            "PYTHONPATH": str(root),
            "WENDANG_ARCHIVE": str(archive),
            "WENDANG_LANGUAGE": "en",
            "PATH": "",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        yield process
        process.kill()


def test_watching_takes_up_each_change(archive: Path, watcher: subprocess.Popen[str], tmp_path: Path) -> None:
    """A reader that is open all along finds what was added, without a restart and without a rebuild."""
    assert watcher.stderr
    for line in watcher.stderr:
        if line.startswith("watching"):
            break
    index = DiskIndex(tmp_path / index_folder(read_settings(Settings)))
    assert index.statistics().documents == 2
    added = [json.dumps({"id": f"n{number}", "text": f"第{number}条新闻。"}) for number in range(100)]
    deadline = time.monotonic() + 60
    (archive / "new.jsonl").write_text("\n".join(added), "utf-8")
    while index.statistics().documents < 102:
        assert time.monotonic() < deadline, "nothing was taken up in a minute"
        time.sleep(0.05)
    assert index.document("n99") is not None


def test_a_changed_archive_is_said_with_the_remedy(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks an index that is behind its archive is told so; the remedy helps."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    run("index")
    assert "has changed" not in run("ask", "谁主持会议？").stderr
    (archive / "new.txt").write_text("新来的祝融号火星车着陆了。", "utf-8")
    assert "run `wendang index`" in run("ask", "祝融号").stderr
    run("index")
    found = run("ask", "祝融号")
    assert "has changed" not in found.stderr
    assert "火星车" in found.stdout


@pytest.mark.parametrize("change", ["touch", "remove", "move in", "rewrite"])
def test_an_index_is_behind_until_it_is_brought_up(
    change: str, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is touched, gone, new with an old time, or changed is told of, until `wendang index` saw it."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    run("index")
    file = archive / "b.txt"
    if change == "touch":
        os.utime(file, (2_000_000_000, 2_000_000_000))
    elif change == "remove":
        file.unlink()
    elif change == "move in":
        (archive / "old.txt").write_text("旧闻。", "utf-8")
        os.utime(archive / "old.txt", (1_000_000_000, 1_000_000_000))
    else:
        file.write_text("天气预报说有雨。", "utf-8")
    for _ in range(2):
        assert "has changed since it was indexed" in run("ask", "谁主持会议？").stderr
    run("index")
    assert "has changed" not in run("ask", "谁主持会议？").stderr


def test_a_touched_file_is_read_again_once(archive: Path) -> None:
    """Its new time is noted, so that the next run need not compare its bytes."""
    run("index")
    os.utime(archive / "b.txt", (1_000_000_000, 1_000_000_000))
    assert "0 new, 0 changed, 0 gone, 2 unchanged" in run("index").stdout
    with DiskWriter(index_folder(read_settings(Settings))) as writer:
        times = {state.path: state.modified for state in Ledger(writer).states()}
    assert times["b.txt"] == 1_000_000_000 * 10**9


@pytest.mark.parametrize("arguments", [(), ("--rebuild",)])
def test_an_archive_that_is_not_there_leaves_nothing_behind(
    arguments: tuple[str, ...], archive: Path, tmp_path: Path
) -> None:
    """A mistyped name ends in one line, and makes no folder."""
    result = run("index", "--archive", str(tmp_path / "nosuch"), *arguments)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert not read_settings(Settings).index.exists()


@pytest.mark.parametrize("command", [("index",), ("ask", "谁主持会议？")])
def test_an_index_never_indexes_itself(
    command: tuple[str, ...], archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside the archive it is refused in one line, with the key; under a dot it is passed over, as by default."""
    monkeypatch.setenv("WENDANG_ENGINE", "disk")
    monkeypatch.setenv("WENDANG_INDEX", str(archive / "index"))
    result = run(*command)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "WENDANG_INDEX" in result.stderr
    assert not (archive / "index").exists()
    monkeypatch.setenv("WENDANG_INDEX", str(archive / ".wendang/index"))
    assert run(*command).exit_code == 0
    assert "2 unchanged files" in run("index").stdout


def test_an_index_that_the_settings_never_read_is_said(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line names the key; with the other engines there is none."""
    assert "WENDANG_ENGINE" not in run("index").stderr
    monkeypatch.setenv("WENDANG_ENGINE", "memory")
    assert run("index").stderr.count("WENDANG_ENGINE=memory never reads this index") == 1


def test_watching_waits_for_an_archive_that_is_away(
    archive: Path, watcher: subprocess.Popen[str], tmp_path: Path
) -> None:
    """Moved away and back, the archive is watched again; both are said once."""
    assert watcher.stderr
    said = iter(watcher.stderr)
    assert any(line.startswith("watching") for line in said)
    archive.rename(tmp_path / "moved")
    assert "waiting for it" in next(said)
    (tmp_path / "moved").rename(archive)
    assert next(said).rstrip().endswith("again")
    assert watcher.poll() is None


def test_index_says_who_built_together(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The leader names all who did a part, and a helper says for whom it did what, in one line."""
    led = Update(2, 0, 0, 0, 2, None, builders={"process 1 on a": 3, "process 2 on b": 1})
    helped = Update(
        0, 0, 0, 0, 0, None, helped=Helped("process 1 on a, since noon", {"read": 2, "cut": 1}, built=True)
    )
    for update, said in (
        (led, "built by process 1 on a: 3 parts; process 2 on b: 1 parts\n"),
        (helped, "helped process 1 on a, since noon: 2 parts of the archive read here and 1 indexed in "),
    ):
        monkeypatch.setattr(
            "retrieval.terminal.commands.index.build_index", lambda *_, update=update, **__: update
        )
        result = run("index")
        assert result.exit_code == 0, result.output
        assert said in result.stdout


@pytest.mark.parametrize(
    ("language", "done", "anew"),
    [
        ("zh-Hans", "文件：新增 2，改动 0，移除 0，未变 0；编入 2 篇文档", "重新建立：按照要求"),
        ("zh-Hant", "文件：新增 2，改動 0，移除 0，未變 0；編入 2 篇文檔", "重新建立：按照要求"),
        ("en", "2 new, 0 changed, 0 gone, 0 unchanged files; 2 documents", "built anew: as asked"),
    ],
)
def test_a_build_is_told_in_the_language_that_is_set(
    archive: Path, language: str, done: str, anew: str
) -> None:
    """What was done, why it was done anew, and what was left out of the index."""
    assert done in run("index", language=language).stdout
    assert archive.exists()
    assert anew in run("index", "--rebuild", language=language).stdout


def test_watching_goes_on_where_a_cluster_was_away(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told each time, and the next look finds the cluster again."""
    done: list[str] = []
    turns: list[Exception | None] = [
        None,
        StoreAway("no node is there"),
        StoreLocked("somebody writes"),
        None,
    ]

    def update(*_: object, **__: object) -> int:
        if error := turns.pop(0):
            raise error
        done.append("updated")
        return 0

    def watch(*_: object, **__: object) -> Iterator[set[str]]:
        yield from ({"changed"} for _ in range(3))
        raise KeyboardInterrupt

    monkeypatch.setattr(index_module, "_update", update)
    monkeypatch.setattr(index_module, "watch", watch)
    result = run("index", "--watch", "--archive", str(archive))
    assert (result.exit_code, len(done)) == (0, 2)
    assert "no node is there" in result.output
