"""A calibration for a user's own archive, at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

from retrieval.answering.calibration import read_calibration
from retrieval.reader.neural.reader import open_neural_reader
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path


def test_the_command_writes_what_the_settings_take_or_says_that_it_is_no_better(
    bench: Path, tmp_path: Path
) -> None:
    """Figures before and after in either case; a file only where it is better, and then a whole one."""
    out = tmp_path / "mine.json"
    run = CliRunner(env={"WENDANG_LANGUAGE": "en"}).invoke(main, ["tune", str(bench), "--out", str(out)])
    assert run.exit_code == 0, run.output
    for word in ("before", "after", "ECE", "threshold"):
        assert word in run.output
    assert out.exists() == (f"WENDANG_CALIBRATION={out}" in run.output)
    assert out.exists() != ("nothing is written" in run.output)
    if out.exists():
        assert 0.15 <= read_calibration(out, open_neural_reader()).threshold <= 0.6
