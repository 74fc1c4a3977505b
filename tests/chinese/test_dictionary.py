from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.chinese.dictionary import read_words, word_counts, word_tags
from retrieval.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def test_a_users_dictionary_is_read_as_jieba_writes_it(tmp_path: Path) -> None:
    """A word a line; frequency, tag, comments and a byte order mark are passed over."""
    file = tmp_path / "words.txt"
    file.write_text("\ufeff俞建华 3 nr\n# 注\n\n外防输入\n", "utf-8")
    assert read_words(file) == ["俞建华", "外防输入"]


def test_a_dictionary_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """The error names the setting, the file and what is expected."""
    with pytest.raises(SettingsError, match=r"WENDANG_DICTIONARY=.*none\.txt.*a word a line"):
        read_words(tmp_path / "none.txt")


def test_words_are_counted_up_to_a_length() -> None:
    """Longer words are left out; a common word was met more often than a rare one."""
    counts = word_counts(2)
    assert counts["会议"] > counts["会晤"] > 0
    assert max(map(len, counts)) == 2


def test_a_word_has_its_part_of_speech() -> None:
    """What is in no dictionary has none."""
    tags = word_tags()
    assert (tags.get("广州"), tags.get("强调"), tags.get("锟斤拷")) == ("ns", "v", None)
    assert "广州" in tags
