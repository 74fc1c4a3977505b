"""An answer is never wrong about its source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tracing import find_fault, read_originals

from retrieval import Settings, open_answerer, read_settings

if TYPE_CHECKING:
    from retrieval import Answerer, Quote
    from retrieval.archive.records import Record

ROOT = Path(__file__).parents[1]
ARCHIVES = (
    "seeds",
    "tests/cases/newsroom.jsonl",
    "tests/cases/bot_archive.jsonl",
    "tests/cases/repair/clean.txt",
)
ASKED = [
    json.loads(line)["question"]
    for line in (ROOT / "tests/cases/seed_questions.jsonl").read_text("utf-8").splitlines()
    if line.strip()
]
ASKING = (
    "谁",
    "什么",
    "多少",
    "什么时候",
    "哪里",
    "为什么",
    "如何",
    "有哪些",
    "",
    "是否",
    "哪几个",
    "第一次",
    "最近",
)


@pytest.fixture(scope="module")
def archives() -> list[tuple[Answerer, dict[tuple[str, int], Record], list[str]]]:
    """Open each archive: what answers, what its files hold, and its texts."""
    opened = []
    for name in ARCHIVES:
        archive = ROOT / name
        answerer = open_answerer(
            read_settings(Settings, archive=archive, engine="memory", threshold=0.0), lambda _: None
        )
        texts = [document.text for document in answerer.index.latest(1000)]
        opened.append((answerer, read_originals(archive), texts))
    return opened


def quotes_of(answerer: Answerer, question: str) -> tuple[Quote, ...]:
    answer = answerer.ask(question)
    return answer.shown


@pytest.mark.parametrize("question", ASKED)
def test_answers_to_real_questions_stand_where_they_say(
    archives: list[tuple[Answerer, dict[tuple[str, int], Record], list[str]]], question: str
) -> None:
    """Each quote is verbatim, its exact words inside it, and leads to the file; whichever archive is asked."""
    for answerer, originals, _ in archives:
        for quote in quotes_of(answerer, question):
            assert find_fault(quote, answerer, originals) == ""


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_answers_to_any_question_stand_where_they_say(
    archives: list[tuple[Answerer, dict[tuple[str, int], Record], list[str]]], data: st.DataObject
) -> None:
    """Questions made of the archive's own characters: they find something, and it is never put together."""
    answerer, originals, texts = archives[data.draw(st.integers(0, len(ARCHIVES) - 1))]
    text = texts[data.draw(st.integers(0, len(texts) - 1))]
    start = data.draw(st.integers(0, len(text)))
    piece = text[start : start + data.draw(st.integers(1, 40))]
    question = data.draw(st.sampled_from(ASKING)) + piece + data.draw(st.sampled_from(ASKING))
    quotes = quotes_of(answerer, question)
    for quote in quotes:
        assert find_fault(quote, answerer, originals) == ""
    assert len({(quote.metadata.id, quote.in_document) for quote in quotes}) == len(quotes)
