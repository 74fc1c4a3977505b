"""The nouns from a file to a hit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.values import Filter, Metadata, Span, span_at


@given(st.text(min_size=1), st.data())
def test_a_span_is_verbatim_wherever_it_is_counted_from(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = Span(start, end)
    assert span.of(text) == text[start:end]
    assert len(span) == end - start
    assert span.shifted(3).of("前前前" + text) == span.of(text)
    assert span_at(start, end) is span_at(start, end) == span


@pytest.mark.parametrize(
    ("day", "admitted"),
    [(date(2022, 1, 1), True), (date(2022, 12, 31), True), (date(2023, 1, 1), False), (None, False)],
)
def test_a_filter_admits_its_first_and_last_day(day: date | None, *, admitted: bool) -> None:
    """What has no date passes no filter of days."""
    year = Filter(date(2022, 1, 1), date(2022, 12, 31))
    assert year.admits_day(Metadata("d", "d.txt", date=day)) is admitted
    assert Filter().admits_day(Metadata("d", "d.txt", date=day))
