"""What will be looked up for a question is looked up at once, ahead of time: each journey to another machine takes its while.

First all terms are counted that the question may be asked with, in other words too, then all is searched for that is surely
wanted. Where the answer is not sure, whatever the question is asked anew by goes together. What was not foreseen is asked
for when it is wanted: nothing that is found depends on this.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.naming import CUE_TERMS, has_rare, plan_names
from retrieval.answering.numbers import find_asked, plan_missing
from retrieval.answering.rephrasing import find_rephrased, find_spellings, with_times
from retrieval.answers import NotFound
from retrieval.question.near_words import find_variants
from retrieval.reader.terms import count_terms

if TYPE_CHECKING:
    from retrieval.answering.rephrasing import Asking
    from retrieval.answering.weighing import Weighed


def foresee_question(asking: Asking, question: str) -> None:
    """Let the index find what a question is looked up with, and what other names and numbers are looked for in."""
    weigher, index = asking.weigher, asking.index
    asked, period = weigher.find_times(question, asking.today)
    parsed = weigher.parse(period.rest, filter=asking.filter)
    missing = plan_missing(find_asked(weigher.parse(asked, filter=asking.filter)), weigher.parse)
    variants = find_variants(parsed)
    texts = [question, *(with_times(parsed, period, one.text) for one in variants)]
    of_missing = chain.from_iterable((*one.query.words, *one.query.bigrams) for one in missing)
    asking.count(texts, [*CUE_TERMS, *of_missing, *(one.written for one in variants)])
    understood = weigher.understand(index, period.rest, filter=asking.filter)
    terms = count_terms(index, understood.query, understood.same)
    # Else they are only looked for where no answer is sure.
    names = plan_names(understood, terms) if has_rare(understood, terms) else []
    asking.foresee([question], [*names, *missing])


def foresee_doubt(asking: Asking, weighed: Weighed | NotFound) -> None:
    """Let the index find what a question without a sure answer is asked anew by."""
    if isinstance(weighed, NotFound) or asking.weigher.estimate(weighed) >= asking.weigher.threshold:
        return
    texts = []
    # What speaks of another number is asked no further.
    if not weighed.another:
        texts += [one.text for one in find_spellings(weighed)]
        texts += [text for _, text in find_rephrased(asking, weighed)]
    asking.foresee(texts, plan_names(weighed.question, weighed.terms))
