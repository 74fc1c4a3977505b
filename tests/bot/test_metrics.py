"""What is counted."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from botkit import running

from bot.holdings import Holdings
from bot.metrics import Metrics

if TYPE_CHECKING:
    from emulator import Telegram

    from retrieval import Answerer


async def test_questions_times_and_refusals_are_counted(server: Telegram, archive: Answerer) -> None:
    """By outcome and door, and without a word, a name or a chat of anybody."""
    async with running(server, archive) as desk:
        await server.answer("谁主持了会议？", user=424242)
        # What is sent first is counted then.
        await server.answer("/help")
        shown = desk.metrics.read_text().decode()
    assert 'wendang_questions_total{door="private",outcome="sure"} 1.0' in shown
    assert 'wendang_updates_total{fate="accepted"} 2.0' in shown
    assert 'wendang_stage_seconds_count{stage="find"} 1.0' in shown
    assert 'wendang_stage_seconds_count{stage="send"}' in shown
    assert "主持" not in shown
    assert "424242" not in shown


def test_the_index_and_the_memory_of_processes_are_shown() -> None:
    metrics = Metrics()
    metrics.hold(Holdings(5, 30, 1000, 1.0, "", ""))
    metrics.weigh([os.getpid(), 1 << 30])
    metrics.watch("things", "Things that wait.", lambda: 7)
    shown = metrics.read_text().decode()
    assert "wendang_index_documents 5.0" in shown
    assert "wendang_index_age_seconds" in shown
    assert "wendang_things 7.0" in shown
    assert metrics.registry.get_sample_value("wendang_answering_memory_bytes") > 1e6
