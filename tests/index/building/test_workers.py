"""Work handed to other processes, and its results in order."""

from __future__ import annotations

import sys
from operator import neg
from typing import TYPE_CHECKING, Any

import misbehaving
import pytest

from retrieval.errors import StoreError
from retrieval.index.building.workers import in_order, open_pool

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval.errors import UnreadableError

LARGE = 1 << 30
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the system ends no process there")


@pytest.mark.parametrize("size", [0, LARGE])
def test_results_come_in_the_order_of_their_tasks(size: int) -> None:
    """In one process or in many, and also of what is only done apart."""
    tasks = [(number, number) for number in range(30)]
    with open_pool(size) as pool:
        done = list(in_order(pool, neg, tasks, is_apart=lambda task: task % 3 == 0, lost=fail))
    assert done == [(number, -number) for number in range(30)]


@on_posix
def test_a_process_that_the_system_ends_takes_nothing_with_it(tmp_path: Path) -> None:
    """What was done in it is done once more; where it ends again, that task is lost and no other."""
    with open_pool(LARGE) as pool:
        marker = str(tmp_path / "marker")
        once = in_order(pool, misbehaving.be_ended_once, [("a", marker)], is_apart=any_task, lost=fail)
        assert list(once) == [("a", 7)]
        tasks = [("a", neg), ("b", misbehaving.be_ended), ("c", neg)]
        done = list(in_order(pool, misbehaving.call, tasks, is_apart=any_task, lost=lambda label, _: label))
    assert done == [("a", -1), ("b", "b"), ("c", -1)]


@on_posix
def test_what_may_not_be_lost_ends_the_build_with_a_word() -> None:
    """Where nobody says what stands in for it, the reason is told in one line."""
    with pytest.raises(StoreError, match="wendang index"), open_pool(LARGE) as pool:
        list(in_order(pool, misbehaving.call, [("b", misbehaving.be_ended)], is_apart=any_task, lost=fail))


@pytest.mark.parametrize("size", [0, LARGE])
def test_what_is_too_much_is_named_and_no_other_is_lost(size: int) -> None:
    """Here or in another process: a task that says so by an error gets what stands in for it."""
    tasks = [(number, number) for number in range(5)]
    with open_pool(size) as pool:
        done = in_order(
            pool, misbehaving.refuse_three, tasks, is_apart=lambda _: False, lost=lambda _, error: str(error)
        )
        assert dict(done) == {0: 0, 1: 1, 2: 2, 3: "too much", 4: 4}


def any_task(_: object) -> bool:
    return True


def fail(_: object, error: UnreadableError) -> Any:
    raise error
