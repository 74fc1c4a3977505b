"""What tells whether the first sentence is right."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from retrieval import Answerer
from retrieval.answering.weighing import Weighed
from retrieval.index.memory import MemoryIndex
from retrieval.values import Document, Metadata, Origin, Span

if TYPE_CHECKING:
    from retrieval.answering.signals import Signals
    from retrieval.chinese.words import Segment


def signals_of(question: str, segment: Segment, *texts: str) -> Signals:
    """Return the signals of what is found in documents of one paragraph each."""
    documents = [
        Document(Metadata(str(id), str(id)), text, (Span(0, len(text)),), Origin(1, "utf-8"))
        for id, text in enumerate(texts)
    ]
    weighed = Answerer(MemoryIndex(documents, segment), segment, today=lambda: date(2022, 11, 15)).weigh(
        question
    )
    assert isinstance(weighed, Weighed)
    return weighed.signals


def test_a_word_that_occurs_nowhere_is_a_share_of_the_question(segment: Segment) -> None:
    """Of 航天, 会议 and 主持 the archive knows two."""
    known = signals_of("谁主持会议", segment, "刘吉主持会议。")
    unknown = signals_of("谁主持航天会议", segment, "刘吉主持会议。")
    assert known["unknown_words"] == 0
    assert 0 < unknown["unknown_words"] < 1


def test_what_says_the_same_is_no_rival(segment: Segment) -> None:
    """Two reports of one man make him surer, and two of two men do not."""
    same = signals_of("谁主持会议", segment, "刘吉主持会议。", "昨日刘吉主持了会议。")
    other = signals_of("谁主持会议", segment, "刘吉主持会议。", "昨日陈红主持了会议。")
    assert same["only_document"] == 1
    assert other["only_document"] == 0
    assert other["share"] < same["share"]


@pytest.mark.parametrize(("text", "missing"), [("刘吉主持会议。", 0), ("会议由市长主持，内容是防汛。", 1)])
def test_a_name_that_the_passage_lacks_is_a_doubt(segment: Segment, text: str, missing: float) -> None:
    signals = signals_of("刘吉主持什么会议", segment, text)
    assert signals["names"] == 1
    assert signals["names_missing"] == missing


def test_what_other_documents_say_too_makes_an_answer_surer(segment: Segment) -> None:
    """One report that says the exact words again counts, and one that says others does not."""
    alone = signals_of("谁主持会议", segment, "刘吉主持会议。", "昨日陈红主持了会议。")
    again = signals_of("谁主持会议", segment, "刘吉主持会议。", "昨日刘吉主持了会议。")
    assert alone["said_again"] == 0
    assert again["said_again"] > 0
