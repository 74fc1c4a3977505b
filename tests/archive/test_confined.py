"""A process that may be ended."""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING, Any

import misbehaving
import pytest

from retrieval.archive.confined import Confined, Ended
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="the system ends no process there")


def test_what_a_function_yields_comes_back_in_its_order() -> None:
    """One process runs one function after the other."""
    with Confined() as confined:
        assert list(confined.run(misbehaving.count, 5)) == [0, 1, 2, 3, 4]
        assert list(confined.run(misbehaving.count, 2)) == [0, 1]


@on_posix
@pytest.mark.parametrize(
    ("function", "argument", "said"),
    [
        (misbehaving.run_for_ever, None, "seconds"),
        (misbehaving.crash, None, "crashed"),
        (misbehaving.be_ended, None, "memory is short"),
    ],
)
def test_an_end_is_explained_and_the_next_file_is_read(
    function: Callable[[Any], Any], argument: object, said: str
) -> None:
    """Whoever ends the process, the reason is named; what came before it came, and the next function runs."""
    with Confined() as confined:
        with pytest.raises(Ended, match=said) as raised:
            list(confined.run(function, argument))
        assert raised.value.by_system == (function is misbehaving.be_ended)
        assert list(confined.run(misbehaving.count, 1)) == [0]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not limit memory")
def test_memory_is_limited() -> None:
    """What takes more than is allowed is refused, and the process goes on."""
    with Confined() as confined:
        with pytest.raises(UnreadableError, match="MB of memory"):
            list(confined.run(misbehaving.eat_memory, 64 << 30))
        assert list(confined.run(misbehaving.count, 1)) == [0]


def test_an_error_is_raised_where_the_function_was_asked_for() -> None:
    """An error of ours comes back as it was raised, behind what was yielded before it."""
    with Confined() as confined:
        found = confined.run(misbehaving.refuse, None)
        assert next(found) == 1
        with pytest.raises(UnreadableError, match="damaged"):
            next(found)


def test_what_a_library_prints_is_no_answer() -> None:
    """Standard output is nobody's channel."""
    with Confined() as confined:
        assert list(confined.run(misbehaving.chatter, None)) == [1]


def test_the_rest_of_what_nobody_wants_is_not_waited_for() -> None:
    """Who stops in the middle may ask for something else at once."""
    with Confined() as confined:
        assert list(islice(confined.run(misbehaving.count, 10**9), 2)) == [0, 1]
        assert list(confined.run(misbehaving.count, 1)) == [0]
