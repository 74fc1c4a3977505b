"""The processes that find answers: as many as cores, and none of them brings the bot down."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest
from working import (
    ask,
    end,
    end_at_once,
    environment,
    fail,
    hang,
    number,
    open_after_an_end,
    open_small,
    refuse,
)

from bot import workers
from bot.workers import FindingError, Workers, count_cores
from retrieval import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from retrieval import Answerer


@pytest.fixture(scope="module")
def two(root: Path) -> Iterator[Workers]:
    """Return two processes before the small archive."""
    opening = partial(open_small, root)
    held = Workers(opening, opening, 2, ("WARNING", "text"))
    yield held
    held.close()


def test_answers_come_as_they_would_here_and_from_every_core(two: Workers, archive: Answerer) -> None:
    """What comes back is the same value; two questions at a time are found by two processes."""
    assert two.do(ask, "谁主持了会议？") == archive.ask("谁主持了会议？")
    deadline = time.monotonic() + 120
    with ThreadPoolExecutor(2) as threads:
        while len(set(threads.map(two.do, [number] * 4))) < 2:
            assert time.monotonic() < deadline


def test_what_goes_wrong_is_told_without_what_was_asked(two: Workers) -> None:
    with pytest.raises(FindingError, match="KeyError fail") as raised:
        two.do(fail, "谁主持了会议？")
    assert "主持" not in str(raised.value)
    assert two.do(ask, "谁主持了会议？")


def test_a_process_that_dies_is_replaced_and_the_question_asked_again(two: Workers) -> None:
    """As the system ends one that takes too much memory; who ends every process that it is given to is told of."""
    for process in two.processes:
        os.kill(process, signal.SIGKILL)
    assert two.do(ask, "谁主持了会议？")
    with pytest.raises(FindingError, match="end ended its process twice"):
        two.do(end)
    assert two.do(ask, "谁主持了会议？")


def test_a_question_that_takes_too_long_is_ended(two: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_LONGEST_SECONDS", 0.2)
    with pytest.raises(FindingError, match="took longer"):
        two.do(hang)
    monkeypatch.undo()
    assert two.do(ask, "谁主持了会议？")


def test_no_process_knows_the_token(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", "123456789:" + "A" * 35)
    held = Workers(partial(open_small, root), refuse, 1, ("WARNING", "text"))
    assert "AAAA" not in held.do(environment)
    held.close()


def test_an_archive_that_cannot_be_opened_is_said(root: Path) -> None:
    """The error is the archive's own; a process that ends meanwhile has one, too; nothing stays behind."""
    with pytest.raises(ArchiveError, match="no such folder"):
        Workers(refuse, refuse, 2, ("WARNING", "text"))
    with pytest.raises(FindingError, match="while it opened"):
        Workers(end_at_once, refuse, 2, ("WARNING", "text"))


def test_a_process_that_dies_while_it_opens_is_started_anew(root: Path, tmp_path: Path) -> None:
    """The bot does not end, and no question is given up, because memory was short for a moment."""
    opening = partial(open_after_an_end, root, tmp_path / "first")
    held = Workers(opening, partial(open_after_an_end, root, tmp_path / "second"), 1, ("WARNING", "text"))
    [process] = held.processes
    os.kill(process, signal.SIGKILL)
    assert held.do(ask, "谁主持了会议？")
    assert (tmp_path / "first").exists()
    assert (tmp_path / "second").exists()
    held.close()


def test_where_another_cannot_be_opened_the_first_answers(root: Path) -> None:
    held = Workers(partial(open_small, root), refuse, 2, ("WARNING", "text"))
    assert held.do(ask, "谁主持了会议？")
    held.close()
    with suppress(OSError):
        for process in held.processes:
            os.kill(process, 0)


def test_a_process_that_cannot_be_replaced_now_may_be_later(root: Path) -> None:
    """Each question is told why, and the place is not lost: whoever asks next has it opened anew."""
    held = Workers(partial(open_small, root), refuse, 1, ("WARNING", "text"))
    [process] = held.processes
    os.kill(process, signal.SIGKILL)
    for _ in range(2):
        with pytest.raises(ArchiveError, match="no such folder"):
            held.do(ask, "谁主持了会议？")
    assert held.processes == []
    held.close()


def test_a_process_is_ended_once_by_however_many(root: Path) -> None:
    """Closing while another is being opened ends each once, and closes no pipe that is somebody else's by then."""
    for _ in range(3):
        held = Workers(partial(open_small, root), refuse, 2, ("WARNING", "text"))
        enders = [threading.Thread(target=held.close) for _ in range(4)]
        for ender in enders:
            ender.start()
        for ender in enders:
            ender.join()
        with pytest.raises(FindingError):
            held.do(ask, "谁主持了会议？")


def test_the_end_of_the_bot_waits_for_no_process(root: Path) -> None:
    """Where the archive opens while the bot is refused and ends, nobody closes it: its process ends all the same.

    On the end of it waits whoever started the bot: systemd would wait for a minute and a half, and then kill both.
    """
    script = (
        "import functools, pathlib, sys, working; from bot.workers import Workers\n"
        "opening = functools.partial(working.open_small, pathlib.Path(sys.argv[1]))\n"
        "held = Workers(opening, opening, 1, ('WARNING', 'text'))\n"
        "print(held.processes[0])\n"
    )
    paths = os.pathsep.join([str(root), str(root / "tests/tools")])
    run = subprocess.run(
        [sys.executable, "-c", script, str(root)],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(run.stdout), 0)


def test_as_many_as_there_are_cores() -> None:
    assert 1 <= count_cores() <= 4
