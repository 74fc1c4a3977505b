"""Terms and names as a cluster can hold them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.opensearch.tokens import digest_of, join_tokens, name_of, read_path, token_of, write_path

# Half a surrogate pair stands for a byte that is no UTF-8.
ODD = st.text(st.characters(categories=None), max_size=80)


@given(st.lists(ODD.filter(bool), max_size=5))
def test_a_field_holds_the_tokens_of_its_terms(terms: list[str]) -> None:
    """However it was written, what stands between the spaces are the tokens that a question asks for."""
    tokens = join_tokens(terms).split(" ") if terms else []
    assert tokens == [token_of(term) for term in terms]
    assert all(len(token) <= 64 and token.split() == [token] for token in tokens)
    # It can be sent.
    "".join(tokens).encode()


@given(ODD, ODD)
def test_different_texts_have_different_names(one: str, other: str) -> None:
    """Terms, ids and routings: equal only where the texts are."""
    for name in (token_of, name_of, digest_of):
        assert (name(one) == name(other)) == (one == other)


@given(ODD)
def test_a_path_comes_back(path: str) -> None:
    """Whatever its bytes are, and short enough for a keyword."""
    written = write_path(path)
    assert read_path(written) == path
    assert written.isascii()


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=2000))
def test_ids_are_ordered_as_they_are_everywhere(id: str) -> None:
    """By code points: the cluster compares UTF-8, which has the same order."""
    assert name_of(id) == id
    assert len(name_of(id * 10_000).encode()) < 32_766
