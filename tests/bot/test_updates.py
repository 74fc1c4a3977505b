"""The ledger of updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import updates
from bot.state import State

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_long_run_does_not_pile_up_numbers() -> None:
    """Of settled updates the last are remembered, and of those that wait all."""
    state = State(":memory:")
    ledger = state.updates
    ledger.accept(0, "waits")
    for number in range(1, 10_100):
        ledger.accept(number, "done")
        ledger.settle(number)
    ledger.beat()
    assert ledger.accept(1, "so long ago that it is not known any more")
    assert not ledger.accept(10_099, "twice")
    assert ledger.unsettled()[0] == (0, "waits")
    state.close()


def test_the_bot_is_well_for_a_while_after_each_beat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One that never ran, hangs, or says itself that something is wrong, is not; and whoever asks writes nothing."""
    path = tmp_path / "state"
    assert "no bot runs here" in updates.read_trouble(path)
    assert not path.exists()
    state = State(path)
    assert updates.read_trouble(path) == "no bot has run here"
    monkeypatch.setattr(updates.time, "time", lambda: 1000.0)
    state.updates.beat()
    assert updates.read_trouble(path) == ""
    state.updates.beat("updates: nobody takes them")
    assert updates.read_trouble(path) == "updates: nobody takes them"
    monkeypatch.setattr(updates.time, "time", lambda: 1061.0)
    assert "written nothing for 61 s" in updates.read_trouble(path)
    state.close()
