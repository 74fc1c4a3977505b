"""Names, and the mean lengths that a cluster is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from retrieval.index.opensearch.layout import Names, mean_above, similarities
from retrieval.index.scoring import K1, B


@given(st.integers(0, 10**9), st.integers(1, 10**7))
def test_the_mean_that_is_told_is_too_large_and_not_by_much(total: int, passages: int) -> None:
    """Too small a one would make scores too low; one that is far off would cost candidates."""
    mean = max(total / passages, 1.0)
    assert mean * 1.049 <= mean_above(total, passages) <= mean * 1.156


def test_few_different_scripts_are_compiled() -> None:
    """A cluster compiles 75 in five minutes: archives of all sizes share a few."""
    assert len({mean_above(total, 100) for total in range(1_000, 10_000)}) < 30


def test_an_index_belongs_to_a_generation() -> None:
    """And what another archive's are called belongs to none."""
    names = Names("wendang-news-12345678")
    for index in names.generation(12):
        assert names.number_of(index) == 12
    for other in (
        names.state,
        "wendang-news-12345678-x-passages",
        "wendang-news-12345678-000000012-more",
        "other",
    ):
        assert names.number_of(other) is None
    assert Names("wendang-news").number_of(names.generation(1).notes) is None


def test_a_similarity_says_how_a_field_is_scored() -> None:
    """As BM25 has it, with the mean written into the script."""
    script = similarities((10.0, 20.0, 5.0))["words"]["script"]["source"]
    assert repr(K1 * (1 - B)) in script
    assert repr(K1 * B / 10.0) in script
