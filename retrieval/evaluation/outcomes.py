"""Outcomes → what a reader was shown, by kind of question and over all.

right      shown as sure, and the first quote is right
wrong      shown as sure, and the first quote is wrong
near       shown as the nearest that the archive holds, and the first quote is right
near, no   shown as the nearest, and the first quote is wrong
refused    nothing was shown, though the archive says it
no: right  the archive does not say it, and nothing was shown
no: near   the archive does not say it, and something was shown as the nearest
no: sure   the archive does not say it, and something was shown as sure

The first five are of the questions that the archive answers, the last three of those that it does not.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from retrieval.evaluation.measuring import Outcome

ANSWERED = ("right", "wrong", "near", "near, no", "refused")
UNANSWERED = ("no: right", "no: near", "no: sure")
ALL = "all"

_UNANSWERED_BY = {"none": "no: right", "nearest": "no: near", "sure": "no: sure"}
_RIGHT_BY = {"none": "refused", "nearest": "near", "sure": "right"}
_WRONG_BY = {"none": "refused", "nearest": "near, no", "sure": "wrong"}


def name_shown(outcome: Outcome) -> str:
    """Return which of :data:`ANSWERED` or :data:`UNANSWERED` became of a question."""
    if not outcome.asked.answerable:
        return _UNANSWERED_BY[outcome.answer.outcome]
    return (_RIGHT_BY if outcome.rank == 1 else _WRONG_BY)[outcome.answer.outcome]


def count_shown(outcomes: Iterable[Outcome], *, by_kind: bool = True) -> dict[str, Counter[str]]:
    """Return how often each of these occurs, of each kind of the bench (the commonest first) and, last, of all.

    >>> count_shown([])
    {'all': Counter()}
    """
    kinds: dict[str, Counter[str]] = {}
    everything: Counter[str] = Counter()
    for outcome in outcomes:
        name = name_shown(outcome)
        everything[name] += 1
        if by_kind:
            kinds.setdefault(outcome.asked.kind or "-", Counter())[name] += 1
    return {**dict(sorted(kinds.items(), key=lambda pair: -pair[1].total())), ALL: everything}


def share_of(count: Counter[str], name: str) -> float | None:
    """Return which share of its half of the questions became that; None where the half is empty.

    >>> share_of(Counter({"right": 3, "near": 1, "no: sure": 2}), "right")
    0.75
    """
    half = ANSWERED if name in ANSWERED else UNANSWERED
    whole = sum(count[other] for other in half)
    return count[name] / whole if whole else None


def right_of_sure(count: Counter[str]) -> float | None:
    """Return how much of all that was shown as sure is right; None where nothing was."""
    shown = count["right"] + count["wrong"] + count["no: sure"]
    return count["right"] / shown if shown else None
