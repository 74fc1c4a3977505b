"""Doubled commas."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.marks import join_doubled
from retrieval.archive.repair.steps import apply


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("市区,,县区", "市区,县区"),
        ("市区,、县区", "市区,县区"),
        ("他说：“好”，，“行”", "他说：“好”，“行”"),
        ("a,,b", "a,,b"),
        ("好！！真好。。。", "好！！真好。。。"),
    ],
)
def test_the_first_of_several_commas_stays(text: str, sound: str) -> None:
    """Only commas between Chinese words are joined: elsewhere two of them are meant."""
    assert apply(join_doubled(text).edits, text) == sound
