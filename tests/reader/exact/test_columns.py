"""Each column has one name, and each letter is counted as what it is."""

from __future__ import annotations

from retrieval.reader.exact.columns import (
    CLOSERS,
    COLUMNS,
    COUNTED,
    FIRST,
    KIND_NUMBER,
    LAST,
    LEFT,
    LEFT_NUMBER,
    NUMBER,
    OPENERS,
    RIGHT,
    RIGHT_NUMBER,
)


def test_no_name_stands_for_two_columns() -> None:
    assert len(NUMBER) == len(COLUMNS)


def test_words_and_kinds_lead_to_their_columns() -> None:
    """The number of a token or kind is its column's place behind the first of its sort."""
    for token, number in LEFT_NUMBER.items():
        assert COLUMNS[LEFT + number] == f"left_{token}"
    for token, number in RIGHT_NUMBER.items():
        assert COLUMNS[RIGHT + number] == f"right_{token}"
    for kind, number in KIND_NUMBER.items():
        assert COLUMNS[FIRST + number] == f"first_{kind}"
        assert COLUMNS[LAST + number] == f"last_{kind}"


def test_each_opening_mark_has_its_closing_one() -> None:
    assert len(OPENERS) == len(CLOSERS)
    assert set(OPENERS).isdisjoint(CLOSERS)


def test_what_is_counted_has_a_bit_of_its_own() -> None:
    bits = [bit for bit, _ in COUNTED]
    assert sum(bits) == (1 << len(bits)) - 1
