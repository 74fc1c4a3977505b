"""What a library may do with a file: run for ever, eat memory, crash, print, or be ended by the system."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook

from retrieval.archive import limits
from retrieval.errors import UnreadableError


def count(number: int) -> Iterator[int]:
    """Count as a reader should."""
    yield from range(number)


def run_for_ever(_: None) -> Iterator[int]:
    """Yield something, and never come to an end."""
    limits.SECONDS = 1
    with limits.allowance(0):
        yield 1
        while True:
            pass


def eat_memory(size: int) -> Iterator[int]:
    """Take more memory than a file may."""
    yield len([bytearray(1 << 20) for _ in range(size >> 20)])


def crash(_: None) -> Iterator[int]:
    """End as a library written in C ends."""
    os.abort()
    yield 0


def be_ended(_: object) -> Iterator[int]:
    """End as the system ends a process where memory is short."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield 0


def be_ended_once(marker: str) -> int:
    """End so the first time, and return the second."""
    try:
        os.close(os.open(marker, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return 7
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def call(function: Callable[[int], Any]) -> Any:
    """Return what a function makes of 1; all of it, where it yields."""
    found = function(1)
    return list(found) if isinstance(found, Iterator) else found


def chatter(_: None) -> Iterator[int]:
    """Print, as some libraries do."""
    print("noise")  # noqa: T201 - that is the point
    os.write(1, b"noise")
    yield 1


def refuse(_: None) -> Iterator[int]:
    """Refuse a file."""
    yield 1
    raise UnreadableError("it is damaged")


def endless_sheet() -> bytes:
    """Return a sheet of which the first and the last cell that can be are written on."""
    stream = io.BytesIO()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = sheet["XFD1048576"] = "甲"
    book.save(stream)
    return stream.getvalue()


def refuse_three(number: int) -> int:
    """Return a number, and refuse 3."""
    if number == 3:
        raise UnreadableError("too much")
    return number
