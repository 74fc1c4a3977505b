"""Work handed to other processes, and its results in order.

Each process may be ended (:mod:`retrieval.archive.confined`): a file that no library survives costs itself and no other.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from queue import SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from retrieval.archive.confined import Confined, Ended
from retrieval.errors import StoreError, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Label = TypeVar("Label")
    Task = TypeVar("Task")
    Result = TypeVar("Result")

# Bytes. Other processes need a second to start: a small change is worked off before that.
_WORTH_A_POOL = 2 << 20
# Objects made between two searches for cycles.
_SELDOM = 1_000_000


class Progress(NamedTuple):
    """How far a build is: ``done`` of ``total`` bytes are read, or cut into words.

    ``builders`` are who is at work, where several are; the stage is ``help`` then.
    """

    stage: str
    done: int
    total: int
    builders: tuple[str, ...] = ()


class Pool(Protocol):
    """Does work."""

    def submit(self, function: Callable[[Task], Result], task: Task, *, apart: bool) -> Future[Result]:
        """Do something; told ``apart``, in a process that may be ended in any case.

        The result is an :class:`UnreadableError` where it was too much: :class:`retrieval.archive.confined.Ended`
        where the process did not live to its end.
        """
        ...


@contextmanager
def open_pool(size: int) -> Iterator[Pool]:
    """Open a process for each core; for a few bytes of work (``size``) one, and only for what is done apart.

    Raises:
        StoreError: a process was ended by the system, though it did nothing that may be too much.
    """
    small = size < _WORTH_A_POOL or _cores() == 1
    with _Processes(1 if small else _cores(), apart_only=small) as pool:
        try:
            with _few_collections():
                yield pool
        except Ended as error:
            raise StoreError(
                f"a process that indexed the archive has ended ({error}): was memory short? then run `wendang index` again"
            ) from None


def in_order(
    pool: Pool,
    function: Callable[[Task], Result],
    tasks: Iterable[tuple[Label, Task]],
    *,
    is_apart: Callable[[Task], bool],
    lost: Callable[[Label, UnreadableError], Result],
) -> Iterator[tuple[Label, Result]]:
    """Yield each task's label and result in the order of the tasks, a few of them under way at a time.

    Args:
        pool: does the work.
        function: what is done, a function of a module.
        tasks: what is done it with.
        is_apart: says whether a task is only done in a process that may be ended.
        lost: gives a result where the process ended, or where it was too much.
    """

    def result_of(label: Label, future: Future[Result]) -> Result:
        try:
            return future.result()
        except UnreadableError as error:
            return lost(label, error)

    under_way: deque[tuple[Label, Future[Result]]] = deque()
    for label, task in tasks:
        under_way.append((label, pool.submit(function, task, apart=is_apart(task))))
        if len(under_way) > 2 * _cores():
            first, future = under_way.popleft()
            yield first, result_of(first, future)
    while under_way:
        first, future = under_way.popleft()
        yield first, result_of(first, future)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for cycles seldom: what passes through here lives for one task and holds hardly any."""
    threshold = gc.get_threshold()
    if threshold[0] == _SELDOM:
        # Another thread builds as well, and puts back what was there before it.
        yield
        return
    gc.set_threshold(_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*threshold)


def _cores() -> int:
    # What this process may use: in a container fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Processes(ExitStack):
    """Some processes, each with a thread that waits for it."""

    def __init__(self, number: int, *, apart_only: bool) -> None:
        super().__init__()
        self._apart_only = apart_only
        self._free: SimpleQueue[Confined] = SimpleQueue()
        self._alone = Lock()
        for _ in range(number):
            confined = self.enter_context(Confined())
            if not apart_only:
                # While they load their dictionaries the first file can be read.
                confined.start()
            self._free.put(confined)
        self._threads = ThreadPoolExecutor(number, "building")
        # Before the processes are ended nothing waits for them any more.
        self.callback(self._threads.shutdown, wait=True, cancel_futures=True)

    def submit(self, function: Callable[[Task], Result], task: Task, *, apart: bool) -> Future[Result]:
        if apart or not self._apart_only:
            return self._threads.submit(self._run, function, task)
        future: Future[Any] = Future()
        try:
            future.set_result(function(task))
        except UnreadableError as error:
            future.set_exception(error)
        return future

    def _run(self, function: Callable[[Task], Result], task: Task) -> Result:
        confined = self._free.get()
        try:
            try:
                return _result(confined, function, task)
            except Ended as error:
                if not error.by_system:
                    raise
            # Perhaps others took the memory: it is tried once more, by one process at a time.
            with self._alone:
                return _result(confined, function, task)
        finally:
            self._free.put(confined)


def _result(confined: Confined, function: Callable[[Task], Result], task: Task) -> Result:
    [result] = confined.run(_call, (function, task))
    return result


def _call(order: tuple[Callable[[Task], Result], Task]) -> Iterator[Result]:
    function, task = order
    yield function(task)
