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
    with progress_bar("building it") as show:
        show(Progress("read", 0, 0))
    assert capsys.readouterr().err == ""
    with progress_bar("building it") as show:
        for done in range(3):
            show(Progress("read", done, 2))
            show(Progress("cut", done, 2))
    written = capsys.readouterr()
    assert (written.out, written.err) == ("", "building it\n")
