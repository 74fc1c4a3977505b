"""Two runs of a bench, compared."""

from __future__ import annotations

from dataclasses import replace

from quotes import found, quote_of

from retrieval.evaluation.bench import Asked
from retrieval.evaluation.comparing import compare
from retrieval.evaluation.measuring import judge, to_json

ASKED = Asked("1", "谁？", ("刘吉",), frozenset({"d"}))


def test_runs_are_compared_by_their_questions() -> None:
    """A row that was put in at the top of a table gives every other row another's number."""
    right, wrong = judge(ASKED, found(quote_of("刘吉。"))), judge(ASKED, found(quote_of("天。")))
    before = to_json([wrong])
    assert [one.asked.id for one in compare([right], before).won] == ["1"]
    assert [one.asked.id for one in compare([wrong], to_json([right])).lost] == ["1"]
    other = replace(right, asked=replace(ASKED, question="几？"))
    changes = compare([other], before)
    assert (changes.shared, changes.won, changes.lost) == (0, (), ())
    assert changes.figures["S@1"] == (0.0, 1.0)
