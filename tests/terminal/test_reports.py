"""What check and eval say beside their figures."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

import pytest

from retrieval.terminal.reports import _SAID, said

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", _SAID)
def test_each_language_says_the_same(name: str) -> None:
    """With the same figures in it, and in English without a Chinese character."""
    fields = {
        language: {field for _, field, _, _ in Formatter().parse(text) if field}
        for language, text in _SAID[name].items()
    }
    assert fields["zh-Hans"] == fields["zh-Hant"] == fields["en"]
    assert not re.search("[\u3400-\u9fff]", _SAID[name]["en"])


def test_whatever_is_said_has_its_words(root: Path) -> None:
    """A name that a command uses is in the table, and one that none uses is not."""
    used: set[str] = set()
    for command in ("check", "eval"):
        text = (root / f"retrieval/terminal/commands/{command}.py").read_text("utf-8")
        used |= set(re.findall(r'"([a-z ]+)"', text))
    assert set(_SAID) <= used
    assert said("made", "en", count=3) == "3 changes"
