"""The help of each command, in the language that is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
import pytest

from retrieval.terminal.cli import main
from retrieval.terminal.helps import help_of, option_help

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

COMMANDS = main.list_commands(None)  # type: ignore[arg-type] # the list needs no context
NAMED = re.compile(r"WENDANG_[A-Z_]+|--[a-z-]+|\\.[a-z]+|[A-Z]{4,}|https?:\\S+")


def english_of(name: str) -> click.Command:
    """Return a command as it is written."""
    command = main.get_command(None, name)  # type: ignore[arg-type] # likewise
    assert command is not None
    return command


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_and_option_is_explained_in_each_language(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A command that is new needs its help in Chinese too; keys and names stand in all of them."""
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    command = english_of(name)
    for language in ("zh-Hans", "zh-Hant"):
        shown = help_of(name, command.help or "", language)
        assert re.search("[\u3400-\u9fff]", shown), name
        assert set(re.findall(r"WENDANG_[A-Z_]+", shown)) == set(
            re.findall(r"WENDANG_[A-Z_]+", command.help or "")
        )
        for param in command.params:
            if isinstance(param, click.Option) and param.help:
                said = option_help(param.help, language)
                assert re.search("[\u3400-\u9fff]", said), (name, param.name)
                # From any language to any other.
                assert option_help(said, "en") == param.help


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-Hans", ("用法：", "选项", "可提问的网页")), ("zh-Hant", ("用法：", "選項", "可提問的網頁"))],
)
def test_help_is_shown_in_the_language_that_is_set(
    run: Run, monkeypatch: pytest.MonkeyPatch, language: str, said: tuple[str, ...]
) -> None:
    """And in English again, in the same process."""
    monkeypatch.setenv("WENDANG_LANGUAGE", language)
    shown = run("serve", "--help")
    assert shown.exit_code == 0
    assert all(words in shown.stdout for words in said)
    assert not re.search("[a-z]{4,} [a-z]{3,} [a-z]{3,}", shown.stdout.replace("wendang serve", ""))
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    english = run("serve", "--help").stdout
    assert english.startswith("Usage: ")
    assert not re.search("[\u3400-\u9fff]", english)
