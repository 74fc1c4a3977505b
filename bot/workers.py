"""Processes that find answers, so that the bot's own loop only speaks, and every core of the machine answers.

Each has the archive open for itself. One that dies, or takes too long for a question, is ended and replaced; no other
question suffers by it.
"""

from __future__ import annotations

import atexit
import multiprocessing
import multiprocessing.util
import os
import queue
import signal
import threading
from contextlib import contextmanager, suppress
from functools import partial
from pickle import PicklingError
from typing import TYPE_CHECKING, Any, TypeVar

from bot.logs import Format, describe, set_up_logs
from retrieval import WendangError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from retrieval import Answerer

T = TypeVar("T")

# A question takes a tenth of a second, and questions for the greeting may take some.
_LONGEST_SECONDS = 120.0
_MOST = 4
# How often a process is started anew that ended while it opened the archive.
_TRIES = 3
_GONE_SECONDS = 5.0
_STARTING = threading.Lock()
_STARTED: set[BaseProcess] = set()


@atexit.register
def _end_all() -> None:
    """End what was started, at the end of this process, which would wait for it as it waits for questions.

    Where the bot stops before the archive is open, a process may be half started: it would complain on the screen that
    nobody told it what to do. The end waits for that, and lets no other start: the lock is kept.

    What was registered last is called first: multiprocessing, which waits for every process without end, is imported before.
    """
    _STARTING.acquire()
    for process in list(_STARTED):
        process.kill()


class FindingError(Exception):
    """Something went wrong in a process that finds answers; ``told`` says what and where, without its message."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


class _EndedError(FindingError):
    """A process ended before it was open."""


def count_cores() -> int:
    """Return how many processes find answers: one for each core that this process may use, up to four."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(cores, _MOST))


class Workers:
    """The processes.

    Args:
        opening: opens the archive, called in the first process; it may build an index, which takes minutes.
        opening_again: opens it as it is, in every other.
        count: how many processes there are.
        logs: level and format of what they log.

    Raises:
        WendangError: the archive cannot be opened.
    """

    def __init__(
        self,
        opening: Callable[[], Answerer],
        opening_again: Callable[[], Answerer],
        count: int,
        logs: tuple[str, Format],
    ) -> None:
        self.size = count
        self._opening = opening_again
        self._logs = logs
        self._closed = False
        self._free: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._all: set[_Worker] = set()
        self._free.put(self._open(opening))
        # Questions are answered as soon as the first is there.
        for _ in range(count - 1):
            threading.Thread(target=self._add_another, daemon=True).start()

    def do(self, work: Callable[..., T], *given: Any) -> T:
        """Let a process call ``work`` with its answerer and what is given, and return the result.

        Both must be such as can be sent to a process. To be called from at most ``size`` threads at a time.

        Raises:
            WendangError: as the work raised it.
            FindingError: the work raised something else, took too long, or ended its process twice.
        """
        worker = self._free.get()
        try:
            for _ in range(2):
                if self._closed:
                    raise FindingError("the bot is being stopped")
                if not worker.is_alive:
                    self._all.discard(worker)
                    worker = self._open(self._opening)
                with suppress(EOFError, OSError):
                    return worker.do(work, *given)  # type: ignore[no-any-return] # a pipe keeps no types
                worker.end()
            raise FindingError(f"{getattr(work, '__name__', 'work')} ended its process twice")
        finally:
            self._free.put(worker)

    @property
    def processes(self) -> list[int]:
        """The numbers of the processes."""
        return [worker.number for worker in self._all]

    def close(self) -> None:
        """End the processes."""
        self._closed = True
        for worker in list(self._all):
            worker.end()

    def _open(self, opening: Callable[[], Answerer]) -> _Worker:
        """Return a process that is open; one that the system ends meanwhile, as it does where memory is short, is replaced."""
        for _ in range(_TRIES - 1):
            with suppress(_EndedError):
                return self._open_one(opening)
            if self._closed:
                break
        return self._open_one(opening)

    def _open_one(self, opening: Callable[[], Answerer]) -> _Worker:
        worker = _Worker(opening, self._logs)
        self._all.add(worker)
        if self._closed:
            worker.end()
        try:
            worker.wait_until_open()
        except (WendangError, FindingError):
            worker.end()
            self._all.discard(worker)
            raise
        return worker

    def _add_another(self) -> None:
        # Where it cannot be opened once more, the others go on without it.
        with suppress(WendangError, FindingError):
            self._free.put(self._open(self._opening))


class _Worker:
    """One process, and the pipe to it."""

    def __init__(self, opening: Callable[[], Answerer], logs: tuple[str, Format]) -> None:
        # A copy of this process would have its connections, its open state and its threads' locks.
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        # It may start processes of its own to build an index.
        self._process = context.Process(
            target=_serve, args=(theirs, opening, logs), name="wendang answering", daemon=False
        )
        with _STARTING, _deaf_to_interrupts():
            self._process.start()
            _STARTED.add(self._process)
        theirs.close()
        self._ending = threading.Lock()

    @property
    def is_alive(self) -> bool:
        return self._process.is_alive()

    @property
    def number(self) -> int:
        return self._process.pid or 0

    def wait_until_open(self) -> None:
        try:
            said = self._pipe.recv()
        except (EOFError, OSError):
            raise _EndedError("a process ended while it opened the archive") from None
        _result_of(said)

    def do(self, work: Callable[..., Any], *given: Any) -> Any:
        self._pipe.send((work, given))
        if not self._pipe.poll(_LONGEST_SECONDS):
            self.end()
            raise FindingError(
                f"{getattr(work, '__name__', 'work')} took longer than {_LONGEST_SECONDS:.0f} s"
            )
        return _result_of(self._pipe.recv())

    def end(self) -> None:
        # Whoever closes them all and whoever opens this one may both end it: a pipe that is closed twice may by then be
        # somebody else's.
        with self._ending:
            if self._pipe.closed:
                return
            self._process.terminate()
            self._process.join(_GONE_SECONDS)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            _STARTED.discard(self._process)
            self._pipe.close()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Start processes that Ctrl-C does not reach: it would end one that still loads its modules with a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _result_of(said: tuple[bool, Any]) -> Any:
    good, result = said
    if good:
        return result
    raise result


def _serve(pipe: Connection, opening: Callable[[], Answerer], logs: tuple[str, Format]) -> None:
    """Open the archive and answer, until the pipe is closed."""
    # Ctrl-C reaches every process of a terminal; the bot ends this one when its questions are answered.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is not needed here cannot be told from here.
    os.environ.pop("WENDANG_TELEGRAM_TOKEN", None)
    set_up_logs(*logs, [])
    threading.Thread(target=_end_with_parent, daemon=True).start()
    said, answerer = _try(opening)
    pipe.send((said[0], None) if said[0] else said)
    with suppress(EOFError, OSError):
        while said[0]:
            work, given = pipe.recv()
            told, _ = _try(partial(work, answerer, *given))
            try:
                pipe.send(told)
            except (TypeError, AttributeError, PicklingError) as error:
                pipe.send((False, FindingError(describe(error))))


def _try(call: Callable[[], Any]) -> tuple[tuple[bool, Any], Any]:
    """Return what is sent of a call, and its result."""
    try:
        result = call()
    except WendangError as error:
        return (False, error), None
    except Exception as error:  # noqa: BLE001 - it is told to whoever asked
        return (False, FindingError(describe(error))), None
    return (True, result), result


def _end_with_parent() -> None:
    """End with the bot, also where it is killed: an archive is not built for nobody."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
