from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from quotes import found, not_found, quote_of

from retrieval.evaluation.bench import Asked
from retrieval.evaluation.measuring import evaluate, judge, normalise, summarise, worst_misses
from retrieval.values import Metadata, Span

if TYPE_CHECKING:
    from retrieval.answers import Answer


ASKED = Asked("1", "谁？", ("刘吉",), frozenset({"d"}))


@pytest.mark.parametrize(
    ("answer", "rank"),
    [
        (found(quote_of("刘吉主持。")), 1),
        (found(quote_of("天晴。"), quote_of("劉吉主持。")), 2),
        (found(quote_of("刘吉主持。", document="other")), None),
        (found(quote_of("天晴。")), None),
        (not_found(quote_of("刘 吉主持。")), 1),
        (not_found(), None),
    ],
)
def test_a_right_quote_holds_an_answer_and_comes_from_a_right_document(
    answer: Answer, rank: int | None
) -> None:
    """Scripts, spaces and marks do not count; a near miss that is right counts as found, and as refused."""
    assert judge(ASKED, answer).rank == rank


def test_a_right_document_may_be_folded_into_the_quoted_one() -> None:
    """A copy's id is as good as its keeper's: both say the answer."""
    one = quote_of("刘吉主持。", document="keeper")
    metadata = replace(one.metadata, also=(Metadata("d", "d.txt"),))
    assert judge(ASKED, found(replace(one, passage=replace(one.passage, metadata=metadata)))).rank == 1


def test_exact_words_are_compared_letter_by_letter() -> None:
    """EM where they are equal, F1 for what they have in common."""
    outcome = judge(ASKED, found(quote_of("书记刘吉主持。", exact=Span(2, 4))))
    assert (outcome.exact, outcome.f1) == (True, 1.0)
    outcome = judge(ASKED, found(quote_of("书记刘吉主持。", exact=Span(0, 4))))
    assert (outcome.exact, round(outcome.f1, 3)) == (False, 0.667)
    assert judge(ASKED, found(quote_of("刘吉主持。"))).f1 == 0.0


def test_a_long_answer_is_held_where_half_of_its_letters_are() -> None:
    """A clause is seldom repeated letter for letter."""
    long = "要认真学习贯彻习近平总书记重要讲话精神完整准确全面领会党中央决策部署"
    asked = Asked("1", "什么？", (long,))
    assert judge(asked, found(quote_of(long[4:] + "。"))).rank == 1
    assert judge(asked, found(quote_of("天晴。"))).rank is None


def test_a_question_is_asked_on_its_day() -> None:
    """昨天 means the day before the one that the bench names, today where it names none."""

    class Calendar:
        """Answers with the day on which it is asked."""

        def __init__(self, day: str = "today") -> None:
            self.day = day

        def on(self, day: date) -> Calendar:
            return Calendar(day.isoformat())

        def ask(self, _: str, *, limit: int) -> Answer:  # noqa: ARG002 - as an answerer is called
            return found(quote_of(self.day))

    asked = [replace(ASKED, asked_on=date(2026, 10, 26)), ASKED]
    said = [one.quotes[0].text for one in evaluate(Calendar(), asked)]  # type: ignore[arg-type]
    assert said == ["2026-10-26", "today"]


def test_figures_of_a_small_bench() -> None:
    """Worked by hand: two right of four, one of them second; both unanswerable ones get less confidence."""
    nothing = Asked("2", "?", (), answerable=False)
    outcomes = [
        judge(ASKED, found(quote_of("刘吉。"), confidence=0.9)),
        judge(ASKED, found(quote_of("天。"), quote_of("刘吉。"), confidence=0.7)),
        judge(nothing, not_found(quote_of("天。"), confidence=0.2)),
        judge(nothing, found(quote_of("天。"), confidence=0.6)),
    ]
    figures = summarise(outcomes)
    assert figures["questions"] == 2
    assert figures["S@1"] == 0.5
    assert figures["S@3"] == 1.0
    assert figures["MRR"] == 0.75
    assert figures["refused_unanswerable"] == 0.5
    assert figures["AUROC"] == 1.0
    assert figures["ECE"] == pytest.approx((0.1 + 0.7 + 0.2 + 0.6) / 4)


def test_a_miss_is_a_wrong_sentence() -> None:
    """The surest first; neither what is right, nor what was rightly refused."""
    nothing = Asked("2", "?", (), answerable=False)
    right, wrong = judge(ASKED, found(quote_of("刘吉。"))), judge(ASKED, not_found(quote_of("天。")))
    answered = judge(nothing, found(quote_of("天。"), confidence=0.6))
    refused = judge(nothing, not_found(quote_of("天。")))
    assert worst_misses([right, refused, wrong, answered]) == [answered, wrong]


def test_normalise_leaves_letters_and_digits() -> None:
    """Marks, spaces, width, script and case make no difference."""
    assert normalise("《臺北》 ＡＢ-1！") == "台北ab1"
