"""Which passages may tell another name of what a question names: those that hold it beside 简称 and its like, and its rarest words."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from retrieval.chinese.terms import bigram_terms, word_terms
from retrieval.chinese.told_names import CUES
from retrieval.values import Query, Search

if TYPE_CHECKING:
    from retrieval.answers import Question
    from retrieval.chinese.words import Segment
    from retrieval.reader.terms import Terms

RARE = 20
"""In how many passages a word occurs at most for another name of it to be looked for, though an answer is sure."""
CUE_TERMS = tuple(dict.fromkeys(chain.from_iterable(map(bigram_terms, CUES))))
"""The terms by which passages are found that tell another name."""
# How many passages are read for what they tell, and how many of each of the rarest terms.
_TELLING, _OF_TERM, _RAREST = 40, 20, 2


def has_rare(question: Question, terms: Terms) -> bool:
    """Say whether a word of a question is so rare that another name of it is looked for, though an answer is sure."""
    return any(terms.frequencies[word] <= RARE for word in question.query.words)


def plan_names(question: Question, terms: Terms) -> list[Search]:
    """Return the searches for passages that may tell another name of what a question names."""
    query = question.query
    searches = [Search(Query(query.words, (*query.bigrams, *CUE_TERMS)), _TELLING)]
    for some in (query.words, query.bigrams):
        known = sorted((one for one in some if terms.knows(one)), key=lambda one: terms.frequencies[one])
        searches += [Search(Query((one,), tuple(bigram_terms(one))), _OF_TERM) for one in known[:_RAREST]]
    return searches


def plan_shared(written: str, segment: Segment) -> Search:
    """Return the search for what else is called by a name."""
    words = tuple(dict.fromkeys(word_terms(written, segment(written))))
    return Search(Query(words, (*bigram_terms(written), *CUE_TERMS)), _TELLING)
