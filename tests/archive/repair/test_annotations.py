"""Pinyin behind traditional characters."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.annotations import is_annotated, strip_annotations
from retrieval.archive.repair.steps import apply


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("會(huì)議要求", "會議要求"),
        # The reading is not one of the character's: an author's own parentheses.
        ("會(huì)議(yì)要求(abc)縣(xiàn)區", "會議要求(abc)縣區"),
        # GBK's own row of pinyin has another `a`.
        ("報(bɑ̀o)堅(jiān)決", "報(bɑ̀o)堅決"),
    ],
)
def test_only_a_reading_of_the_character_goes(text: str, sound: str) -> None:
    """What stands in parentheses behind a character goes where it is one of the character's readings."""
    assert apply(strip_annotations(text).edits, text) == sound


@pytest.mark.parametrize("text", ["", "会议", "吧(ba)", "會(huì)議，吧(ba)嗎(ma)呢(ne)"])
def test_a_textbook_is_no_machine(text: str) -> None:
    """Where other characters than those of traditional writing are annotated, an author did it."""
    assert not is_annotated(text)
    assert strip_annotations(text).edits == []
