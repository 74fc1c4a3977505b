"""What the bot says in Chinese."""

from __future__ import annotations

from dataclasses import fields

import opencc
import pytest

from bot.messages.chinese import SIMPLIFIED, TRADITIONAL
from bot.messages.texts import Texts

NAMES = [field.name for field in fields(Texts) if field.name not in {"menu", "name", "code"}]
SENTENCES = [getattr(TRADITIONAL, name) for name in NAMES] + list(TRADITIONAL.menu.values())
# Of these characters traditional texts write both forms.
BOTH = "台里裡群着着干系面周只余谷才后征"


@pytest.mark.parametrize("sentence", SENTENCES)
def test_traditional_sentences_hold_no_simplified_characters(sentence: str) -> None:
    """What a user may type in either script stands aside: 谁主持 is a question to the archive."""
    convert = opencc.OpenCC("s2t").convert
    ours = sentence.replace("谁主持", "誰主持").replace("来源", "來源")
    assert [letter for letter in ours if convert(letter) != letter and letter not in BOTH] == []


def test_an_archive_and_a_file_are_told_apart() -> None:
    """檔案 is the archive: a file that is sent in is a 文件."""
    for name in ("preview", "too_large"):
        assert "檔案" not in getattr(TRADITIONAL, name)
        assert "文件" in getattr(TRADITIONAL, name)
        assert "文件" in getattr(SIMPLIFIED, name)
