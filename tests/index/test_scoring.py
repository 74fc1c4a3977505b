"""The weight of a term."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.scoring import idf


@given(passages=st.integers(1, 10**7), share=st.floats(0, 1))
def test_a_rarer_term_weighs_more_and_none_nothing(passages: int, share: float) -> None:
    """The idf is positive, even where every passage holds the term, and falls with the passages that do."""
    holding = int(share * passages)
    assert idf(passages, holding) > 0
    assert holding == passages or idf(passages, holding) > idf(passages, holding + 1)
