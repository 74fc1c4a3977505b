"""What each command is for."""

from __future__ import annotations

import subprocess
import sys

from retrieval.terminal.cli import main
from retrieval.terminal.summaries import summary


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
