"""Errors in the language that is set."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from bot.settings import BotSettings
from retrieval.terminal.refusals import say_refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.mark.parametrize("name", BotSettings.model_fields)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_every_setting_says_what_it_takes(name: str, language: str) -> None:
    """It is the remedy that an error names."""
    description = BotSettings.model_fields[name].description
    assert description
    assert say_refusal(description, language) != description


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (
            ["ask", "谁？"],
            {"THRESHOLD": "x"},
            "WENDANG_THRESHOLD='x' 不对：在环境变量或 .env 里设成：0 到 1 的数",
        ),
        (
            ["bot"],
            {"TELEGRAM_TOKEN": ""},
            "WENDANG_TELEGRAM_TOKEN 没有设：在环境变量或 .env 里设成：@BotFather",
        ),
        (["ask", "--archive", "/nowhere", "谁？"], {}, "读不到档案 '/nowhere'（没有这个文件或文件夹）"),
        (["ask", "--archive", "EMPTY", "谁？"], {}, "里没有读得到的文档：请放入文档"),
        (["ask"], {}, "请写一个问题，或用 --jsonl 从标准输入送问题（main ask --help）"),
        (["ask", "--foo"], {}, "没有 --foo 这个选项（main ask --help）"),
        (["askk"], {}, "没有 askk 这个命令（main --help）"),
        (["eval"], {}, "缺少 BENCH（main eval --help）"),
        (["serve", "--listen", "x"], {}, "--listen 'x' 不对：请写 host:port"),
        (["check", "--diff", "none.txt"], {}, "里没有 'none.txt' 这个文件"),
    ],
)
def test_what_a_reader_does_wrong_is_told_in_their_language(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    environment: dict[str, str],
    said: str,
) -> None:
    """On one line, and also where another setting is wrong; in English as it was."""
    (tmp_path / "empty").mkdir()
    given = [str(tmp_path / "empty") if one == "EMPTY" else one for one in arguments]
    for key, value in environment.items():
        monkeypatch.setenv(f"WENDANG_{key}", value)
    told = run(*given)
    assert told.exit_code == 2
    (line,) = told.stderr.splitlines()
    assert said in line
    assert len(line) < 200
    monkeypatch.setenv("WENDANG_LANGUAGE", "zh-Hant")
    assert re.search("[\u3400-\u9fff]", run(*given).stderr)
    monkeypatch.setenv("WENDANG_LANGUAGE", "en")
    english = run(*given)
    assert english.exit_code == 2
    assert not re.search("[\u3400-\u9fff]", english.stderr.replace("谁？", ""))


def test_what_is_not_known_is_shown_as_it_is() -> None:
    """Rather than not at all; and what it repeats is no pattern of ours."""
    assert say_refusal("something new {0} %s \\1", "zh-Hans") == "something new {0} %s \\1"
    assert say_refusal("'{x}' holds no question", "zh-Hans") == "'{x}' 里没有问题"
