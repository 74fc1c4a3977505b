from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    words = word_tags()
    assert (words.get("广州"), words.get("强调"), words.get("锟斤拷")) == ("ns", "v", None)
    assert "广州" in words


def test_each_word_is_found_where_it_lies() -> None:
    """Looked up one by one, words have the frequency and the part of speech that they have in the file."""
    words = word_tags()
    counts = word_counts(100)
    some = dict(list(counts.items())[:200] + list(counts.items())[200::97])
    some |= {word: counts[word] for word in ("吉林", "高姓大名", "AT&T", "一")}
    assert {word: words.count(word) for word in some} == some
    assert all(words.get(word) for word in some)


@given(st.text(max_size=6) | st.text("吉林工业大学 \n0n的", max_size=6))
def test_what_is_no_word_is_not_found(text: str) -> None:
    """Whatever is looked up, a word of the file is found and nothing else is."""
    assert (text in word_tags()) == (text in every_word())


@cache
def every_word() -> frozenset[str]:
    """Return the words of the dictionary, of whatever length."""
    return frozenset(word_counts(1000))
