"""The first and the last moments of the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="streams and signals of POSIX")

SEEDS = Path(__file__).parents[2] / "seeds"
START = "from retrieval.terminal.start import main; main()"
# Sends itself an interrupt when a module is about to be loaded, which is a moment that no machine's pace changes.
INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(name, path=None, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder)
from retrieval.terminal.start import main; main()
"""
# Is told that there is no memory for a module.
SHORT_OF_MEMORY = """
import sys
class Finder:
    def find_spec(name, path=None, target=None):
        if name == {name!r}:
            raise {raised}
sys.meta_path.insert(0, Finder)
from retrieval.terminal.start import main; main()
"""


def wendang(tmp_path, code, *arguments, **streams):
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "WENDANG_ARCHIVE": str(SEEDS), "XDG_CACHE_HOME": str(tmp_path)},
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        check=False,
        **streams,
    )


@pytest.mark.parametrize(
    "arguments", [("ask", "谁主持了会议？"), ("--help",), ("config",), ("check", "--json")]
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="Linux has it")
def test_a_full_disk_behind_standard_output_is_told_in_one_line(tmp_path, arguments):
    """Where the answer cannot be written, that is said, and the exit code is that of an error."""
    with Path("/dev/full").open("w") as full:
        done = wendang(tmp_path, START, *arguments, stdout=full)
    assert done.returncode == 2
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("wendang: ")


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        ("MemoryError()", "too little memory"),
        (
            'ImportError("see https://example.org\\n\\nlib.so: failed to map segment")',
            "lib.so: failed to map segment",
        ),
    ],
)
@pytest.mark.parametrize("moment", ["retrieval.terminal.cli", "retrieval.wiring"])
def test_too_little_memory_is_told_in_one_line_at_any_moment(tmp_path, raised, said, moment):
    """Whether it is missed while modules are loaded or while a question is answered."""
    code = SHORT_OF_MEMORY.format(name=moment, raised=raised)
    done = wendang(tmp_path, code, "ask", "谁主持了会议？", stdout=subprocess.DEVNULL)
    assert done.returncode == 2
    [line] = done.stderr.decode().splitlines()
    assert line.startswith("wendang: ")
    assert said in line


@pytest.mark.parametrize("closed", ["<&- >&- 2>&-", ">&-", "2>/dev/full >/dev/full"])
def test_closed_streams_end_nothing(tmp_path, closed):
    """With nobody to read and nobody to listen the program ends by itself, and the archive is as it was."""
    if "full" in closed and not Path("/dev/full").exists():
        pytest.skip("Linux has it")
    line = f'exec "$@" {closed}'
    done = subprocess.run(
        ["/bin/sh", "-c", line, "sh", sys.executable, "-c", START, "ask", "谁主持了会议？"],
        env={**os.environ, "WENDANG_ARCHIVE": str(SEEDS), "XDG_CACHE_HOME": str(tmp_path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert b"ignored" not in done.stderr


def test_a_reader_who_goes_away_is_no_error_to_speak_of(tmp_path):
    """`wendang check --lines | head -0` says nothing."""
    reading, writing = os.pipe()
    os.close(reading)
    done = wendang(tmp_path, START, "check", "--lines", stdout=writing)
    os.close(writing)
    assert done.stderr == b""


@pytest.mark.parametrize(
    "name",
    ["click", "retrieval.terminal.cli", "pydantic", "retrieval.terminal.commands.ask", "numpy", "rjieba"],
)
def test_ctrl_c_while_modules_are_loaded_ends_without_a_traceback(tmp_path, name):
    """Whichever module is being loaded, of ours or of others, the program ends as an interrupted one does."""
    done = wendang(
        tmp_path, INTERRUPTED.format(name=name), "ask", "谁主持了会议？", stdout=subprocess.DEVNULL
    )
    assert done.returncode in (-signal.SIGINT, 130)
    assert b"Traceback" not in done.stderr
    assert b"Error" not in done.stderr
