"""Text in, repaired text out, at the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


def test_a_text_is_repaired_in_a_pipe_and_from_a_file(run: Run, tmp_path: Path) -> None:
    """What was done is said beside it, on standard error; sound text comes out as it went in."""
    sound = "市长主持会议。\n"
    piped = run("repair", stdin=sound)
    assert (piped.exit_code, piped.stdout, piped.stderr) == (0, sound, "")
    file = tmp_path / "gbk.txt"
    file.write_bytes("市长主持会议，部署安全生产工作。".encode("gb18030"))
    read = run("repair", str(file))
    assert read.stdout == "市长主持会议，部署安全生产工作。"
    assert "read as" in read.stderr


def test_what_is_no_text_ends_in_2_and_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(bytes(range(256)) * 9)
    result = run("repair", str(tmp_path / "a.bin"))
    assert result.exit_code == 2
    assert "a.bin" in result.stderr
