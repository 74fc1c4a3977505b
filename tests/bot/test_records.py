"""What the bot remembers comes back as it was kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.records import Asked, Chat
from bot.state import State
from retrieval import Filter, Turn

YEAR = Filter(date(2022, 1, 1), date(2022, 12, 31), "日报")


def test_an_answer_is_read_as_it_was_remembered() -> None:
    """With its turn, its filter and what it went on from; only its id is new."""
    state = State(":memory:")
    asked = Asked(
        -5, 42, 9, 7, "谁？", ("a", "b"), found=True, filter=YEAR, turn=Turn("谁？", "谁？"), parent="x"
    )
    id = state.remember(asked)
    assert state.answer(id) == replace(asked, id=id)
    state.answered_by(id, 8)
    assert state.answer_in(-5, 8) == replace(asked, id=id, answer_message=8)
    assert state.turns(id) == [Turn("谁？", "谁？")]
    state.close()


def test_a_chat_keeps_its_language_and_its_filter_apart() -> None:
    """Setting one leaves the other as it is."""
    state = State(":memory:")
    assert state.chat(42) == Chat()
    state.set_filter(42, YEAR)
    state.set_language(42, "en")
    assert state.chat(42) == Chat("en", YEAR)
    state.close()
