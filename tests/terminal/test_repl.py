"""The prompt on a real terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pexpect = pytest.importorskip("pexpect")


def test_keys_do_what_people_expect(root: Path, tmp_path: Path) -> None:
    """Ctrl-C forgets the line, the arrow brings the last question back, Ctrl-D leaves with exit code 0."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "retrieval"],
        cwd=str(root),
        encoding="utf-8",
        timeout=30,
        env={
            "HOME": str(tmp_path),
            "TERM": "xterm",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        },
        dimensions=(40, 100),
    )
    child.expect("问>")
    child.send("half a question\x03")
    child.expect("问>")
    child.send("谁主持了会议？\r")
    child.expect("刘吉")
    child.expect("问>")
    child.send("\x1b[A\r")
    child.expect("主持会议")
    child.expect("问>")
    child.send("\x04")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
