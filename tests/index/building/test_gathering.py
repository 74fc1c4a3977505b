"""Files come, change, share ids and go; what cannot be read is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from building import NAMES, update, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from indexes import contents

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from retrieval.chinese.words import Segment


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


def test_problems_are_said_again_while_they_last(tmp_path: Path) -> None:
    """A file that could not be read is named at each run, though it is not read again."""
    archive = tmp_path / "archive"
    write(archive, "a.jsonl", "a会议", "a天气")
    (archive / "b.jsonl").write_text("{broken", "utf-8")
    first = update(archive, tmp_path / "index")[1]
    assert {problem.path for problem in first} == {"a.jsonl", "b.jsonl"}
    assert update(archive, tmp_path / "index")[1] == first
