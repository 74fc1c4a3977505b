"""What speaks for an answer, at the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "question", ["谁主持了会议？", "深圳市市长是谁？", "温金荣是谁？", "昨天谁主持了会议"]
)
@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [
        ("zh-Hans", "含各词的段落数", "[A-Za-z]{2,}"),
        ("zh-Hant", "含各詞的段落數", "[A-Za-z]{2,}"),
        ("en", "passages with each term", "问的是|依据|分量|从未出现|前后句"),
    ],
)
def test_what_is_explained_is_in_one_language(
    language: str, said: str, unsaid: str, question: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the archive's own words and the question's: the kind, the reason, the names of what speaks for it."""
    monkeypatch.chdir(root)
    monkeypatch.setenv("WENDANG_LANGUAGE", language)
    explained = CliRunner().invoke(main, ["explain", question])
    assert explained.exit_code == 0
    assert said in explained.stdout
    assert not re.search(unsaid, explained.stdout)
