"""``wendang config``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest
    from click.testing import Result

    Run = Callable[..., Result]


def test_settings_are_shown_and_secrets_are_not(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each with its value and where it comes from."""
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", "123456789:" + "A" * 35)
    monkeypatch.setenv("WENDANG_ENGINE", "memory")
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    result = run("config")
    assert result.exit_code == 0
    lines = {line.split()[0]: line.split()[1:] for line in result.stdout.splitlines()}
    assert lines["WENDANG_ENGINE"] == ["memory", "(environment)"]
    assert lines["WENDANG_ARCHIVE"] == ["seeds", "(default)"]
    assert "AAAA" not in result.output


def test_a_wrong_value_is_shown_and_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table stands, and below it the one line with the remedy."""
    monkeypatch.setenv("WENDANG_THRESHOLD", "high")
    result = run("config")
    assert result.exit_code == 2
    assert "high" in result.stdout
    assert "WENDANG_THRESHOLD" in result.stderr


def test_where_a_value_comes_from_is_told_in_the_language_that_is_set(run: Run) -> None:
    """Chinese, where nothing else is set."""
    line = next(line for line in run("config").stdout.splitlines() if line.startswith("WENDANG_ARCHIVE "))
    assert line.split() == ["WENDANG_ARCHIVE", "seeds", "（默认）"]
