"""How far a build is, on standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.index.building.workers import Progress
from retrieval.terminal.commands.progress import progress_bar

if TYPE_CHECKING:
    import pytest


def test_a_pipe_is_told_once_that_something_begins_and_nothing_more(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Where there is nothing to do, nothing is said at all."""
    with progress_bar("en", "building it") as show:
        show(Progress("read", 0, 0))
    assert capsys.readouterr().err == ""
    with progress_bar("en", "building it") as show:
        for done in range(3):
            show(Progress("read", done, 2))
            show(Progress("cut", done, 2))
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", "building it\n")


def test_who_builds_is_told_when_somebody_comes_or_goes(capsys: pytest.CaptureFixture[str]) -> None:
    """Each time once, in a pipe too; of one who builds alone nothing is said."""
    one, two = "process 1 on a", "process 2 on b"
    with progress_bar("en") as show:
        for builders in ((one,), (one, two), (one, two), (one,), (one,)):
            show(Progress("help", 0, 0, builders))
    assert capsys.readouterr().err == f"building: {one}, {two}\nbuilding: {one}\n"
