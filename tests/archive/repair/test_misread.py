"""UTF-8 that was decoded as another encoding; ``test_repair.py`` misreads texts at random."""

from __future__ import annotations

import pytest

from retrieval.archive.repair.misread import read_gbk_again, read_latin_again
from retrieval.archive.repair.steps import apply


def test_a_lost_byte_costs_its_character() -> None:
    """A byte that the wrong encoding could not show leaves a question mark, which is counted."""
    text = "会议在北京召".encode().decode("gb18030", "replace")[:-1] + "?"
    changes = read_gbk_again(text)
    assert apply(changes.edits, text).startswith("会议在北京")
    assert changes.lost == apply(changes.edits, text).count("?")


@pytest.mark.parametrize("text", ["鎴戜滑", "æˆ‘ä»¬çš„ä¼šè®®"])
def test_misread_text_comes_back(text: str) -> None:
    """The characters that are shown give the bytes back."""
    edits = read_gbk_again(text).edits or read_latin_again(text).edits
    assert apply(edits, text) in {"我们", "我们的会议"}


@pytest.mark.parametrize("text", ["", "会议召开。", "café à la carte", "Straße", "浣犲"])
def test_sound_text_stays(text: str) -> None:
    """Bytes that are valid UTF-8 for two characters and more are no accident; one may be."""
    assert read_gbk_again(text).edits == []
    assert read_latin_again(text).edits == []
