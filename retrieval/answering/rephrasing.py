"""A question that finds nothing sure → what it finds with a character set right, or with a word written otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval.answering.echoes import find_introducing
from retrieval.answering.forms import REASON
from retrieval.answering.lookup import foresee_beyond, plan_searches
from retrieval.answering.offices import asks_for_holder
from retrieval.answers import NotFound
from retrieval.chinese.folding import fold
from retrieval.question.near_words import rephrase
from retrieval.question.spelling import respell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from retrieval.answering.context import Context
    from retrieval.answering.weighing import Weighed, Weigher
    from retrieval.answers import Question
    from retrieval.index.remembering import Remembering
    from retrieval.question.near_words import Rephrased
    from retrieval.question.period import Period
    from retrieval.question.spelling import Spelling
    from retrieval.values import Filter, Search

# How many words are written otherwise, how much surer what is found so must be, and what is left of its confidence.
_WORDS = 2
_SURER_THAN, _LEAST_GAIN = 1.5, 0.01
_IN_OTHER_WORDS = 0.8
# The same where nothing in the sentence has the form of what is asked for.
_UNMARKED = 0.2
_MARKED = ("who", "when", "how many")


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


def ask_respelt(
    asking: Asking, weighed: Weighed, confidence: float, least: float
) -> tuple[Weighed, float, str]:
    """Return what is found with one character changed, where that is much surer; else what there was.

    Where the new character sounds like the old one it is taken for what was meant. Else it gives near
    misses, and no more confidence than there was: it may be another name. The last that is returned is the question as
    it was taken, or nothing.
    """
    best, taken = weighed, None
    spellings = find_spellings(weighed)
    asking.foresee([one.text for one in spellings])
    for alike in (True, False):
        for spelling in [one for one in spellings if one.alike is alike] if taken is None else []:
            other = asking.weigh_again(spelling.text, weighed)
            if not isinstance(other, NotFound):
                sure = asking.weigher.estimate(other)
                if sure > least:
                    best, least, taken = other, sure, spelling
    if taken is None:
        return weighed, confidence, ""
    best = replace(
        best, question=replace(best.question, asked=weighed.question.asked), unknown=weighed.unknown
    )
    return best, least if taken.alike else confidence, taken.text


def ask_rephrased(asking: Asking, weighed: Weighed, confidence: float) -> tuple[Weighed, float]:
    """Return what is found in other words, where that is surer; else what there was.

    Each time one word is written otherwise, so that 遛狗不拴绳 may become 遛犬不系绳.
    """
    best, sure, written = weighed, confidence, []
    for _ in range(_WORDS):
        found, taken, least = None, "", max(_SURER_THAN * sure, sure + _LEAST_GAIN)
        others = find_rephrased(asking, best)
        asking.foresee([text for _, text in others])
        for other, text in others:
            again = asking.weigh_again(text, best)
            # 价格 in the place of 多少钱 would ask for anything at all.
            if isinstance(again, NotFound) or again.question.kind != weighed.question.kind:
                continue
            first = again.ranking.quotes[0]
            if again.question.kind == "why" and not REASON.search(first.folded):
                continue
            # Words that only stand in the same places prove less than the question's own.
            share = (
                _IN_OTHER_WORDS
                if first.exact is not None or again.question.kind not in _MARKED
                else _UNMARKED
            )
            again_sure = share * asking.weigher.estimate(again)
            if again_sure > least:
                found, taken, least = again, other.written, again_sure
        if found is None:
            break
        best, sure = found, least
        written.append(taken)
    if written:
        known = dict.fromkeys((*weighed.question.others, *best.question.others, *written))
        question = replace(best.question, asked=weighed.question.asked, others=tuple(known))
        best = replace(best, question=question)
    return best, sure


def find_spellings(weighed: Weighed) -> list[Spelling]:
    """Return the questions that are asked with one character changed."""
    return [
        replace(one, text=with_times(weighed.question, weighed.period, one.text))
        for one in respell(weighed.question, weighed.hits, weighed.terms.frequencies)
    ]


def find_rephrased(asking: Asking, weighed: Weighed) -> list[tuple[Rephrased, str]]:
    """Return the questions that are asked with one word written otherwise, each as it is asked."""
    quote = weighed.ranking.quotes[0]
    held = f"{fold(quote.metadata.title)} {quote.folded}"
    return [
        (other, with_times(weighed.question, weighed.period, other.text))
        for other in rephrase(weighed.question, held, asking.index.frequencies)
    ]


def with_times(question: Question, period: Period, text: str) -> str:
    """Return another text of a question with the words of time that were taken out of it: 昨天谁主持了会议."""
    asked = " ".join(fold(question.asked).split())
    return asked.replace(question.text, text, 1) if period and question.text in asked else text
