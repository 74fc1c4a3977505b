"""What a file of an archive may cost: the one place that says how much time, memory and how many parts.

A file comes from somebody else, and a library that reads it may run for ever on a kilobyte. So whatever a library
takes apart is read in a process of its own (:mod:`retrieval.archive.confined`), which the system ends where it takes
more than is allowed here: that file is named and left out, and every other is served.

Time is a processor's, which a busy machine does not lengthen. A file of many pages may go on for as long as its pages
are read one after the other: :func:`go_on` is called after each.
"""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import UnreadableError

if os.name == "posix":
    import resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 20
"""How long a processor may work on a file, or on one page or member of it, and a second more for each of these bytes."""
BYTES_A_SECOND = 1 << 18

SILENCE = 600.0
"""Seconds of the clock after which a process that has said nothing is ended, whatever it waits for."""

MEMORY = 2 << 30
"""Bytes that a process may hold; half of the machine's, or of the container's, where that is less."""

LARGEST_TEXT = 64 << 20
"""Bytes of a text that is one document: thirty novels. What is made of it until it is cut into words takes a gigabyte."""

LONG_TEXT = 16 << 20
"""Bytes of a text from which on it is cut into stretches (:mod:`retrieval.archive.stretches`), each a document."""

LARGE = 4 << 20
"""Bytes of a text from which on it is read in a process that may be ended, whatever reads it: it takes twenty times as much
memory until it is cut into words."""

PARTS = 1_000_000
"""How many members of a container are read."""

# A page that takes no time says so no more often than this.
_SELDOM = 1.0
# Where Linux says how much memory the container that a process runs in may hold (cgroups of the second and first kind).
_CONTAINERS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


class _Confinement:
    """What a process that may be ended knows of itself; in any other nothing is limited."""

    def __init__(self) -> None:
        self.tell: Callable[[], None] | None = None
        self.seconds = 0
        self.told = 0.0


_this = _Confinement()


def confine(tell: Callable[[], None]) -> None:
    """Limit the memory of this process from now on; ``tell`` says to whoever started it that it goes on."""
    _this.tell = tell
    # On Windows only the clock ends a process.
    if os.name != "posix":
        return
    most = allowed_memory()
    # Some systems know the limit and refuse it: then only time is limited.
    with suppress(OSError, ValueError):
        # What is mapped from files does not count, and neither do the addresses that threads reserve and never touch.
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def allowance(size: int) -> Iterator[None]:
    """Allow the time that a file of ``size`` bytes may take; a process that takes more is ended by the system."""
    _this.seconds = SECONDS + size // BYTES_A_SECOND
    _allow(_this.seconds)
    try:
        yield
    finally:
        _allow(None)


def go_on() -> None:
    """Say that a page or a member is done: the next may take as long again."""
    if _this.tell is None or (now := time.monotonic()) - _this.told < _SELDOM:
        return
    _this.told = now
    _allow(_this.seconds)
    _this.tell()


def allowed_memory() -> int:
    """Return how many bytes a process that reads a file may hold."""
    most = 2 * MEMORY
    with suppress(AttributeError, OSError, ValueError):
        most = min(most, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    for path in _CONTAINERS:
        # "max" where there is no limit.
        with suppress(OSError, ValueError):
            most = min(most, int(path.read_text("ascii")))
    return most // 2


def too_much_memory() -> UnreadableError:
    """Return what is said of a file that takes more memory than is allowed."""
    return UnreadableError(
        f"it takes more than {allowed_memory() >> 20} MB of memory to read: it is left out"
    )


def _allow(seconds: int | None) -> None:
    """Let this process work for so many seconds of a processor more, or for as long as it wants."""
    if os.name != "posix" or _this.tell is None:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = usage.ru_utime + usage.ru_stime
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = hard if seconds is None else int(used) + 1 + seconds
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
