"""The command ``wendang``: one file a subcommand, loaded when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import entry_points, version

import click

from retrieval.errors import WendangError

# Commands are loaded by name: `wendang --help` must not wait for a dictionary that it does not use.
_COMMANDS = {
    "ask": "retrieval.terminal.commands.ask:ask",
    "repair": "retrieval.terminal.commands.repair:repair",
    "check": "retrieval.terminal.commands.check:check",
    "eval": "retrieval.terminal.commands.eval:evaluate_command",
    "explain": "retrieval.terminal.commands.explain:explain",
    "index": "retrieval.terminal.commands.index:index",
    "repl": "retrieval.terminal.repl:repl",
    "tune": "retrieval.terminal.commands.tune:tune_command",
}
# The entry points of commands whose packages `retrieval` may not import (the bot).
_PLUGINS = "wendang.commands"


class _Commands(click.Group):
    """Subcommands by name; an error that is meant for the user ends in one line and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [*_COMMANDS, *(point.name for point in entry_points(group=_PLUGINS))]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name in _COMMANDS:
            module, name = _COMMANDS[cmd_name].split(":")
            command = getattr(import_module(module), name)
        else:
            found = entry_points(group=_PLUGINS, name=cmd_name)
            command = next(iter(found)).load() if found else None
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WendangError as error:
            from retrieval.terminal.display import safe  # noqa: PLC0415 - nothing else here needs it

            # What it repeats of a file's name or of a setting cannot drive the terminal, and stays on the line.
            click.echo(f"wendang: {safe(' '.join(str(error).splitlines()))}", err=True)
            ctx.exit(2)


# `\b` keeps click from filling the examples like a paragraph.
_HELP = """Ask an archive of Chinese documents, and get the sentence that answers, word for word.

\b
  wendang ask 谁主持了会议？              one question, over the folder seeds/
  wendang ask --archive news/ 总策略是什么？
  wendang repl                         ask as long as you like

Settings are read from the environment and from .env (see .env.example).
Exit codes: 0, an answer; 1, the archive does not say, or could not be read
in part; 2, wrong use or no archive.
"""


@click.group(cls=_Commands, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("wendang"), prog_name="wendang")
def main() -> None:
    """Run ``wendang``."""
    # A terminal that cannot show a character shows a question mark; it does not end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
