"""What will be looked up for a question is looked up at once, ahead of time: each journey to another machine takes its while.

First all terms are counted that the question may be asked with, in other words too, then all is searched for that is surely
wanted. Where the answer is not sure, whatever the question is asked anew by goes together. What was not foreseen is asked
for when it is wanted: nothing that is found depends on this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from retrieval.answering.echoes import find_introducing
from retrieval.answering.lookup import foresee_beyond, plan_searches
from retrieval.answering.numbers import find_asked, plan_missing
from retrieval.answering.offices import asks_for_holder
from retrieval.answering.telling import CUE_TERMS, has_rare, plan_names
from retrieval.question.near_words import find_variants
from retrieval.question.period import with_times
from retrieval.reader.terms import count_terms

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.answering.context import Context
    from retrieval.answering.weighing import Weighed, Weigher
    from retrieval.answers import NotFound, Question
    from retrieval.index.remembering import Remembering
    from retrieval.values import Filter, Search


@dataclass(frozen=True, slots=True)
class Asking:
    """Where and how a question is asked again: all but its words stays as it was asked first."""

    weigher: Weigher
    index: Remembering
    today: date
    filter: Filter
    context: Context

    def weigh(self, question: str) -> Weighed | NotFound:
        """Return what is found for a question and what speaks for it."""
        return self.weigher.weigh(self.index, question, self.today, filter=self.filter, context=self.context)

    def weigh_again(self, question: str, before: Weighed) -> Weighed | NotFound:
        """Return the same of other words for it; NotFound where the first stage of the reader likes them no better.

        To read on in each of a dozen rewordings would take most of a second.
        """
        return self.weigher.weigh(
            self.index,
            question,
            self.today,
            filter=self.filter,
            context=self.context,
            surer_than=before.first_sure,
        )

    def count(self, questions: Sequence[str], terms: Sequence[str] = ()) -> None:
        """Let the index count at once whatever is wanted of several questions, and other terms."""
        asked = [self.weigher.find_times(question, self.today) for question in questions]
        self.weigher.count(self.index, asked, self.filter, terms)

    def foresee(self, questions: Sequence[str], beside: Sequence[Search] = ()) -> None:
        """Let the index find at once what several questions are looked up with; each is weighed then.

        Args:
            questions: as they are asked.
            beside: what else is searched for.
        """
        self.count(questions)
        weigher, index = self.weigher, self.index
        asked = [weigher.find_times(question, self.today) for question in questions]
        planned: list[tuple[Question, int, Sequence[Search]]] = []
        for one, period in asked:
            parsed = replace(weigher.understand(index, period.rest, filter=self.filter), asked=one)
            if parsed.query.words + parsed.query.bigrams:
                order = period.order if period else int(asks_for_holder(parsed))
                planned.append((parsed, order, plan_searches(parsed, period)))
        index.search_many([*(search for _, _, searches in planned for search in searches), *beside])
        # By what is found first it is known what each is looked up with next.
        found = [(parsed, order, index.search_many(searches)[0]) for parsed, order, searches in planned]
        foresee_beyond(index, found)
        index.documents([id for parsed, _, hits in found for id in find_introducing(hits, parsed)])


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
