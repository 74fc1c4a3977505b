"""What is remembered, and what a row of it says."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from bot.records import Asked
from bot.state import State
from bot.tables import SCHEMA, filter_columns, read_filter
from retrieval import Filter


@pytest.mark.parametrize(
    "filter", [Filter(), Filter(since=date(2022, 1, 1)), Filter(date(2022, 1, 1), date(2022, 12, 31), "日报")]
)
def test_a_filter_comes_back_from_its_columns(filter: Filter) -> None:
    assert read_filter(*filter_columns(filter)) == filter


def test_the_tables_may_be_there_already() -> None:
    """They are made at every start, and keep what they hold."""
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    db.execute("INSERT INTO votes VALUES ('a', 1, 1)")
    db.executescript(SCHEMA)
    assert db.execute("SELECT COUNT(*) FROM votes").fetchone() == (1,)
    db.close()


def test_an_answer_comes_back_as_it_was_kept() -> None:
    """Each field from its own column."""
    state = State(":memory:")
    filter = Filter(since=date(2022, 1, 1), source="日报")
    asked = Asked(-5, 42, 3, 7, "谁主持了会议？", ("c1", "c2"), found=True, filter=filter, parent="p")
    id = state.remember(asked)
    kept = state.answer(id)
    state.close()
    assert kept is not None
    for name in (
        "chat",
        "user",
        "thread",
        "question_message",
        "question",
        "citations",
        "found",
        "filter",
        "turn",
        "parent",
    ):
        assert getattr(kept, name) == getattr(asked, name)
    assert (kept.id, kept.answer_message) == (id, None)
