"""Terms are found all at once as one by one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.reader.occurrences import find_all

# U+20041 ends in the bits of A: the two look alike to a table of 16 bits.
LETTERS = "会议哈aA\n\ud800\U00020041"
TEXTS = st.text(LETTERS, max_size=40)


@given(text=TEXTS, terms=st.lists(st.text(LETTERS, min_size=1, max_size=4), max_size=8))
def test_all_occurrences_are_found_each_in_its_place(text: str, terms: list[str]) -> None:
    """What is found is what stands there, overlapping or not, the same term twice or not; each term's places rise."""
    places, numbers = find_all(text, terms)
    for number, term in enumerate(terms):
        expected = [at for at in range(len(text)) if text.startswith(term, at)]
        assert places[numbers == number].tolist() == expected
