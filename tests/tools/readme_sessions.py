"""The sessions that the README shows: run them, and with ``python tests/tools/readme_sessions.py`` write them anew."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from retrieval.terminal.cli import main

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")

_BLOCK = re.compile(r"^```console\n(?P<session>.*?)^```", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ (?P<command>.*)\n", re.MULTILINE)


def run_sessions(text: str) -> str:
    """Return a README with what its commands print now below each of them."""
    return _BLOCK.sub(lambda block: f"```console\n{_run(block['session'])}```", text)


def _run(session: str) -> str:
    commands = _COMMAND.findall(session)
    return "".join(f"$ {command}\n{_output(command)}" for command in commands)


def _output(command: str) -> str:
    """Run ``wendang …``, with lines piped in by ``printf`` or without, in this process."""
    lines, _, called = command.rpartition(" | ")
    program, *arguments = shlex.split(called)
    if program != "wendang":
        raise ValueError(f"the README runs {program!r}: only wendang is run here")
    stdin = "".join(f"{line}\n" for line in shlex.split(lines)[2:])
    return CliRunner().invoke(main, arguments, input=stdin).output


if __name__ == "__main__":
    for name in READMES:
        file = ROOT / name
        file.write_text(run_sessions(file.read_text("utf-8")), "utf-8")
