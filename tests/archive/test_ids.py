"""Ids that no two documents share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from retrieval.archive.ids import Ids

if TYPE_CHECKING:
    from retrieval.archive.records import Problem


def give_all(wanted: list[str]) -> tuple[list[str], list[Problem]]:
    """Give ids to documents that claim some, one after the other."""
    taken: list[str] = []
    problems: list[Problem] = []
    ids = Ids()
    for number, id in enumerate(wanted, 1):
        taken.append(ids.give(id, "a.jsonl", number, taken.__contains__, problems.append))
    return taken, problems


def test_the_first_keeps_its_id_and_the_later_are_numbered() -> None:
    """A number that is taken by a record of that very id is passed over; each other name is told."""
    given, problems = give_all(["x", "y", "x", "x~3", "x"])
    assert given == ["x", "y", "x~2", "x~3", "x~4"]
    assert [problem.record for problem in problems] == [3, 5]
    assert problems[0].message == "its id 'x' is taken by an earlier record: it is served as 'x~2'"


@given(st.lists(st.sampled_from(["x", "x~2", "x~2~2", "y", ""])))
def test_ids_are_distinct(wanted: list[str]) -> None:
    """For any claims: no two are the same, and each begins with what was claimed."""
    given_ids, _ = give_all(wanted)
    assert len(set(given_ids)) == len(wanted)
    assert all(given.startswith(id) for given, id in zip(given_ids, wanted, strict=True))


def test_one_id_in_every_row_is_asked_for_a_few_times_a_row() -> None:
    """How often it is asked whether an id is taken grows with the rows and not with their square."""
    asked = 0
    taken: set[str] = set()

    def is_taken(id: str) -> bool:
        nonlocal asked
        asked += 1
        return id in taken

    ids = Ids()
    for row in range(1000):
        taken.add(ids.give("x", "a.jsonl", row, is_taken, lambda _: None))
    assert len(taken) == 1000
    assert asked < 4000
