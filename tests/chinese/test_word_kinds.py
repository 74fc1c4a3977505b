from __future__ import annotations

import pytest

from retrieval.chinese.word_kinds import word_kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("刘吉", "person"),
        ("广州", "place"),
        ("国务院", "organisation"),
        ("强调", "verb"),
        ("俞建华", "person"),
        ("安德里亚娜", "foreign"),
        ("劳尔·卡斯特罗", "person"),
        ("锟斤拷", "new"),
    ],
)
def test_a_word_is_known_by_the_dictionary_or_by_its_look(word: str, kind: str) -> None:
    """Jieba's tag where there is one; else a surname, or the characters of foreign names."""
    assert word_kind(word) == kind
