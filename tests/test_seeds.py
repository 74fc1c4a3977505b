"""Questions to the archive that comes with wendang, with the sentence and the exact words that are expected.

The expectations were written from the page, before the questions were asked; what fails says why.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from retrieval import Found, Settings, open_answerer, read_settings

if TYPE_CHECKING:
    from retrieval import Answerer

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/seed_questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture(scope="module")
def answerer() -> Answerer:
    """Return what answers from the seeds, with the default settings."""
    seeds = Path(__file__).parent.parent / "seeds"
    return open_answerer(read_settings(Settings, archive=seeds), report=pytest.fail)


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            case,
            id=case["question"],
            marks=[pytest.mark.xfail(reason=case["fails"])] if "fails" in case else [],
        )
        for case in CASES
    ],
)
def test_the_seeds_answer_what_they_say_and_nothing_else(answerer: Answerer, case: dict[str, Any]) -> None:
    """The first quote is the expected sentence with the expected words; what is not said is refused."""
    answer = answerer.ask(case["question"])
    if case["sentence"] is None:
        assert not isinstance(answer, Found), answer.quotes[0].text
        return
    assert isinstance(answer, Found), f"not found: {answer.reason}, {answer.confidence}"
    assert case["sentence"] in answer.quotes[0].text
    if case["span"]:
        assert answer.quotes[0].exact_text == case["span"]


def test_every_quote_is_a_piece_of_its_document(answerer: Answerer) -> None:
    """Sentence and exact words stand in the document, where the quote says."""
    for case in CASES:
        answer = answerer.ask(case["question"])
        for quote in answer.shown:
            document = answerer.index.document(quote.metadata.id)
            assert document is not None
            assert quote.in_document.of(document.text) == quote.text
            assert quote.exact_text is None or quote.exact_text in quote.text
