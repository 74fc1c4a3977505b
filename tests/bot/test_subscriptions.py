"""What chats wait for, which reports they know, and what is still to be told them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def state() -> Iterator[State]:
    state = State(":memory:")
    yield state
    state.close()


def test_a_subject_is_waited_for_once_in_a_place(state: State) -> None:
    """Another topic of the chat is another place."""
    first = state.watches.add(42, 42, None, "地铁3号线", "zh-Hans")
    assert state.watches.add(42, 43, None, "地铁3号线", "en") == first
    state.watches.add(42, 42, 7, "地铁3号线", "zh-Hans")
    assert [watch.thread for watch in state.watches.of_chat(42)] == [None, 7]


def test_what_is_known_is_known_by_any_sign(state: State) -> None:
    watch = state.watches.add(42, 42, None, "地铁3号线", "zh-Hans")
    state.watches.learn(watch, "news", ["a", "b"])
    assert state.watches.knows(watch.id, ["x", "b"])
    assert not state.watches.knows(watch.id, ["x"])
    assert state.watches.of_chat(42)[0].archive == "news"


def test_news_is_told_once_and_counted_by_the_day(state: State, tmp_path: Path) -> None:
    """Also where the state is opened anew between finding and telling."""
    path = tmp_path / "state"
    first = State(path)
    watch = first.watches.add(42, 42, None, "地铁3号线", "zh-Hans")
    first.watches.learn(watch, "news", ["a"], ["c1", "c2"])
    first.close()
    again = State(path)
    [(kept, citations)] = again.watches.untold()[42]
    assert (kept.id, citations) == (watch.id, ["c1", "c2"])
    again.watches.tell(42, "2026-01-01", 5.0, [(kept, ["c1"])])
    assert again.watches.untold()[42] == [(kept, ["c2"])]
    again.watches.tell(42, "2026-01-01", 6.0, [(kept, ["c2"])])
    assert again.watches.untold() == {}
    assert again.watches.told(42, "2026-01-01") == (2, 6.0)
    assert again.watches.told(42, "2026-01-02") == (0, 6.0)
    again.close()


def test_what_is_found_for_a_watch_that_was_ended_meanwhile_is_dropped(state: State) -> None:
    watch = state.watches.add(42, 42, None, "地铁3号线", "zh-Hans")
    state.watches.end(watch.id)
    state.watches.learn(watch, "news", ["a"], ["c1"])
    assert state.watches.untold() == {}
    assert not state.watches.knows(watch.id, ["a"])


def test_a_group_that_moves_takes_its_watches_along(state: State) -> None:
    state.watches.add(-5, 42, None, "地铁3号线", "zh-Hans")
    state.migrate(-5, -1005)
    assert [watch.subject for watch in state.watches.of_chat(-1005)] == ["地铁3号线"]


def test_forgetting_a_user_ends_what_they_waited_for_everywhere(state: State) -> None:
    """In groups too; what others wait for there stays."""
    mine = state.watches.add(-5, 42, None, "地铁3号线", "zh-Hans")
    state.watches.add(-5, 43, None, "大桥", "zh-Hans")
    state.watches.learn(mine, "news", ["a"], ["c1"])
    state.forget(42)
    assert [watch.subject for watch in state.watches.all()] == ["大桥"]
    assert state.watches.untold() == {}
    assert not state.watches.knows(mine.id, ["a"])
