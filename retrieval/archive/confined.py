"""A process that may be ended: a library that hangs, crashes or eats memory takes nothing with it.

Who reads a file of the archive hands it over and gets back what was read, piece by piece. The process waits for the next
file, and is replaced where one ended it. It is no fork, which would copy the locks of other threads, and does not import
the program's main module again.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
import time
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any, Self, TypeVar

from retrieval.archive.limits import SECONDS, SILENCE, allowed_memory, confine, too_much_memory
from retrieval.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType

    Argument = TypeVar("Argument")
    Item = TypeVar("Item")

_START = "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); from retrieval.archive.confined import serve; serve()"
_SIZE = struct.Struct("<Q")
_ITEM, _ALIVE, _FAILED, _DONE = range(4)
# Seconds between two looks at the clock.
_LOOK = 5.0
# Objects made between two searches for cycles: what passes through lives for one file and holds hardly any, and to look
# for them cost a tenth of the time.
_SELDOM = 1_000_000


class Ended(UnreadableError):  # noqa: N818 - named like the state that it reports
    """The process that read a file has ended.

    Attributes:
        by_system: it did nothing that is known to be too much; the same may go well when memory is there.
    """

    def __init__(self, message: str, *, by_system: bool = False) -> None:
        super().__init__(message)
        self.by_system = by_system


class Confined:
    """Runs functions in a process that may be ended; it is started when it is first needed.

    A context manager, which ends the process. One thread at a time may use it, for one function at a time.
    """

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._deadline = float("inf")
        self._silent = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, if there is none: it loads what it needs while others work."""
        if self._process is None:
            self._process = _started()
            threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()

    def run(self, function: Callable[[Argument], Iterable[Item]], argument: Argument) -> Iterator[Item]:
        """Yield what a function yields that is called in the other process.

        Raises:
            Ended: the process did not live to the end of it.
            WendangError: the function raised it; any other exception, likewise.
        """
        self.start()
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - it was started with pipes
        whole = False
        try:
            self._deadline = time.monotonic() + SILENCE
            _write(process.stdin, (function, argument))
            while True:
                kind, value = _read(process.stdout)
                self._deadline = float("inf")
                if kind == _ITEM:
                    yield value
                elif kind in (_DONE, _FAILED):
                    whole = True
                    break
                self._deadline = time.monotonic() + SILENCE
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._explained(process) from None
        finally:
            self._deadline = float("inf")
            if not whole:
                # Who does not want the rest of it need not wait for it.
                self.close()
        if kind == _FAILED:
            raise value

    def close(self) -> None:
        """End the process; the next function starts another."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        # What was still to be written to it is wanted by nobody.
                        continue

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """End the process where it says nothing for too long."""
        while process.poll() is None:
            if time.monotonic() > self._deadline and self._process is process:
                self._silent = True
                process.kill()
            time.sleep(_LOOK)

    def _explained(self, process: subprocess.Popen[bytes]) -> Ended:
        process.stdin and process.stdin.close()
        code = process.wait()
        if self._silent:
            self._silent = False
            return Ended(f"it could not be read within {SILENCE:.0f} seconds: it is left out")
        if code == -getattr(signal, "SIGXCPU", 0):
            return Ended(f"to read it, or one page of it, takes more than {SECONDS} seconds: it is left out")
        if code == -getattr(signal, "SIGKILL", 0):
            return Ended(
                "the system ended the process that read it, as it does where memory is short: it is left out",
                by_system=True,
            )
        return Ended(
            f"what reads it crashed (code {code}), or needed more than {allowed_memory() >> 20} MB of memory: it is left out"
        )


def _started() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # noqa: S603 - this very Python
        [sys.executable, "-c", _START],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # What libraries write there about a damaged file is no message to anybody.
        stderr=subprocess.DEVNULL,
    )
    assert process.stdin is not None  # noqa: S101 - a pipe, as asked
    try:
        pickle.dump(sys.path, process.stdin)
        process.stdin.flush()
    except OSError:
        # It has ended already: that is found out where it is asked for something.
        pass
    return process


def _write(stream: IO[bytes], value: Any) -> None:
    data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    stream.write(_SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _read(stream: IO[bytes]) -> Any:
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    (size,) = _SIZE.unpack(head)
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    # From the process that this one started.
    return pickle.loads(data)  # noqa: S301


# --- in the other process ---


def serve() -> None:
    """Do what the process asks that started this one, until that one ends."""
    # Ctrl-C reaches every process of the terminal; the one that started us decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_SELDOM)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # A library that prints writes between the answers otherwise.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    confine(lambda: _write(answers, (_ALIVE, None)))
    orders: SimpleQueue[Any] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, orders), daemon=True).start()
    while True:
        function, argument = orders.get()
        try:
            for item in function(argument):
                _write(answers, (_ITEM, item))
        except MemoryError:
            answer: Any = (_FAILED, too_much_memory())
        except Exception as error:  # noqa: BLE001 - whoever asked raises it
            answer = (_FAILED, error)
        else:
            answer = (_DONE, None)
        # What was asked for and what came of it may be large, and the next order may be long in coming.
        del function, argument
        try:
            _write(answers, answer)
        except BrokenPipeError:
            os._exit(1)


def _listen(stream: IO[bytes], orders: SimpleQueue[Any]) -> None:
    """Take orders, and end with the process that gives them, however it ends: a killed one tells nobody."""
    try:
        while True:
            orders.put(_read(stream))
    except Exception:  # noqa: BLE001 - an order that cannot be read ends it as well
        os._exit(1)
