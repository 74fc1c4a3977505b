"""Questions with known answers → figures, by kind of question and over all.

S@1 S@3   a quote, among the first 1 or 3, comes from a right document (where one is named) and holds a
right answer; an answer of more than 30 letters is held where half of its letters are there
MRR       1 / rank of the first such quote among the first 10, else 0
EM F1     the marked words against the right answers: equal, and F1 of the letters in common
AUROC     the chance that an answerable question is given more confidence than an unanswerable one
ECE       how far confidence is from the share of right first quotes, in 10 bins
"""

from __future__ import annotations

import re
import time
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from retrieval.answers import Found
from retrieval.chinese.folding import fold
from retrieval.evaluation.metrics import measure_auroc, measure_ece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from retrieval.answering.answerer import Answerer
    from retrieval.answers import Answer, Quote
    from retrieval.evaluation.bench import Asked
    from retrieval.types import Booleans, Floats

_BEST = 10
# A longer answer is a whole clause, which a text seldom repeats letter for letter.
_LONG = 30
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a question: the rank of the first right quote (None: not among the first 10)."""

    asked: Asked
    answer: Answer
    rank: int | None
    exact: bool
    f1: float
    seconds: float

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The quotes of the answer, or the near misses where there is none."""
        return self.answer.shown

    @property
    def abstained(self) -> bool:
        """Whether the program gave no sure answer: it showed what comes nearest, or said that the archive does not say."""
        return not isinstance(self.answer, Found)


def evaluate(
    answerer: Answerer, bench: Sequence[Asked], progress: Callable[[int], None] = lambda _: None
) -> list[Outcome]:
    """Ask every question; ``progress`` is told how many were asked."""
    outcomes = []
    for number, asked in enumerate(bench, 1):
        start = time.perf_counter()
        answer = ask_on_its_day(answerer, asked, _BEST)
        outcomes.append(judge(asked, answer, time.perf_counter() - start))
        progress(number)
    return outcomes


def ask_on_its_day(answerer: Answerer, asked: Asked, limit: int) -> Answer:
    """Ask a question of a bench on the day on which it is asked: 昨天 is the day before."""
    asker = answerer.on(asked.asked_on) if asked.asked_on else answerer
    return asker.ask(asked.question, limit=limit)


def judge(asked: Asked, answer: Answer, seconds: float = 0.0, among: int = _BEST) -> Outcome:
    """Compare an answer with what is known to be right; a right quote counts among the first ``among`` ones."""
    quotes = answer.shown
    right = [normalise(text) for text in asked.answers]
    rank = next((n for n, quote in enumerate(quotes[:among], 1) if _is_right(asked, quote, right)), None)
    marked = normalise(quotes[0].exact_text or "") if quotes else ""
    return Outcome(
        asked,
        answer,
        rank,
        exact=bool(marked) and marked in right,
        f1=max((measure_f1(marked, text) for text in right), default=0.0) if marked else 0.0,
        seconds=seconds,
    )


def is_right(asked: Asked, quote: Quote) -> bool:
    """Say whether a quote comes from a right document and holds a right answer."""
    return _is_right(asked, quote, [normalise(text) for text in asked.answers])


def _is_right(asked: Asked, quote: Quote, right: Sequence[str]) -> bool:
    # A right document that was folded into this one says the same.
    known = {quote.metadata.id, *(other.id for other in quote.metadata.also)}
    if asked.documents and not known & asked.documents:
        return False
    sentence = normalise(quote.text)
    return any(
        text and (text in sentence or (len(text) > _LONG and measure_f1(text, sentence) >= 0.5))
        for text in right
    )


@lru_cache(maxsize=1 << 14)
def normalise(text: str) -> str:
    """Return the letters and digits alone, folded.

    >>> normalise("《臺北》 ＡＢ-1")
    '台北ab1'
    """
    return _NO_LETTER.sub("", fold(unicodedata.normalize("NFKC", text)))


def measure_f1(one: str, other: str) -> float:
    """Return F1 of the letters that two texts have in common, in order."""
    one, other = one[:600], other[:600]
    if not one or not other:
        return 0.0
    row = [0] * (len(other) + 1)
    for letter in one:
        above = 0
        for place, match in enumerate(other, 1):
            above, row[place] = row[place], above + 1 if letter == match else max(row[place], row[place - 1])
    return 2 * row[-1] / (len(one) + len(other))


# --- figures ------------------------------------------------------------------------------------------


def summarise(outcomes: Sequence[Outcome]) -> dict[str, float]:
    """Return the figures over all outcomes; those of refusal only where some questions have no answer."""
    good = [outcome for outcome in outcomes if outcome.asked.answerable]
    bad = [outcome for outcome in outcomes if not outcome.asked.answerable]
    figures: dict[str, float] = {"questions": len(good)}
    if good:
        figures |= {
            "S@1": _mean(outcome.rank == 1 for outcome in good),
            "S@3": _mean(outcome.rank is not None and outcome.rank <= 3 for outcome in good),
            "MRR": _mean(1 / outcome.rank if outcome.rank else 0.0 for outcome in good),
            "EM": _mean(outcome.exact for outcome in good),
            "F1": _mean(outcome.f1 for outcome in good),
            "refused_answerable": _mean(outcome.abstained for outcome in good),
        }
    if bad:
        figures |= {
            "unanswerable": len(bad),
            "refused_unanswerable": _mean(outcome.abstained for outcome in bad),
        }
    if good and bad:
        figures |= {"AUROC": measure_auroc(_confidences(good), _confidences(bad))}
    figures |= {
        "ECE": measure_ece(_confidences(outcomes), _right(outcomes)),
        "ms_p50": 1000 * sorted(outcome.seconds for outcome in outcomes)[len(outcomes) // 2],
    }
    return figures


def summarise_kinds(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """Return the figures of each kind of question, the commonest first."""
    kinds: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        kinds.setdefault(outcome.answer.question.kind, []).append(outcome)
    return {kind: summarise(some) for kind, some in sorted(kinds.items(), key=lambda pair: -len(pair[1]))}


def _confidences(outcomes: Sequence[Outcome]) -> Floats:
    return np.array([outcome.answer.confidence for outcome in outcomes])


def _right(outcomes: Sequence[Outcome]) -> Booleans:
    return np.array([outcome.asked.answerable and outcome.rank == 1 for outcome in outcomes])


# The number of misses that are listed.
_MISSES = 10


def worst_misses(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Return the wrong first quotes, the most confident first; it is no miss to refuse what has no answer."""
    wrong = [
        one
        for one in outcomes
        if one.quotes and (one.rank != 1 if one.asked.answerable else not one.abstained)
    ]
    return sorted(wrong, key=lambda outcome: -outcome.answer.confidence)[:_MISSES]


def to_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return figures and outcomes as ``wendang eval --json`` writes them, and ``--compare`` reads them."""
    return {
        "figures": summarise(outcomes),
        "kinds": summarise_kinds(outcomes),
        "outcomes": {
            outcome.asked.id: {
                "question": outcome.asked.question,
                "answerable": outcome.asked.answerable,
                "rank": outcome.rank,
                "confidence": round(outcome.answer.confidence, 4),
                "abstained": outcome.abstained,
                "outcome": outcome.answer.outcome,
            }
            for outcome in outcomes
        },
    }


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)
