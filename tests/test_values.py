"""The nouns that travel the whole street."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.values import Filter, Found, Metadata, NotFound, Passage, Query, Question, Quote, Span, span_at


@given(st.text(min_size=1), st.data())
def test_a_span_is_verbatim_wherever_it_is_counted_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(start, end)
    assert span.of(text) == text[start:end]
    assert len(span) == end - start
    assert span.shifted(3).of("前前前" + text) == span.of(text)
    assert span_at(start, end) is span_at(start, end) == span


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


@pytest.mark.parametrize(
    ("day", "admitted"),
    [(date(2022, 1, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False), (None, False)],
)
def test_a_filter_admits_its_first_and_last_day(day: date | None, *, admitted: bool) -> None:
    """What has no date passes no filter of days."""
    year = Filter(date(2022, 1, 1), date(2022, 12, 31))
    assert year.admits_day(Metadata("d", "d.txt", date=day)) is admitted
    assert Filter().admits_day(Metadata("d", "d.txt", date=day))


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
