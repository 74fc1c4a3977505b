"""A question that finds nothing sure → what it finds with a character set right, or with a word written otherwise."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answering.forms import REASON
from retrieval.answering.telling import plan_names
from retrieval.answers import NotFound
from retrieval.chinese.folding import fold
from retrieval.question.near_words import rephrase
from retrieval.question.period import with_times
from retrieval.question.spelling import respell

if TYPE_CHECKING:
    from retrieval.answering.foreseeing import Asking
    from retrieval.answering.weighing import Weighed
    from retrieval.question.near_words import Rephrased
    from retrieval.question.spelling import Spelling

# How many words are written otherwise, how much surer what is found so must be, and what is left of its confidence.
_WORDS = 2
_SURER_THAN, _LEAST_GAIN = 1.5, 0.01
_IN_OTHER_WORDS = 0.8
# The same where nothing in the sentence has the form of what is asked for.
_UNMARKED = 0.2
_MARKED = ("who", "when", "how many")


def foresee_doubt(asking: Asking, weighed: Weighed | NotFound) -> None:
    """Let the index find what a question without a sure answer is asked anew by."""
    if isinstance(weighed, NotFound) or asking.weigher.estimate(weighed) >= asking.weigher.threshold:
        return
    texts = []
    # What speaks of another number is asked no further.
    if not weighed.another:
        texts += [one.text for one in _find_spellings(weighed)]
        texts += [text for _, text in _find_rephrased(asking, weighed)]
    asking.foresee(texts, plan_names(weighed.question, weighed.terms))


def ask_respelt(
    asking: Asking, weighed: Weighed, confidence: float, least: float
) -> tuple[Weighed, float, str]:
    """Return what is found with one character changed, where that is much surer; else what there was.

    Where the new character sounds like the old one it is taken for what was meant. Else it gives near
    misses, and no more confidence than there was: it may be another name. The last that is returned is the question as
    it was taken, or nothing.
    """
    best, taken = weighed, None
    spellings = _find_spellings(weighed)
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
        others = _find_rephrased(asking, best)
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


def _find_spellings(weighed: Weighed) -> list[Spelling]:
    """Return the questions that are asked with one character changed."""
    return [
        replace(one, text=with_times(weighed.question, weighed.period, one.text))
        for one in respell(weighed.question, weighed.hits, weighed.terms.frequencies)
    ]


def _find_rephrased(asking: Asking, weighed: Weighed) -> list[tuple[Rephrased, str]]:
    """Return the questions that are asked with one word written otherwise, each as it is asked."""
    quote = weighed.ranking.quotes[0]
    held = f"{fold(quote.metadata.title)} {quote.folded}"
    return [
        (other, with_times(weighed.question, weighed.period, other.text))
        for other in rephrase(weighed.question, held, asking.index.frequencies)
    ]
