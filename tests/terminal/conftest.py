"""What the tests of the terminal share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from retrieval import wiring
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.chinese.words import Segment

    Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, segment: Segment, root: Path) -> Run:
    """Return a function that runs `wendang` in the project's folder, with the dictionary already loaded."""
    monkeypatch.setattr(wiring, "open_segmenter", lambda *_, **__: segment)
    monkeypatch.chdir(root)

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return invoke
