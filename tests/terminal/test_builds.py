"""A build, a fit and what is not indexed are told in three languages."""

from __future__ import annotations

import ast
import string
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from retrieval.archive.accounting import Amount
from retrieval.terminal.builds import _SAID, list_amounts, name_reason, told
from retrieval.wording import Language

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS = Path(__file__).parents[2] / "retrieval/archive"


@pytest.mark.parametrize("name", _SAID)
def test_each_sentence_holds_the_same_in_every_language(name: str) -> None:
    """No language lacks a sentence, or a part of one."""
    assert set(_SAID[name]) == set(get_args(Language))
    parts = [
        {part for _, part, *_ in string.Formatter().parse(said) if part} for said in _SAID[name].values()
    ]
    assert parts[0] == parts[1] == parts[2]


def reasons_in(file: Path) -> Iterator[str]:
    """Yield the reasons that a module gives by name where it leaves something out."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            given = {"LeftOut": 0, "find_left_out": 2}.get(node.func.id)
            if given is not None and isinstance(one := node.args[given], ast.Constant):
                yield str(one.value)


def test_each_reason_has_a_name_in_chinese() -> None:
    """Whatever a format leaves out is told in the language that is set; a reason of another package stays."""
    reasons = {reason for file in FORMATS.rglob("*.py") for reason in reasons_in(file)}
    assert len(reasons) > 12
    for reason in reasons:
        assert name_reason(reason, "zh-Hans") != reason
        assert name_reason(reason, "zh-Hant") != reason
        assert name_reason(reason, "en") == reason
    assert name_reason("a reason of others", "zh-Hans") == "a reason of others"


def test_the_reason_with_most_text_is_told_first() -> None:
    amounts = {"navigation": Amount(2, 14), "comment": Amount(1, 28)}
    assert list(list_amounts(amounts, "zh-Hans")) == ["批注 1 处（28 字）", "导航 2 处（14 字）"]
    assert told("parts", "zh-Hans", who="甲", units=3) == "甲 3 份"
