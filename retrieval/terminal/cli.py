"""The command ``wendang``: one file a subcommand, loaded when it is called."""

from __future__ import annotations

import sys
from copy import copy
from importlib import import_module
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from retrieval.errors import WendangError
from retrieval.terminal.helps import help_of, option_help
from retrieval.terminal.keys import read_language
from retrieval.terminal.refusals import say_refusal
from retrieval.terminal.summaries import introduction, summary

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.metadata import EntryPoint

    from retrieval.wording import Language

# Commands are loaded by name: `wendang --help` must not wait for a dictionary that it does not use.
_COMMANDS = {
    "ask": "retrieval.terminal.commands.ask:ask",
    "repair": "retrieval.terminal.commands.repair:repair",
    "check": "retrieval.terminal.commands.check:check",
    "config": "retrieval.terminal.commands.config:config",
    "doctor": "retrieval.terminal.commands.doctor:doctor",
    "eval": "retrieval.terminal.commands.eval:evaluate_command",
    "explain": "retrieval.terminal.commands.explain:explain",
    "index": "retrieval.terminal.commands.index:index",
    "repl": "retrieval.terminal.repl:repl",
    "mcp": "retrieval.terminal.commands.mcp:mcp",
    "serve": "retrieval.terminal.commands.serve:serve",
    "tune": "retrieval.terminal.commands.tune:tune_command",
}
# The entry points of commands whose packages `retrieval` may not import (the bot).
_PLUGINS = "wendang.commands"


# What click itself writes above the parts of a help.
_HEADINGS: dict[str, dict[Language, str]] = {
    "Usage: ": {"zh-Hans": "用法：", "zh-Hant": "用法："},
    "Options": {"zh-Hans": "选项", "zh-Hant": "選項"},
    "Commands": {"zh-Hans": "命令", "zh-Hant": "命令"},
}


class _Formatter(click.HelpFormatter):
    """Writes help under headings in the language that is set."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or _heading("Usage: "))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_heading(heading))


class _Context(click.Context):
    formatter_class = _Formatter


def _heading(english: str) -> str:
    return _HEADINGS.get(english, {}).get(read_language(), english)


class _Commands(click.Group):
    """Subcommands by name; an error that is meant for the user ends in one line and exit code 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return [*_COMMANDS, *(point.name for point in _plugins())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in _COMMANDS:
            module, name = _COMMANDS[cmd_name].split(":")
            command = getattr(import_module(module), name)
        else:
            found = [point for point in _plugins() if point.name == cmd_name]
            command = found[0].load() if found else None
        return _speak(command, cmd_name, ctx) if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for: one that is known need not be loaded to be described."""
        rows = []
        for name in self.list_commands(ctx):
            said = summary(name, read_language())
            if not said and (command := self.get_command(ctx, name)):
                said = command.get_short_help_str()
            rows.append((name, said))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program is for, in the language that is set."""
        self.help = introduction(read_language())
        for param in self.get_params(ctx):
            if isinstance(param, click.Option) and param.help:
                param.help = option_help(param.help, read_language())
        super().format_help_text(ctx, formatter)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return what a shell offers for the beginning of a word; no command is loaded for that."""
        names = [name for name in self.list_commands(ctx) if name.startswith(incomplete)]
        commands = [CompletionItem(name, help=summary(name, read_language())) for name in names]
        return [*commands, *click.Command.shell_complete(self, ctx, incomplete)]

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except WendangError as error:
            from retrieval.terminal.display import safe  # noqa: PLC0415 - nothing else here needs it

            # What it repeats of a file's name or of a setting cannot drive the terminal, and stays on the line.
            said = say_refusal(" ".join(str(error).splitlines()), read_language())
            click.echo(f"wendang: {safe(said)}", err=True)
            ctx.exit(2)
        except click.UsageError as error:
            language = read_language()
            if language == "en":
                raise
            path = (error.ctx or ctx).command_path
            click.echo(f"wendang: {say_refusal(error.format_message(), language)}（{path} --help）", err=True)
            ctx.exit(2)


def _speak(command: click.Command, name: str, ctx: click.Context | None) -> click.Command:
    """Return a command whose help is in the language that is set."""
    language = read_language()
    shown = copy(command)
    shown.context_class = _Context
    shown.help = help_of(name, command.help or "", language)
    shown.params = [copy(param) for param in command.params]
    # What shows the help is made by click, and kept.
    asked = shown.get_help_option(click.Context(shown, parent=ctx, info_name=name)) if ctx else None
    for param in (*shown.params, asked):
        if isinstance(param, click.Option) and param.help:
            param.help = option_help(param.help, language)
    return shown


def _plugins() -> Iterable[EntryPoint]:
    # It reads what every installed package says of itself: a command of our own need not wait for that.
    from importlib.metadata import entry_points  # noqa: PLC0415

    return entry_points(group=_PLUGINS)


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        import retrieval  # noqa: PLC0415 - its version is looked up where packages are described, which takes long

        click.echo(f"wendang {retrieval.__version__}")
        ctx.exit()


_Commands.context_class = _Context


@click.group(cls=_Commands, help=introduction("en"), context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Run ``wendang``."""
    # A terminal that cannot show a character shows a question mark; it does not end the program.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
