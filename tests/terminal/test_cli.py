"""The commands as a user types them: what is shown, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "--jsonl", "谁？"], ["ask", "--no-such"], ["nosuch"], ["repl", "extra"]]
)
def test_wrong_use_ends_in_2(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str]) -> None:
    """A line says what is wrong, and where help is; in English below a usage line."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "--help）" in result.stderr
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_help_lists_every_command(run: Run) -> None:
    """A newcomer can work from `--help` alone."""
    result = run("--help")
    assert result.exit_code == 0
    for name in main.list_commands(None):  # type: ignore[arg-type] # the list needs no context
        assert name in result.stdout
        assert run(name, "--help").exit_code == 0
