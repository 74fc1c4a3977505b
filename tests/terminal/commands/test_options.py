"""What every command refuses alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from click.testing import Result

    Run = Callable[..., Result]


def test_a_missing_archive_ends_in_2(run: Run, tmp_path: Path) -> None:
    """One line that names the path."""
    result = run("ask", "谁？", "--archive", str(tmp_path / "none"))
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "none" in result.stderr


def test_an_empty_archive_ends_in_2(run: Run, tmp_path: Path) -> None:
    """There is nothing to ask: that is not the same as an archive that does not say."""
    result = run("ask", "谁？", "--archive", str(tmp_path))
    assert result.exit_code == 2
    assert "没有读得到的文档" in result.stderr


def test_a_wrong_setting_ends_in_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with key, value and remedy, and no traceback."""
    monkeypatch.setenv("WENDANG_THRESHOLD", "high")
    result = run("ask", "谁？")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "WENDANG_THRESHOLD" in result.stderr


def test_a_misspelt_key_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """With what was perhaps meant; the question is answered all the same."""
    monkeypatch.setenv("WENDANG_THRESHHOLD", "0.9")
    result = run("ask", "谁主持了会议？")
    assert result.exit_code == 0
    assert "WENDANG_THRESHHOLD" in result.stderr
    assert "WENDANG_THRESHOLD" in result.stderr
