"""The archive as the bot holds it: opened in the background, asked beside the loop, replaced without a gap."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar, cast

from retrieval import suggest_questions

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval import Answerer, Statistics


T = TypeVar("T")
P = ParamSpec("P")

EXAMPLES = 3
"""How many questions the greeting suggests."""
_CROWD = 20


class Finder(Protocol):
    """What answers: ``size`` calls at a time."""

    @property
    def size(self) -> int:
        """How many threads may call."""

    def do(self, work: Callable[..., T], *given: Any) -> T:
        """Call a function of a module with an answerer and what is given, and return its result."""

    def close(self) -> None:
        """Let go of the archive."""


class Library:
    """Holds what answers.

    Args:
        open: opens it; that may take minutes, and is called in a thread.
        reopen: opens it on the archive as it is now; without it, ``open`` does.
    """

    def __init__(self, open: Callable[[], Finder], reopen: Callable[[], Finder] | None = None) -> None:
        self._open = open
        self._reopen = reopen or open
        self._opened: asyncio.Future[Finder] | None = None
        self._threads: ThreadPoolExecutor | None = None
        self._examples: list[str] | None = None
        self._calls = 0
        self._warming: asyncio.Future[list[str]] | None = None

    @property
    def waiting(self) -> int:
        """How many calls wait for an answer."""
        return self._calls

    @property
    def is_crowded(self) -> bool:
        """Whether many wait for an answer."""
        return self._calls > _CROWD

    @property
    def is_open(self) -> bool:
        """Whether questions are answered at once."""
        return self.finder is not None

    @property
    def finder(self) -> Finder | None:
        """What answers, or None where the archive is not open."""
        opened = self._opened
        if opened is None or not opened.done() or opened.cancelled() or opened.exception() is not None:
            return None
        return opened.result()

    def start(self) -> asyncio.Future[Finder]:
        """Begin to open the archive, once."""
        if self._opened is None:
            self._opened = in_background(self._open)
        return self._opened

    async def call(self, work: Callable[Concatenate[Answerer, P], T], *given: P.args, **_none: P.kwargs) -> T:
        """Let an answerer do something without holding up anybody else.

        Args:
            work: a function of a module, which can be sent to another process.
            given: what it is given beside the answerer.
        """
        self._calls += 1
        try:
            finder = await self._open_finder()
            if self._threads is None:
                self._threads = ThreadPoolExecutor(finder.size, "answering")
            return await asyncio.get_running_loop().run_in_executor(self._threads, finder.do, work, *given)
        finally:
            self._calls -= 1

    async def _open_finder(self) -> Finder:
        """Return what answers as soon as it is there.

        Where the archive cannot be opened the bot ends, and a question that it has accepted waits until then: told that
        something went wrong it would be settled, and the next start would not answer it.
        """
        await asyncio.wait((self.start(),))
        return self.finder or await asyncio.get_running_loop().create_future()

    def warm_up(self) -> None:
        """Look for the examples before anybody asks: what is loaded once is loaded by them."""
        self._warming = asyncio.ensure_future(self.examples())

    async def examples(self) -> list[str]:
        """Return questions that the archive really answers; looked for once."""
        if self._examples is None:
            self._examples = await self.call(suggest_questions, EXAMPLES)
        return self._examples

    async def reload(self) -> Statistics:
        """Read the archive again, and return how much it holds; the old one answers until the new one is there."""
        old = await asyncio.shield(self.start())
        loop = asyncio.get_running_loop()
        new = await in_background(self._reopen)
        threads, self._threads = self._threads, None
        self._opened = loop.create_future()
        self._opened.set_result(new)
        self._examples = None
        # Questions that were taken before still read the old index: it is closed after them.
        if threads is not None:
            await loop.run_in_executor(None, threads.shutdown)
        await loop.run_in_executor(None, old.close)
        return await self.call(count_holdings)

    async def close(self) -> None:
        """Let go of the archive."""
        if self._warming is not None:
            self._warming.cancel()
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        if self.finder is not None:
            self.finder.close()


def count_holdings(answerer: Answerer) -> Statistics:
    """Return how much the archive holds."""
    return answerer.index.statistics()


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
