"""What is counted, for Prometheus: questions, times, queues, retries, refusals, the index and memory.

Nothing here has a name, a chat or a word of a question for a label.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.holdings import Holdings

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60)
_PAGE = 4096


class Metrics:
    """The counters of one bot."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self.questions = Counter(
            "wendang_questions",
            "Questions by what came of them (sure, nearest, none, refused) and where they were asked.",
            ["outcome", "door"],
            registry=self.registry,
        )
        self._seconds = Histogram(
            "wendang_stage_seconds",
            "What a question takes: finding its answer, with the wait for a process; sending, with the pace.",
            ["stage"],
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.updates = Counter(
            "wendang_updates", "Updates by what became of them.", ["fate"], registry=self.registry
        )
        self.retries = Counter(
            "wendang_retries", "Calls to Telegram that are made again.", ["method"], registry=self.registry
        )
        self.refusals = Counter(
            "wendang_refusals", "Calls that Telegram refused.", ["method"], registry=self.registry
        )
        self.errors = Counter("wendang_errors", "Updates that failed.", registry=self.registry)
        self.well = Gauge(
            "wendang_well", "Whether a part of the bot is well: 1 or 0.", ["part"], registry=self.registry
        )
        self._index = {
            name: Gauge(f"wendang_index_{name}", text, registry=self.registry)
            for name, text in (
                ("documents", "Documents of the archive."),
                ("passages", "Passages of the archive."),
                ("bytes", "Size of the index on disk."),
                ("age_seconds", "How long ago the index on disk was built."),
            )
        }
        self._memory = Gauge(
            "wendang_answering_memory_bytes",
            "Resident memory of the processes that find answers, what they share counted in each.",
            registry=self.registry,
        )

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage of a question."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self._seconds.labels(name).observe(time.perf_counter() - begun)

    def watch(self, name: str, text: str, value: Callable[[], float]) -> None:
        """Show a value as it is whenever somebody looks."""
        Gauge(f"wendang_{name}", text, registry=self.registry).set_function(value)

    def hold(self, held: Holdings) -> None:
        """Note what the archive holds."""
        self._index["documents"].set(held.documents)
        self._index["passages"].set(held.passages)
        self._index["bytes"].set(held.size)
        self._index["age_seconds"].set(max(0.0, time.time() - held.built) if held.built else 0.0)

    def weigh(self, processes: Sequence[int]) -> None:
        """Note how much memory some processes take, where the system says so."""
        pages = 0
        for process in processes:
            with suppress(OSError, ValueError, IndexError):
                pages += int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
        self._memory.set(pages * _PAGE)

    def read_text(self) -> bytes:
        """Return everything in Prometheus's text format."""
        return generate_latest(self.registry)
