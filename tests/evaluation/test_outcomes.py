"""What a reader was shown is counted, each question once."""

from __future__ import annotations

from collections import Counter

import pytest

from retrieval.answers import Answer, Found, NotFound, Question, Quote
from retrieval.evaluation.bench import Asked
from retrieval.evaluation.measuring import Outcome
from retrieval.evaluation.outcomes import count_shown, name_shown, right_of_sure, share_of
from retrieval.values import Metadata, Passage, Query, Span

QUESTION = Question("谁？", "who", Query((), ()))
QUOTE = Quote(Passage(Metadata("d", "d.txt"), 0, 0, "刘吉。", (), (), "刘吉。"), Span(0, 3), None, 1.0)
SURE = Found(QUESTION, (QUOTE,), 0.9)
NEAR = NotFound(QUESTION, "unsure", (), (QUOTE,), 0.1, near=True)
NONE = NotFound(QUESTION, "unsure", (), (QUOTE,), 0.0)


def outcome(answer: Answer, rank: int | None = None, *, answerable: bool = True, kind: str = "") -> Outcome:
    """Make an outcome whose first right quote has a rank."""
    asked = Asked("1", "谁？", ("刘吉",) if answerable else (), answerable=answerable, kind=kind)
    return Outcome(asked, answer, rank, exact=False, f1=0.0, seconds=0.0)


@pytest.mark.parametrize(
    ("answer", "right", "wrong", "unanswerable"),
    [
        (SURE, "right", "wrong", "no: sure"),
        (NEAR, "near", "near, no", "no: near"),
        (NONE, "refused", "refused", "no: right"),
    ],
)
def test_each_way_to_answer_has_its_place(answer: Answer, right: str, wrong: str, unanswerable: str) -> None:
    """By what was shown, and whether the first quote is right; the second is no help to whoever reads the first."""
    assert name_shown(outcome(answer, 1)) == right
    assert name_shown(outcome(answer, 2)) == name_shown(outcome(answer)) == wrong
    assert name_shown(outcome(answer, answerable=False)) == unanswerable


def test_kinds_are_counted_the_commonest_first_and_all_at_the_end() -> None:
    """Shares are of the half that a question belongs to."""
    some = [
        outcome(SURE, 1, kind="who"),
        outcome(NONE, 1),
        outcome(NEAR, 1),
        outcome(SURE, answerable=False),
    ]
    counts = count_shown(some)
    assert list(counts) == ["-", "who", "all"]
    assert counts["all"] == Counter({"right": 1, "refused": 1, "near": 1, "no: sure": 1})
    assert list(count_shown(some, by_kind=False)) == ["all"]
    assert share_of(counts["-"], "near") == 0.5
    assert share_of(counts["who"], "no: sure") is None
    assert right_of_sure(counts["all"]) == 0.5
    assert right_of_sure(Counter()) is None
