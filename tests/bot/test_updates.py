"""The ledger of updates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import updates
from bot.state import State

if TYPE_CHECKING:
    import pytest


def test_a_long_run_does_not_pile_up_numbers() -> None:
    """Of settled updates the last are remembered, and of those that wait all."""
    ledger = State(":memory:").updates
    ledger.accept(0, "waits")
    for number in range(1, 10_100):
        ledger.accept(number, "done")
        ledger.settle(number)
    ledger.beat()
    assert ledger.accept(1, "so long ago that it is not known any more")
    assert not ledger.accept(10_099, "twice")
    assert ledger.unsettled()[0] == "waits"


def test_the_bot_is_well_for_a_while_after_each_beat(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that never ran, or hangs, is not."""
    ledger = State(":memory:").updates
    assert not ledger.is_well()
    monkeypatch.setattr(updates.time, "time", lambda: 1000.0)
    ledger.beat()
    assert ledger.is_well()
    monkeypatch.setattr(updates.time, "time", lambda: 1091.0)
    assert not ledger.is_well()
