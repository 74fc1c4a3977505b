"""The closed lists of words by which a follow-up is known."""

from __future__ import annotations

import pytest

from retrieval.chinese.folding import fold
from retrieval.conversation import find_follow_up, lexicon

LISTS = [name for name, words in vars(lexicon).items() if isinstance(words, str) and "|" in words]


@pytest.mark.parametrize("name", LISTS)
def test_every_word_can_be_met_in_a_folded_question(name: str) -> None:
    """A word that is not folded (著作) matches no question, and one that stands twice is read once."""
    words = getattr(lexicon, name).split("|")
    assert [word for word in words if fold(word) != word or not word] == []
    assert len(words) == len(set(words))


@pytest.mark.parametrize("question", ["著作有哪些", "原著是谁", "主要著作是什么", "最著名的作品是什么"])
def test_a_word_that_folding_changes_is_known(question: str) -> None:
    """著 is folded to 着: 著作有哪些 has left out whose, as 作品有哪些 has."""
    follow_up = find_follow_up(question)
    assert follow_up is not None
    assert follow_up.kind == "ellipsis"
