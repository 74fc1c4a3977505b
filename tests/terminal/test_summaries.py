"""What each command is for."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from retrieval.terminal.cli import main
from retrieval.terminal.summaries import summary

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_each_command_is_described_in_each_language() -> None:
    """A command that is new needs its three lines."""
    for name in main.list_commands(None):  # type: ignore[arg-type] # the list needs no context
        assert all(summary(name, language) for language in ("zh-Hans", "zh-Hant", "en")), name


def test_help_loads_no_command() -> None:
    """Whoever looks for a command does not wait for a dictionary, an engine or Telegram."""
    program = (
        "import sys; from retrieval.terminal.cli import main; main(['--help'], standalone_mode=False);"
        "print([name for name in ('rjieba', 'numpy', 'rich', 'telegram') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hans", "得到逐字回答"), ("zh-Hant", "隨意追問"), ("en", "word\n  for word")]
)
def test_help_speaks_the_language_that_is_set(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    """A wrong setting keeps nobody from reading it."""
    monkeypatch.setenv("WENDANG_LANGUAGE", language)
    assert said in run("--help").stdout
    monkeypatch.setenv("WENDANG_LANGUAGE", "klingon")
    assert "Ask an archive" in run("--help").stdout


def test_a_shell_completes_commands() -> None:
    """Each with what it is for."""
    context = click.Context(main)
    assert [(item.value, bool(item.help)) for item in main.shell_complete(context, "re")] == [
        ("repair", True),
        ("repl", True),
    ]
