"""Builders in processes of their own: whoever is killed, and whenever, the index is that of one that worked alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from building import update
from indexes import contents, contents_of
from opensearch_indices import Indices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.chinese.words import Segment

pytestmark = pytest.mark.cluster

FILES = 24


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Return an archive with copies and with ids that several files claim."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number in range(FILES):
        records = [
            {"id": "claimed by all", "text": f"第{number}次会议召开，市长主持会议。"},
            {"id": f"{number}", "text": "市长主持会议，会议通过了关于防汛工作的决定，要求各区逐段排查堤防。"},
            *(
                {"id": f"{number}-{line}", "text": f"第{number}份第{line}行：天气晴朗。"}
                for line in range(200)
            ),
        ]
        text = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
        (folder / f"{number:02}.jsonl").write_text(text, "utf-8")
    return folder


@pytest.fixture
def indices(opensearch_url: str) -> Iterator[Indices]:
    """Return where the archive is indexed."""
    with Indices(opensearch_url) as indices:
        yield indices


def start(archive: Path, indices: Indices) -> subprocess.Popen[str]:
    """Start a builder."""
    return subprocess.Popen(
        [sys.executable, "tests/tools/sharing.py", str(archive), indices.urls[0], indices.base],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def wait_for(builder: subprocess.Popen[str], stage: str, done: int = 0) -> None:
    """Wait until a builder tells that it is so far."""
    assert builder.stdout
    for line in builder.stdout:
        told = json.loads(line)
        if told[0] == stage and told[1] >= done:
            return
    raise AssertionError(f"it ended before {stage}")


def start_both(
    archive: Path, indices: Indices, stage: str
) -> tuple[subprocess.Popen[str], subprocess.Popen[str]]:
    """Return who leads a build and who helps, when the leader has done some of a stage."""
    leader = start(archive, indices)
    wait_for(leader, "read")
    helper = start(archive, indices)
    wait_for(helper, "help")
    wait_for(leader, stage, 1)
    return leader, helper


def result_of(builder: subprocess.Popen[str]) -> dict[str, Any]:
    """Wait for its end, and return what it said."""
    said, _ = builder.communicate(timeout=300)
    assert builder.returncode == 0
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def assert_as_alone(archive: Path, indices: Indices, folder: Path, segment: Segment) -> None:
    """Documents, counts, hits and scores are those of an index on disk; and nothing is left of the work."""
    update(archive, folder)
    assert contents_of(indices.open_index(), segment) == contents(folder, segment)
    assert not [name for name in indices.all_names() if name.endswith("-board")]


def test_two_share_the_work(archive: Path, indices: Indices, tmp_path: Path, segment: Segment) -> None:
    """Both do some of it, and both say that the index is whole."""
    leader = start(archive, indices)
    wait_for(leader, "read")
    helper = start(archive, indices)
    led, helped = result_of(leader), result_of(helper)
    assert len(led["builders"]) == 2
    assert sum(led["builders"].values()) == 2 * FILES
    assert helped["helped"][0] is True
    assert_as_alone(archive, indices, tmp_path / "index", segment)


@pytest.mark.parametrize("stage", ["read", "cut"])
def test_a_killed_helper_loses_nothing(
    stage: str, archive: Path, indices: Indices, tmp_path: Path, segment: Segment
) -> None:
    """Killed while it reads or cuts: the leader has its part done again."""
    leader, helper = start_both(archive, indices, stage)
    helper.kill()
    assert result_of(leader)["documents"] == FILES * 202
    helper.communicate()
    assert_as_alone(archive, indices, tmp_path / "index", segment)


@pytest.mark.parametrize("stage", ["read", "cut"])
def test_a_killed_leader_loses_nothing(
    stage: str, archive: Path, indices: Indices, tmp_path: Path, segment: Segment
) -> None:
    """Killed while the work is shared: who helped leads, and builds the index to its end."""
    leader, helper = start_both(archive, indices, stage)
    leader.kill()
    leader.communicate()
    assert result_of(helper)["documents"] == FILES * 202
    assert_as_alone(archive, indices, tmp_path / "index", segment)
