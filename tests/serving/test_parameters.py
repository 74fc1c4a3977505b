"""What a request asks for, checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from retrieval.serving.parameters import Parameters, read_filter
from retrieval.serving.problems import ProblemError
from retrieval.values import EVERYTHING, Filter

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_filter_is_read() -> None:
    """Days, both included, and a source; what is empty asks for nothing."""
    given = {"since": "2022-11-01", "until": "2022-11-30", "source": " 日报 "}
    assert read_filter(given) == Filter(date(2022, 11, 1), date(2022, 11, 30), "日报")
    assert read_filter({"since": "", "until": "", "source": ""}) == EVERYTHING


@given(st.text())
def test_any_value_is_taken_or_named(value: str) -> None:
    """Whatever is given for a parameter, it is read or refused with the parameter's name; nothing else is raised."""
    for name, read in READ.items():
        try:
            read(Parameters(QueryParams({name: value}), (name,)))
        except ProblemError as problem:
            assert problem.parameter == name  # noqa: PT017 - what is not refused is right too


READ: dict[str, Callable[[Parameters], object]] = {
    "since": Parameters.filter,
    "limit": lambda parameters: parameters.number("limit", 10),
    "conversation": Parameters.conversation,
    "language": lambda parameters: parameters.language("en"),
    "question": lambda parameters: parameters.text("question"),
}


def test_what_is_not_known_is_refused_with_what_is() -> None:
    """A misspelt name is told, and not passed over."""
    with pytest.raises(ProblemError, match="known are question, limit"):
        Parameters(QueryParams("qestion=a"), ("question", "limit"))
