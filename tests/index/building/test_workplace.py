"""The folder in which a build keeps what it has read."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING

from retrieval.index.building.workplace import open_workplace

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

KILLED = """
import os, signal
from retrieval.index.building.workplace import open_workplace
with open_workplace() as folder:
    print(folder, flush=True)
    os.kill(os.getpid(), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
"""


def test_what_a_killed_build_left_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next build removes it, and leaves the folder of one that runs, and of one that just began."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path)}
    subprocess.run([sys.executable, "-c", KILLED], env=environment, check=False, capture_output=True)
    [left] = tmp_path.iterdir()
    with open_workplace() as running:
        os.utime(running, (0, 0))
        with open_workplace():
            assert left.exists()
        os.utime(left, (0, 0))
        with open_workplace() as own:
            assert sorted(tmp_path.iterdir()) == sorted([running, own])
    assert list(tmp_path.iterdir()) == []
