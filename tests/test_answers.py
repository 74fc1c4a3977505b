"""The nouns from a question to its answer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.answers import Found, NotFound, Question, Quote
from retrieval.values import Metadata, Passage, Query, Span


def test_there_are_three_ways_to_answer() -> None:
    """What is near must be there to be shown."""
    question = Question("?", "what", Query((), ()))
    quote = Quote(Passage(Metadata("d", "d.txt"), 0, 0, "句。", (), (), "句。"), Span(0, 2), None, 1.0)
    assert Found(question, (quote,), 0.9).outcome == "sure"
    assert NotFound(question, "unsure", (), (quote,), 0.1, near=True).outcome == "nearest"
    assert NotFound(question, "unsure", (), (quote,), 0.1).outcome == "none"
    assert NotFound(question, "no match", (), (), 0.0, near=True).outcome == "none"


def test_a_quote_knows_its_place_in_the_document() -> None:
    """Its words are counted in the passage, and the passage in the document."""
    whole = "标题\n甲说。乙主持会议。"
    passage = Passage(
        Metadata("d", "d.txt"),
        0,
        3,
        whole[3:],
        (Span(0, 3), Span(3, 9)),
        (Span(0, 1), Span(3, 4), Span(4, 6)),
        whole[3:],
    )
    quote = Quote(passage, Span(3, 9), Span(3, 4), 1.0)
    assert quote.in_document.of(whole) == quote.text == "乙主持会议。"
    assert quote.exact_text == quote.exact_folded == "乙"
    assert quote.folded == quote.text
    assert [word.of(quote.text) for word in passage.words_of(quote.sentence)] == ["乙", "主持"]
    assert passage.id == "d#0"


def test_found_or_not_something_is_shown() -> None:
    """The quotes of an answer, the near misses of none: nobody has to choose."""
    quote = Quote(Passage(Metadata("d", "d"), 0, 0, "甲。", (Span(0, 2),), (), "甲。"), Span(0, 2), None, 1.0)
    question = Question("谁？", "who", Query((), ()))
    assert Found(question, (quote,), 0.5).shown == (quote,)
    assert NotFound(question, "unsure", (), (quote,), 0.1).shown == (quote,)


@pytest.mark.parametrize(
    ("kind", "text", "gap", "focus", "counted"),
    [
        ("how many", "会议有多少人", Span(3, 6), "", "人"),
        ("how many", "这是第几次会议", Span(2, 5), "", "次"),
        ("how many", "会议人数是", Span(5, 5), "人数", "人数"),
        ("who", "会议有多少人", Span(3, 6), "", ""),
    ],
)
def test_what_is_counted_is_said_by_the_question(
    kind: str, text: str, gap: Span, focus: str, counted: str
) -> None:
    """In its gap or by its focus, and only where a number is asked for."""
    question = Question(text, kind, Query((), ()), text=text, gap=gap, focus=focus)
    assert question.counted == counted


def test_a_quote_is_printed_on_a_line() -> None:
    """However long its sentence, its passage and its document's id are: the sentence's beginning and the exact words."""
    text = "市委书记刘吉主持会议" * 40 + "。"
    passage = Passage(Metadata("d" * 300, "d.txt"), 0, 0, text, (Span(0, len(text)),), (), text)
    printed = repr(Quote(passage, Span(0, len(text)), Span(4, 6), 1.5))
    assert len(printed) < 120
    assert printed.startswith("Quote('市委书记刘吉主持会议市委书记")
    assert "exact='刘吉'" in printed
    assert "\n" not in repr(Quote(replace(passage, text="市\n长" * 100), Span(0, 300), None, 1.5))
