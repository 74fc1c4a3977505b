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
        ("张建国", "person"),
        ("李长江", "person"),
        ("王东海", "person"),
        ("罗振邦", "person"),
        ("张守山", "person"),
        ("朱祁镇", "person"),
        ("周恩来", "person"),
        ("张家港", "place"),
        ("石家庄", "place"),
        ("李家村", "place"),
        ("康王路", "place"),
        ("扬子江", "place"),
        ("陈国", "place"),
        ("伊拉克", "place"),
        ("沈阳局", "organisation"),
        *((f"{surname}某人", "person") for surname in "兰曲曾查牟简芦苑覃辛阳隋靳饶"),
        ("欧阳予倩", "person"),
        ("曾任", "new"),
        ("曾于", "new"),
        ("时遭", "new"),
    ],
)
def test_a_word_is_known_by_the_dictionary_or_by_its_look(word: str, kind: str) -> None:
    """Jieba's tag where there is one; else a surname, or the characters of foreign names."""
    assert word_kind(word) == kind
