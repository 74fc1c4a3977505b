"""How likely a text is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.repair.likelihood import Likelihood, commonness


def score(text: str, familiar: frozenset[str] = frozenset()) -> float:
    likelihood = Likelihood(familiar=familiar)
    for character in text:
        likelihood = likelihood.extend(character)
    return likelihood.score


@pytest.mark.parametrize(
    ("likely", "unlikely"),
    [("会议召开", "会蚁召开"), ("會議", "会議"), ("会议，", "会议?"), ("会议。他", "会议。。")],
)
def test_words_are_likelier_than_what_is_none(likely: str, unlikely: str) -> None:
    """Common words, one way of writing, and marks where they belong make a text likely."""
    assert score(likely) > score(unlikely)


def test_what_the_page_says_elsewhere_is_likelier() -> None:
    """Two characters that are neighbours elsewhere on the page are likelier neighbours here."""
    assert score("瑟尔", frozenset({"瑟尔"})) > score("瑟尔")


@given(st.text("会议召开市长", max_size=8), st.floats(0, 50))
def test_a_worse_reading_is_worse_by_as_much(text: str, by: float) -> None:
    """A penalty lowers the score, and leaves what more text may add to it."""
    likelihood = Likelihood()
    for character in text:
        likelihood = likelihood.extend(character)
    assert likelihood.worsened(by).score == pytest.approx(likelihood.score - by)
    assert likelihood.worsened(by).extend("会").score == pytest.approx(likelihood.extend("会").score - by)


def test_a_common_character_is_commoner() -> None:
    """Frequencies are those of the dictionary."""
    assert commonness("一") > commonness("彧")
