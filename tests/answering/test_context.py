from __future__ import annotations

from datetime import date

import pytest

from retrieval import Answerer, Found
from retrieval.answering.context import Context, join_favoured
from retrieval.index.memory import MemoryIndex
from retrieval.question.parsing import parse_question
from retrieval.reader.terms import count_terms
from retrieval.values import Document, Filter, Metadata, Origin, Span


def document(id: str, *paragraphs: str, source: str = "") -> Document:
    text = "\n".join(paragraphs)
    spans, start = [], 0
    for paragraph in paragraphs:
        spans.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    metadata = Metadata(id, f"{id}.txt", title=f"第{id}天", source=source)
    return Document(metadata, text, tuple(spans), Origin(1, "utf-8"))


@pytest.fixture(scope="module")
def answerer(segment) -> Answerer:
    """Thirty days on which the same man stressed something: more than a search brings back."""
    days = [
        document(f"{day:02}", f"刘吉强调，要抓好第{day}项工作。", "会议开得很成功。") for day in range(30)
    ]
    return Answerer(MemoryIndex(days, segment), segment, threshold=0.0, today=lambda: date(2022, 11, 14))


@pytest.mark.parametrize("id", ["00", "17", "29"])
def test_the_document_that_is_talked_about_comes_first(answerer: Answerer, id: str) -> None:
    """However many documents say the same, the favoured one is among the candidates and wins."""
    answer = answerer.ask("刘吉强调了什么？", context=Context(favour=id, close=True))
    assert isinstance(answer, Found)
    assert answer.quotes[0].metadata.id == id
    assert ("conversation", 4.0) in answer.quotes[0].evidence


def test_a_sentence_that_was_shown_can_be_left_out(answerer: Answerer) -> None:
    """It is gone from the answer; every other sentence may still come."""
    first = answerer.ask("刘吉强调了什么？")
    assert isinstance(first, Found)
    shown = frozenset({(first.quotes[0].metadata.id, first.quotes[0].in_document)})
    second = answerer.ask("刘吉强调了什么？", context=Context(leave_out=shown))
    assert isinstance(second, Found)
    assert [quote.text for quote in second.quotes[:5]] == [quote.text for quote in first.quotes[1:6]]


def test_a_document_that_is_not_there_is_not_missed(answerer: Answerer) -> None:
    """An id from before the archive changed favours nothing."""
    assert answerer.ask("刘吉强调了什么？", context=Context(favour="gone")).quotes == (
        answerer.ask("刘吉强调了什么？").quotes
    )


@pytest.mark.parametrize(
    ("source", "joins"), [("惠州日报", True), ("惠州日報", True), ("", True), ("东江时报", False)]
)
def test_a_filter_admits_the_favoured_document_as_it_admits_others(segment, source: str, joins: bool) -> None:
    """A source in the other script is the same source for the talk as for the search."""
    days = [document(f"{day:02}", f"刘吉强调，要抓好第{day}项工作。", source="惠州日报") for day in range(3)]
    index = MemoryIndex(days, segment)
    question = parse_question("刘吉强调了什么", segment, filter=Filter(source=source))
    terms = count_terms(index, question.query)
    hits = index.search(question.query, limit=2)
    joined = join_favoured(hits, question, Context(favour="02"), index, segment, terms)
    assert ("02" in {hit.passage.metadata.id for hit in joined}) is joins
