"""Timelines and persons at the prompt."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from retrieval import Settings, open_answerer
from retrieval.terminal.display import Display
from retrieval.terminal.repl import Repl

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Say = Callable[[str], str]


@pytest.fixture
def say(root: Path) -> Say:
    """Return a function that types a line and returns what is shown."""
    settings = Settings(_env_file=None, archive=root / "tests/cases/newsroom.jsonl")
    out = io.StringIO()
    display = Display("zh-Hans", Console(file=out, width=200, highlight=False, soft_wrap=True))
    repl = Repl(open_answerer(settings, report=print), "zh-Hans", display)

    def typed(line: str) -> str:
        out.seek(0)
        out.truncate()
        assert repl.handle(line)
        return out.getvalue()

    return typed


def test_a_timeline_stands_under_its_days(say: Say) -> None:
    """The earliest first; the numbers before the sentences lead to paragraph and article."""
    shown = say(":timeline 交易会的经过")
    days = [line for line in shown.splitlines() if line[:2] == "20"]
    assert days == ["2021-09-18", "2022-09-20"]
    assert "第五届绿河农产品交易会" in say(":open 1")
    assert "第六届" in say(":source 2")


def test_a_person_is_told_by_offices_and_sayings(say: Say) -> None:
    """Offices with their days, what was said, and who is named beside; each sentence has its number."""
    shown = say(":who 罗雁")
    assert "副市长  2021-09-18 – 2022-09-20" in shown
    assert "罗雁指出" in shown
    assert "同时出现：沈怀远" in shown
    assert "罗雁" in say(":source 1")


def test_the_newest_reports_are_shown_and_more_of_them(say: Say) -> None:
    """By day, the newest first."""
    shown = say(":latest")
    assert shown.index("光华电池公司") < shown.index("云渡博物馆")
    assert "[6]" in say(":more")


@pytest.mark.parametrize("line", [":timeline", ":who", ":timeline 澄练河隧道", ":who 欧阳修"])
def test_what_is_missing_or_unknown_is_said(say: Say, line: str) -> None:
    """Every command gets a line."""
    assert say(line).strip()
