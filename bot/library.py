"""The archive as the bot holds it: opened in the background, asked in threads, replaced without a gap."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar, cast

from retrieval import suggest_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval import Answerer


T = TypeVar("T")

EXAMPLES = 3
"""How many questions the greeting suggests."""
_CROWD = 20


class Library:
    """Holds the answerer.

    Args:
        open: builds an answerer; it may take minutes, and is called in a thread.
        reopen: builds one from the archive as it is now; without it, ``open`` does.
    """

    def __init__(self, open: Callable[[], Answerer], reopen: Callable[[], Answerer] | None = None) -> None:
        self._open = open
        self._reopen = reopen or open
        self._opened: asyncio.Future[Answerer] | None = None
        self._threads = _threads()
        self._examples: list[str] | None = None
        self._calls = 0
        self._warming: asyncio.Future[list[str]] | None = None

    @property
    def is_crowded(self) -> bool:
        """Whether many wait for the answerer."""
        return self._calls > _CROWD

    @property
    def is_open(self) -> bool:
        """Whether questions are answered at once."""
        opened = self._opened
        return opened is not None and opened.done() and not opened.cancelled() and opened.exception() is None

    def start(self) -> asyncio.Future[Answerer]:
        """Begin to open the archive, once."""
        if self._opened is None:
            self._opened = in_background(self._open)
        return self._opened

    async def answerer(self) -> Answerer:
        """Return the answerer, as soon as there is one."""
        return await asyncio.shield(self.start())

    async def call(self, work: Callable[[Answerer], T]) -> T:
        """Let the answerer do something without holding up anybody else."""
        self._calls += 1
        try:
            answerer = await self.answerer()
            return await asyncio.get_running_loop().run_in_executor(self._threads, work, answerer)
        finally:
            self._calls -= 1

    def warm_up(self) -> None:
        """Look for the examples before anybody asks: what is loaded once is loaded by them."""
        self._warming = asyncio.ensure_future(self.examples())

    async def examples(self) -> list[str]:
        """Return questions that the archive really answers; looked for once."""
        if self._examples is None:
            self._examples = await self.call(partial(suggest_questions, count=EXAMPLES))
        return self._examples

    async def reload(self) -> Answerer:
        """Read the archive again; the old one answers until the new one is there."""
        old = await self.answerer()
        loop = asyncio.get_running_loop()
        new = await in_background(self._reopen)
        threads, self._threads = self._threads, _threads()
        self._opened = loop.create_future()
        self._opened.set_result(new)
        self._examples = None
        # Questions that were taken before still read the old index: it is closed after them.
        await loop.run_in_executor(None, threads.shutdown)
        old.index.close()
        return new

    async def close(self) -> None:
        """Let go of the archive."""
        if self._warming is not None:
            self._warming.cancel()
        if self.is_open and self._opened is not None:
            self._opened.result().index.close()
        self._threads.shutdown(wait=False, cancel_futures=True)


def in_background(work: Callable[[], T]) -> asyncio.Future[T]:
    """Do something that may take minutes, in a thread that does not keep the process from ending."""
    loop = asyncio.get_running_loop()
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if future.cancelled():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(cast("T", result))

    def run() -> None:
        result, error = None, None
        try:
            result = work()
        except BaseException as raised:  # noqa: BLE001 - whoever awaits it sees it
            error = raised
        # Where the bot has stopped meanwhile, the loop is closed and nobody waits.
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=run, name="opening", daemon=True).start()
    return future


def _threads() -> ThreadPoolExecutor:
    # Answering is pure Python: more threads would only wait for each other.
    return ThreadPoolExecutor(2, "answering")
