"""A question at the terminal: what is shown, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


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


def test_json_lines_are_answered_in_order_and_bad_ones_are_passed_over(run: Run) -> None:
    """A line out for each line in; empty lines count for nothing."""
    lines = ['{"id": 1, "question": "谁主持了会议？"}', "", "{cut", '{"id": 2, "question": "总策略是什么？"}']
    result = run("ask", "--jsonl", stdin="\n".join(lines))
    assert result.exit_code == 0
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [1, None, 2]
    assert "error" in answers[1]
    assert "刘吉主持会议" in answers[0]["answers"][0]["sentence"]


def test_several_questions_are_answered_one_after_the_other(run: Run) -> None:
    """Each under its own words, the second going on from the first; 1 where one of them is not answered."""
    result = run("ask", "谁主持了会议？他强调了什么？")
    assert result.exit_code == 0
    assert "▸ 谁主持了会议？" in result.stdout
    assert "↪ 刘吉 强调了什么" in result.stdout
    assert run("ask", "谁主持了会议？深圳市市长是谁？").exit_code == 1


def test_small_talk_is_answered_kindly(run: Run) -> None:
    """Nothing was asked, so that nothing is missing: exit code 0. Over JSON lines the reason says it."""
    result = run("ask", "谢谢！")
    assert result.exit_code == 0
    assert result.stdout.strip() == "不客气！还想问什么？"
    line = json.loads(run("ask", "--jsonl", stdin='{"id": 1, "question": "你好"}').stdout)
    assert line["abstained"]
    assert line["reason"] == "您好！想问档案里的什么？"
    assert line["answers"] == []
