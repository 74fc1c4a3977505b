from __future__ import annotations

from retrieval.chinese import vocabulary
from retrieval.chinese.folding import fold


def test_every_list_is_folded() -> None:
    """What the lists are held against is folded text: a traditional form would never be met."""
    lists = {name: words for name, words in vars(vocabulary).items() if isinstance(words, (frozenset, tuple))}
    assert lists
    for name, words in lists.items():
        assert len(set(words)) == len(words), name
        assert [word for word in words if fold(word) != word or not word] == [], name


def test_an_unsure_surname_is_a_surname() -> None:
    """A subset is taken from the whole list: a word that stands in it alone would change nothing."""
    assert vocabulary.UNSURE_SURNAMES < vocabulary.SURNAMES
    assert all(len(surname) == 1 for surname in vocabulary.SURNAMES)
    assert all(len(surname) == 2 for surname in vocabulary.DOUBLE_SURNAMES)
