"""A backup of a running bot, and the way back."""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import stat
import sys
from typing import TYPE_CHECKING

import pytest
from botkit import running
from click.testing import CliRunner

from bot.backup import write_backup
from bot.state import State
from retrieval import SettingsError
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answerer


async def test_a_running_bots_state_is_copied_and_put_back(
    server: Telegram, archive: Answerer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is one private file and holds what stood only in the log; put back as the help says, it goes on."""
    state, copy = tmp_path / "state", tmp_path / "copies" / "monday.sqlite"
    copy.parent.mkdir()
    monkeypatch.setenv("WENDANG_STATE", str(state))
    async with running(server, archive, state) as desk:
        await server.answer("谁主持了会议？")
        # An answer is sent first and settled then.
        async with asyncio.timeout(60):
            while desk.state.updates.unsettled():  # noqa: ASYNC110 - the state is a file and wakes nobody
                await asyncio.sleep(0.02)
        run = CliRunner().invoke(main, ["backup", str(copy)])
        assert run.exit_code == 0, run.output
        desk.state.forget(42)
    assert [file.name for file in copy.parent.iterdir()] == ["monday.sqlite"]
    if sys.platform != "win32":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    for end in ("", "-wal", "-shm"):
        tmp_path.joinpath(f"state{end}").unlink(missing_ok=True)
    shutil.copy(copy, state)
    async with running(server, archive, state):
        assert (await server.answer("他强调了什么？")).text.startswith("↪ 刘吉")


def test_what_cannot_be_copied_is_said_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No state, a file that is there, no such folder, a state that is none; nothing is left behind."""
    state = tmp_path / "state"
    with pytest.raises(SettingsError, match=r"WENDANG_STATE=.* is not there"):
        write_backup(state, tmp_path / "copy")
    State(state).close()
    with pytest.raises(SettingsError, match="is there already"):
        write_backup(state, state)
    with pytest.raises(SettingsError, match="cannot be written"):
        write_backup(state, tmp_path / "nowhere" / "copy")
    state.write_bytes(b"nonsense" * 1000)
    with pytest.raises(SettingsError, match="cannot be written"):
        write_backup(state, tmp_path / "copy")
    assert [file.name for file in tmp_path.iterdir()] == ["state"]


def test_a_state_that_is_being_written_is_copied_as_of_one_moment(tmp_path: Path) -> None:
    state = State(tmp_path / "state")
    state.updates.accept(1, "one")
    other = sqlite3.connect(tmp_path / "state", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO inbox VALUES (2, 'half', 0)")
    write_backup(tmp_path / "state", tmp_path / "copy")
    other.close()
    state.close()
    copy = State(tmp_path / "copy")
    assert [id for id, _ in copy.updates.unsettled()] == [1]
    copy.close()
