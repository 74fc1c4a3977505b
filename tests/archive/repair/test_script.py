"""Traditional characters turned back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair.script import simplify_again
from retrieval.archive.repair.steps import apply
from retrieval.chinese.folding import simplify


@given(st.text("會議會议召開报報a1，", max_size=20))
def test_each_traditional_character_is_turned_back(text: str) -> None:
    """The result is the simplified text, character by character; simplified text gives no edit."""
    changes = simplify_again(text)
    assert apply(changes.edits, text) == simplify(text)
    assert simplify_again(simplify(text)).edits == []
