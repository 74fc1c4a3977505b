"""Which of many texts may need a repair; ``test_repair.py`` holds the law over any text."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.suspicion import find_suspects

SOUND = "会议召开，市长出席。（见第3页）"


@pytest.mark.parametrize(
    "damaged", ["會(huì)議", "日?qǐng)?bào)", "A&amp;B", "会\u200b议", "鎴戜滑鐨", "æˆ‘ä»¬"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_damaged_text_is_found_among_others(damaged: str, place: int) -> None:
    """Wherever it stands, its number is given and no other."""
    texts = [SOUND, SOUND]
    texts.insert(place, damaged)
    assert find_suspects(texts) == {place}


def test_damage_across_two_texts_is_none() -> None:
    """What ends one text and begins the next is no pair: `(` here and pinyin there."""
    assert find_suspects(["会议(", "huì)议"]) == set()
    assert find_suspects([]) == set()
