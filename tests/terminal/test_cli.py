"""The commands as a user types them: what is shown, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from retrieval import wiring
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from retrieval.chinese.words import Segment

    Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, segment: Segment, root: Path) -> Run:
    """Return a function that runs `wendang` in the project's folder, with the dictionary already loaded."""
    monkeypatch.setattr(wiring, "open_segmenter", lambda *_, **__: segment)
    monkeypatch.chdir(root)

    def invoke(*arguments: str, stdin: str | bytes = "") -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return invoke


def test_a_question_is_answered_from_the_seeds(run: Run) -> None:
    """The sentence that says it, its exact words between marks, and the headline; exit code 0."""
    result = run("ask", "谁主持了会议？")
    assert result.exit_code == 0, result.output
    assert "刘吉" in result.stdout
    assert "主持会议" in result.stdout


def test_what_the_archive_does_not_say_ends_in_1(run: Run) -> None:
    """An honest no, with the reason, and exit code 1."""
    result = run("ask", "asdkjh")
    assert result.exit_code == 1
    assert "asdkjh" in result.stdout


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "？！。",
        "😀",
        "\x00\x1b[31m",
        "的",
        "长" * 10_000,
        "\ud800",
        "*" * 3000,
        "a" * 5000,
        "[red]谁[/red]",
    ],
)
def test_any_question_gets_an_answer_or_an_honest_no(run: Run, question: str) -> None:
    """Empty, punctuation, emoji, control characters, far too long: no traceback, and no markup."""
    result = run("ask", question)
    assert result.exit_code in {0, 1}, result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "--jsonl", "谁？"], ["ask", "--no-such"], ["nosuch"], ["repl", "extra"]]
)
def test_wrong_use_ends_in_2(run: Run, arguments: list[str]) -> None:
    """A usage line says what is wrong."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


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
    assert "no document" in result.stderr


def test_a_wrong_setting_ends_in_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line with key, value and remedy, and no traceback."""
    monkeypatch.setenv("WENDANG_THRESHOLD", "high")
    result = run("ask", "谁？")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert "WENDANG_THRESHOLD" in result.stderr


def test_json_lines_are_answered_in_order_and_bad_ones_are_passed_over(run: Run) -> None:
    """A line out for each line in; empty lines count for nothing."""
    lines = ['{"id": 1, "question": "谁主持了会议？"}', "", "{cut", '{"id": 2, "question": "总策略是什么？"}']
    result = run("ask", "--jsonl", stdin="\n".join(lines))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 2]
    assert "error" in answers[1]
    assert "刘吉主持会议" in answers[0]["answers"][0]["sentence"]


def test_the_prompt_answers_lines_from_a_pipe(run: Run) -> None:
    """Questions and commands, one by one, until the end or :quit."""
    result = run("repl", stdin="谁主持了会议？\n\n:source 1\n:open 1\n:more\n:quit\n总策略是什么？\n")
    assert result.exit_code == 0
    assert "刘吉主持会议" in result.stdout
    assert "“外防输入、内防反弹”总策略" in result.stdout  # :open shows the article


@pytest.mark.parametrize(
    "line", [":source 99", ":source x", ":open", ":", ":nosuch", "：help", ":more", ":source ９"]
)
def test_the_prompt_explains_a_command_that_it_cannot_obey(run: Run, line: str) -> None:
    """Every line gets a line."""
    result = run("repl", stdin=line + "\n")
    assert result.exit_code == 0
    assert result.stdout.strip()


def test_help_lists_every_command(run: Run) -> None:
    """A newcomer can work from `--help` alone."""
    result = run("--help")
    assert result.exit_code == 0
    for name in main.list_commands(None):  # type: ignore[arg-type] # the list needs no context
        assert name in result.stdout
        assert run(name, "--help").exit_code == 0
