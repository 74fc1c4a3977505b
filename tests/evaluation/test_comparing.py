"""Two runs of a bench, compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.answers import Found, Question, Quote
from retrieval.evaluation.bench import Asked
from retrieval.evaluation.comparing import compare
from retrieval.evaluation.measuring import judge, to_json
from retrieval.values import Metadata, Passage, Query, Span

if TYPE_CHECKING:
    from retrieval.answers import Answer


QUESTION = Question("谁？", "who", Query((), ()))


def quote(text: str, document: str = "d", exact: Span | None = None) -> Quote:
    """Make a quote whose sentence is its whole passage."""
    passage = Passage(Metadata(document, f"{document}.txt"), 0, 0, text, (Span(0, len(text)),), (), text)
    return Quote(passage, Span(0, len(text)), exact, 1.0)


def found(*quotes: Quote, confidence: float = 0.9) -> Answer:
    return Found(QUESTION, quotes, confidence)


ASKED = Asked("1", "谁？", ("刘吉",), frozenset({"d"}))


def test_runs_are_compared_by_their_questions() -> None:
    """A row that was put in at the top of a table gives every other row another's number."""
    right, wrong = judge(ASKED, found(quote("刘吉。"))), judge(ASKED, found(quote("天。")))
    before = to_json([wrong])
    assert [one.asked.id for one in compare([right], before).won] == ["1"]
    assert [one.asked.id for one in compare([wrong], to_json([right])).lost] == ["1"]
    other = replace(right, asked=replace(ASKED, question="几？"))
    changes = compare([other], before)
    assert (changes.shared, changes.won, changes.lost) == (0, (), ())
    assert changes.figures["S@1"] == (0.0, 1.0)
