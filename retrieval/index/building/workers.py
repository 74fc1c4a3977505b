"""Work handed to other processes, and its results in order."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections import deque
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import connection, get_context, parent_process
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from retrieval.errors import StoreError

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
    """How far a build is: ``done`` of ``total`` bytes are read, or cut into words."""

    stage: str
    done: int
    total: int


@contextmanager
def open_pool(size: int) -> Iterator[Executor]:
    """Open a process for each core, or none for a few bytes of work (``size``).

    Raises:
        StoreError: a process was ended by the system.
    """
    if size < _WORTH_A_POOL or _cores() == 1:
        yield _Here()
        return
    # Forking a process with threads (the bot's) may leave a lock held for ever: spawn.
    with ProcessPoolExecutor(_cores(), get_context("spawn"), _follow_parent) as pool:
        try:
            # They are started by the first task: while they load their dictionaries the first file can be read.
            pool.submit(int)
            with _few_collections():
                yield pool
        except BrokenExecutor:
            raise StoreError(
                "a process that read the archive has ended: was memory short? then run `wendang index` again; in a "
                'script, open the archive under `if __name__ == "__main__":`'
            ) from None
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def in_order(
    pool: Executor, function: Callable[[Task], Result], tasks: Iterable[tuple[Label, Task]]
) -> Iterator[tuple[Label, Result]]:
    """Yield each task's label and result in the order of the tasks, a few of them under way at a time."""
    under_way: deque[tuple[Label, Future[Result]]] = deque()
    for label, task in tasks:
        under_way.append((label, pool.submit(function, task)))
        if len(under_way) > 4 * _cores():
            first, future = under_way.popleft()
            yield first, future.result()
    for first, future in under_way:
        yield first, future.result()


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


def _follow_parent() -> None:
    """End when the process that started us ends, however it ends: a killed one tells nobody."""
    # As above: to look for cycles cost a tenth of the time.
    gc.set_threshold(_SELDOM)
    # Ctrl-C reaches every process of the terminal; the one that started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()
    if parent is None:
        return

    def wait() -> None:
        connection.wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


class _Here(Executor):
    """Works in this process: for less than other processes need to start."""

    def submit(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(function(*args, **kwargs))
        return future
