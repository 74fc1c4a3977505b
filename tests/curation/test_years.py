"""The year of a day that was written without one."""

from __future__ import annotations

from datetime import date

import pytest
from reports import document

from retrieval.curation.facts import with_all_facts
from retrieval.curation.years import infer_date


@pytest.mark.parametrize(
    ("yearless", "neighbours", "expected"),
    [
        ((11, 14), [date(2022, 11, 13), date(2022, 11, 15)], date(2022, 11, 14)),
        ((12, 30), [date(2022, 1, 3)], date(2021, 12, 30)),
        ((12, 30), [date(2021, 12, 28), date(2022, 1, 3)], date(2021, 12, 30)),
        ((2, 29), [date(2023, 2, 27)], None),
        ((7, 1), [date(2021, 7, 1), date(2023, 7, 1)], None),
        ((7, 1), [], None),
    ],
)
def test_a_year_comes_from_the_neighbours(
    yearless: tuple[int, int], neighbours: list[date], expected: date | None
) -> None:
    """The year that brings the day next to them; none where they are far, or where there is no such day."""
    assert infer_date(yearless, neighbours) == expected


def test_an_inferred_year_is_said_to_be_inferred() -> None:
    """The text's own words for the day stay."""
    texts = {"a": "2022-11-13", "b": "11月14日下午", "c": "2022-11-15"}
    found = [
        one.metadata for one in with_all_facts(document(id, id * 30, date=day) for id, day in texts.items())
    ]
    assert [(one.date, one.date_inferred) for one in found] == [
        (date(2022, 11, 13), False),
        (date(2022, 11, 14), True),
        (date(2022, 11, 15), False),
    ]
    assert found[1].date_text == "11月14日下午"


def test_one_neighbour_alone_says_nothing() -> None:
    """In a folder of all kinds a single dated document lies next to another by chance."""
    documents = [document("a", "甲" * 30, date="1937-07-07"), document("b", "乙" * 30, date="11月14日")]
    assert [one.metadata.date_inferred for one in with_all_facts(documents)] == [False, False]
