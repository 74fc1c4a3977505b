"""Writers that are killed or stopped at any moment: what readers see is whole, and nothing is lost."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from crashing import update
from indexes import contents, contents_of
from opensearch_indices import Indices

from retrieval.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.chinese.words import Segment

pytestmark = [
    pytest.mark.cluster,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, killed and stopped"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive of a few files."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(6):
        text = "\n".join(f"第{number}份第{line}行：市长主持会议，天气晴朗。" for line in range(20))
        (folder / f"{number}.txt").write_text(text, "utf-8")
    return folder


@pytest.fixture
def indices(opensearch_url: str) -> Iterator[Indices]:
    """Return where the archive is indexed."""
    with Indices(opensearch_url) as indices:
        yield indices


class Herd:
    """Starts processes that change the archive and bring its index up to date, without end."""

    def __init__(self, pipe: subprocess.Popen[str]) -> None:
        self._pipe = pipe

    def start(self) -> int:
        """Start one, and return its number."""
        assert self._pipe.stdin
        assert self._pipe.stdout
        self._pipe.stdin.write("go\n")
        self._pipe.stdin.flush()
        return int(self._pipe.stdout.readline())

    def kill(self, process: int) -> None:
        """End it at once, if it has not ended."""
        assert self._pipe.stdout
        # One that found another writer at work has ended by itself.
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
        assert self._pipe.stdout.readline() == "gone\n"


@contextmanager
def open_herd(archive: Path, place: str) -> Iterator[Herd]:
    """Return what starts such processes."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.tools.crashing", str(archive), place],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as pipe:
        yield Herd(pipe)
        assert pipe.stdin
        pipe.stdin.close()


def round_of(indices: Indices) -> str | None:
    """Return in which round the two files were written that belong together, as a new reader sees them.

    None where there is no index yet. All documents must be there, and both files of one round.
    """
    try:
        index = indices.open_index()
    except StoreError as error:
        if "there is no index" not in str(error):
            raise
        return None
    documents = {document.id: document.text for document in index.latest(99)}
    assert len(documents) == index.statistics().documents == 8
    [number] = {found for id in ("one.txt", "two.txt") for found in re.findall("第(.*?)轮", documents[id])}
    return str(number)


def assert_like_a_clean_build(archive: Path, indices: Indices, folder: Path, segment: Segment) -> None:
    """The next run completes what was left: documents, counts, hits and scores are those of an index on disk."""
    update(archive, f"{indices.urls[0]}/{indices.base}")
    update(archive, folder)
    assert contents_of(indices.open_index(), segment) == contents(folder, segment)


@pytest.mark.parametrize("kills", [50])
def test_a_killed_writer_loses_nothing(
    kills: int,
    archive: Path,
    indices: Indices,
    tmp_path: Path,
    segment: Segment,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Killed at any moment of build, update, commit or rebuild: readers see the old state or the new one, never a mixture."""
    chance = random.Random(kills)  # noqa: S311 - the same moments every time
    seen: list[str | None] = []
    with open_herd(archive, f"{indices.urls[0]}/{indices.base}") as herd:
        for kill in range(kills):
            process = herd.start()
            # The first are killed in the middle of the first build.
            time.sleep(chance.uniform(0, 1 if kill < kills / 5 else 6))
            herd.kill(process)
            seen.append(round_of(indices))
            if kill % 10 == 9:
                assert_like_a_clean_build(archive, indices, tmp_path / "index", segment)
    with capsys.disabled():
        print(f"\n{kills} writers killed; a reader saw {len(set(seen))} states, all whole")  # noqa: T201 - a figure
    assert_like_a_clean_build(archive, indices, tmp_path / "index", segment)


def test_a_stopped_writer_that_wakes_later_harms_nothing(
    archive: Path, indices: Indices, tmp_path: Path, segment: Segment, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped at any moment, and woken when another has taken over and committed: what that one committed stays."""
    monkeypatch.setattr("retrieval.index.opensearch.lease._UNCHANGED", 1.0)
    chance = random.Random(8)  # noqa: S311 - the same moments every time
    update(archive, f"{indices.urls[0]}/{indices.base}")
    with open_herd(archive, f"{indices.urls[0]}/{indices.base}") as herd:
        for _ in range(8):
            process = herd.start()
            time.sleep(chance.uniform(0, 4))
            os.kill(process, signal.SIGSTOP)
            # Whatever it had begun to write: it belongs to no archive but the one that lies there now.
            for name in ("one", "two"):
                (archive / f"{name}.txt").write_text(f"第最后轮会议召开，{name}。", "utf-8")
            assert_like_a_clean_build(archive, indices, tmp_path / "index", segment)
            os.kill(process, signal.SIGCONT)
            time.sleep(chance.uniform(0, 4))
            herd.kill(process)
            assert_like_a_clean_build(archive, indices, tmp_path / "index", segment)
