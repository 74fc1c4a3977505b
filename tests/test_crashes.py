"""Nothing is lost: whatever ends a build, the index stands at its last whole state."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pytest
from crashing import update
from indexes import contents

from retrieval.errors import StoreError, StoreLocked
from retrieval.index.disk.commits import write_commit
from retrieval.index.disk.generations import read_generation
from retrieval.index.disk.index import DiskIndex
from retrieval.index.disk.integrity import find_damage
from retrieval.index.disk.writer import DiskWriter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.chinese.words import Segment

POSIX = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked and killed")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of a few files."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(6):
        text = "\n".join(f"第{number}份第{line}行：市长主持会议，天气晴朗。" for line in range(20))
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


@POSIX
@pytest.mark.parametrize("kills", [12, pytest.param(120, marks=pytest.mark.slow)])
def test_a_killed_writer_loses_nothing(kills: int, archive: Path, tmp_path: Path, segment: Segment) -> None:
    """Killed at any moment of build, update, commit or rebuild: the last whole state opens, the next run completes.

    A reader that is open all along sees whole states only.
    """
    folder = tmp_path / "index"
    chance = random.Random(kills)  # noqa: S311 - the same moments every time
    watched: list[int] = []
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.crashing", str(archive), str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parent.parent,
    ) as herd:
        assert herd.stdin
        assert herd.stdout
        for kill in range(kills):
            process = _start(herd.stdin, herd.stdout)
            # The first are killed in the middle of the first build.
            time.sleep(chance.uniform(0, 0.05 if kill < kills / 4 else 0.5))
            os.kill(process, signal.SIGKILL)
            assert herd.stdout.readline() == "gone\n"
            generation = read_generation(folder) if folder.exists() else None
            if generation is None:
                # However slow the machine: the other kills are to meet an index.
                if kill >= kills / 4:
                    update(archive, folder)
                continue
            assert find_damage(generation) is None
            watched.append(DiskIndex(folder).statistics().documents)
            if chance.random() < 0.2:
                update(archive, folder)
                _assert_like_a_clean_build(archive, folder, tmp_path, segment)
        herd.stdin.close()
    assert set(watched) == {8}
    update(archive, folder)
    _assert_like_a_clean_build(archive, folder, tmp_path, segment)
    assert len([path for path in folder.iterdir() if path.name.startswith("v")]) == 1


def _start(orders: IO[str], answers: IO[str]) -> int:
    orders.write("go\n")
    orders.flush()
    return int(answers.readline())


def _assert_like_a_clean_build(archive: Path, folder: Path, tmp_path: Path, segment: Segment) -> None:
    clean = tmp_path / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    update(archive, clean)
    assert contents(folder, segment) == contents(clean, segment)


@pytest.mark.parametrize("kind", ["segment", "commit.json"])
@pytest.mark.parametrize("harm", ["flip", "cut", "remove"])
def test_a_damaged_file_is_found_and_said_and_a_rebuild_mends_it(
    kind: str, harm: str, archive: Path, tmp_path: Path, segment: Segment
) -> None:
    """A flipped bit, a lost end or a missing file ends in one line with the remedy, never in a wrong answer."""
    folder = tmp_path / "index"
    update(archive, folder)
    generation = read_generation(folder)
    assert generation
    file = next(path for path in generation.iterdir() if path.name.endswith(kind))
    data = bytearray(file.read_bytes())
    if harm == "flip":
        data[len(data) // 3] ^= 0xFF
    file.unlink()
    if harm != "remove":
        file.write_bytes(data[: len(data) // 2] if harm == "cut" else data)
    with pytest.raises(StoreError, match=rf"damaged \(.*{kind}.*--rebuild"):
        DiskIndex(folder)
    with pytest.raises(StoreError, match=rf"damaged \(.*{kind}.*--rebuild"):
        update(archive, folder)
    update(archive, folder, rebuild=True)
    _assert_like_a_clean_build(archive, folder, tmp_path, segment)


def test_a_reader_outlives_its_files(archive: Path, tmp_path: Path, segment: Segment) -> None:
    """Files deleted under a running reader: it answers on, and takes up the next index that is built there."""
    folder = tmp_path / "index"
    update(archive, folder)
    index = DiskIndex(folder)
    shutil.rmtree(folder)
    assert index.statistics().documents == 6
    document = index.latest(1)[0]
    assert index.document(document.id) == document
    (archive / "0.txt").unlink()
    update(archive, folder)
    assert index.statistics().documents == 5
    index.close()


def test_a_damaged_update_leaves_a_running_reader_at_its_whole_state(archive: Path, tmp_path: Path) -> None:
    """What is open is whole: a new state that is damaged is not taken up."""
    folder = tmp_path / "index"
    update(archive, folder)
    index = DiskIndex(folder)
    (folder / "CURRENT").write_text("nonsense")
    assert index.statistics().documents == 6


def test_the_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    """One writer at a time; the second hears the number of the first, and may write when it is done."""
    with (
        DiskWriter(tmp_path / "index"),
        pytest.raises(StoreLocked, match=rf"written by process {os.getpid()}, since \d\d:\d\d"),
    ):
        DiskWriter(tmp_path / "index")
    DiskWriter(tmp_path / "index").close()


def test_two_writers_at_once_never_mix(archive: Path, tmp_path: Path, segment: Segment) -> None:
    """Of writers that start together each either finishes or is told to wait; the index is whole after."""
    refused: list[StoreLocked] = []

    def write() -> None:
        try:
            update(archive, tmp_path / "index", rebuild=True)
        except StoreLocked as error:
            refused.append(error)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) < len(threads)
    _assert_like_a_clean_build(archive, tmp_path / "index", tmp_path, segment)


def test_a_folder_that_may_not_be_written_is_read(archive: Path, tmp_path: Path) -> None:
    """On read-only ground an index answers, and only a writer is refused, in one line.

    Root may write anywhere, so what is asked is asked by a user without rights.
    """
    folder = tmp_path / "index"
    update(archive, folder)
    script = (
        "import os, sys, pathlib\n"
        "from retrieval.index.disk.index import DiskIndex\n"
        "from retrieval.index.disk.writer import DiskWriter\n"
        "from retrieval.errors import StoreError\n"
        "DiskIndex(pathlib.Path(sys.argv[1]))  # loads what a user without rights may not\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "print(DiskIndex(folder).statistics().documents)\n"
        "try: DiskWriter(folder)\n"
        "except StoreError as error: print(error)\n"
    )
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in tmp_path.parents:
        if parent.stat().st_uid == os.getuid() and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    tmp_path.chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-c", script, str(folder)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parent.parent,
    )
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755)
    assert run.stderr == ""
    documents, refusal = run.stdout.splitlines()
    assert documents == "6"
    assert "cannot be written" in refusal
    assert "WENDANG_INDEX" in refusal


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a file system of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk],  # noqa: S607 - wherever it is
            check=False,
            capture_output=True,
        ).returncode
    )
    if not mounted:
        pytest.skip("this user may not mount a file system")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)  # noqa: S607 - likewise; mapped files keep it busy


def test_a_full_disk_is_said_and_the_old_state_is_served(
    archive: Path, small_disk: Path, tmp_path: Path, segment: Segment
) -> None:
    """An update that finds no room ends in one line; with room again, the next run completes it."""
    folder = small_disk / "index"
    update(archive, folder)
    index = DiskIndex(folder)
    before = contents(folder, segment)
    chance = random.Random(1)  # noqa: S311 - the same text every time
    big = "".join(chr(chance.randrange(0x4E00, 0x9FA5)) for _ in range(200_000))
    (archive / "big.txt").write_text("\n".join(big[start : start + 100] for start in range(0, len(big), 100)))
    for rebuild in (False, True):
        with pytest.raises(StoreError, match=r"cannot be written .*make room.*WENDANG_INDEX"):
            update(archive, folder, rebuild=rebuild)
        assert contents(folder, segment) == before
        assert index.statistics().documents == 6
    (archive / "big.txt").unlink()
    update(archive, folder)
    _assert_like_a_clean_build(archive, folder, tmp_path, segment)


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("replaced", [False, True])
def test_a_commit_that_fails_leaves_a_whole_state(
    error: BaseException,
    replaced: bool,
    archive: Path,
    tmp_path: Path,
    segment: Segment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Before its file is replaced the old state is served, after it the new one; the next run completes it.

    A commit that merges is the hardest: it names none of the old files.
    """
    folder = tmp_path / "index"
    update(archive, folder)
    monkeypatch.setattr("retrieval.index.disk.writer._MOST_SMALL", 1)
    (archive / "0.txt").write_text("会议改期。", "utf-8")

    def fail(*given: Any) -> None:
        if replaced:
            write_commit(*given)
        raise error

    monkeypatch.setattr("retrieval.index.disk.writer.write_commit", fail)
    with pytest.raises((StoreError, KeyboardInterrupt)):
        update(archive, folder)
    generation = read_generation(folder)
    assert generation
    assert find_damage(generation) is None
    monkeypatch.setattr("retrieval.index.disk.writer.write_commit", write_commit)
    update(archive, folder)
    _assert_like_a_clean_build(archive, folder, tmp_path, segment)


def test_an_index_of_another_format_stays_until_another_is_whole(archive: Path, tmp_path: Path) -> None:
    """A rebuild that is broken off takes nothing away, whoever wrote what is there."""
    old = tmp_path / "index" / "v1-000001"
    old.mkdir(parents=True)
    (tmp_path / "index" / "CURRENT").write_text(old.name)
    with pytest.raises(StoreError, match="has format 1"):
        update(archive, tmp_path / "index")
    DiskWriter(tmp_path / "index", fresh=True).close()
    assert old.exists()
    update(archive, tmp_path / "index", rebuild=True)
    assert not old.exists()
    assert DiskIndex(tmp_path / "index").statistics().documents == 6
