"""What the tests have the bot's processes do: functions of a module, which another process can find by its name."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING, Any

from retrieval import ArchiveError, Settings, open_answerer

if TYPE_CHECKING:
    from pathlib import Path

    from retrieval import Answerer


def open_small(root: Path) -> Answerer:
    """Open the small archive of the bot's tests."""
    settings = Settings(_env_file=None, archive=root / "tests/cases/bot_archive.jsonl", threshold=0)
    return open_answerer(settings, report=print)


def refuse() -> Answerer:
    """Open none."""
    raise ArchiveError("there is no such folder")


def end_at_once() -> Answerer:
    """End the process that is to open it."""
    os._exit(9)


def open_after_an_end(root: Path, marker: Path) -> Answerer:
    """End the process that is to open it as the system does, and open it where that has happened."""
    if not marker.exists():
        marker.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return open_small(root)


def ask(answerer: Answerer, question: str) -> Any:
    """Ask."""
    return answerer.ask(question)


def fail(_: Answerer, secret: str) -> None:
    """Fail with a message that must not be told."""
    raise KeyError(secret)


def end(_: Answerer) -> None:
    """End the process, as the system does."""
    os.kill(os.getpid(), signal.SIGKILL)


def hang(_: Answerer) -> None:
    """Take too long."""
    time.sleep(600)


def number(_: Answerer) -> int:
    """Return which process this is, a little later."""
    time.sleep(0.2)
    return os.getpid()


def environment(_: Answerer) -> str:
    """Return what the process knows from outside."""
    return str(dict(os.environ))
