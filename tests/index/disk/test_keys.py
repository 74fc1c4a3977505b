"""Terms as numbers."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.disk.keys import as_bigrams, keys_of


@given(terms=st.lists(st.text(min_size=1, max_size=80), unique=True))
def test_terms_have_keys_of_their_own(terms: list[str]) -> None:
    """Alone or among others a term has one key, and another than every other term, or than itself as a bigram."""
    keys = keys_of(terms)
    assert [int(keys_of([term])[0]) for term in terms] == keys.tolist()
    assert len({*keys.tolist(), *as_bigrams(keys).tolist()}) == 2 * len(terms)
