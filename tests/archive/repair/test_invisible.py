"""Invisible and private characters."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.invisible import strip_invisible, strip_private
from retrieval.archive.repair.steps import apply


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("会\u200b议", "会议"),
        ("会\xad议\x07\ufeff", "会议"),
        ("会\u200d议", "会议"),
        # A joiner makes one emoji of two, and a direction mark means something beside Hebrew.
        ("👨\u200d👩", "👨\u200d👩"),
        ("א\u200f", "א\u200f"),
        ("会\n议\t", "会\n议\t"),
    ],
)
def test_what_has_neither_width_nor_meaning_goes(text: str, sound: str) -> None:
    """An invisible character stays where its script needs it."""
    assert apply(strip_invisible(text).edits, text) == sound


def test_an_icon_goes_and_a_character_of_a_name_stays() -> None:
    """Between two Chinese characters a private one may be part of a name: it stays, and is counted as lost."""
    text = "\ue6e3首页 朱\ue6e3基"
    changes = strip_private(text)
    assert (apply(changes.edits, text), changes.lost) == ("首页 朱\ue6e3基", 1)
