"""The state's file: read from every version on, private, and without what was forgotten."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from bot.records import Asked
from bot.state import State
from bot.updates import read_trouble
from bot.versions import VERSION
from retrieval import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

OLD = sorted(range(1, VERSION))


@pytest.mark.parametrize("version", OLD)
def test_a_file_of_an_earlier_version_is_brought_up_to_date(version: int, root: Path, tmp_path: Path) -> None:
    """Everything in it is as it was: chats, answers, votes, places, and what is still to be answered."""
    path = tmp_path / "state"
    with sqlite3.connect(path) as old:
        old.executescript((root / f"tests/cases/state/{version}.sql").read_text("utf-8"))
    old.close()
    for _ in range(2):
        state = State(path)
        assert state.chat(42).language == "en"
        assert state.chat(42).filter.source == "惠州日报"
        answer = state.answer_in(42, 7)
        assert answer is not None
        assert (answer.question, answer.citations, [vote for _, vote in state.votes()]) == (
            "谁主持了会议？",
            ("c1",),
            [1],
        )
        assert state.citation("c1") is not None
        assert state.updates.unsettled() == [(11, '{"update_id": 11}')]
        assert not state.updates.accept(10, "{}")
        state.updates.beat("fine")
        state.close()
    assert read_trouble(path) == "fine"
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()


def test_a_file_of_a_later_version_is_refused_in_one_line(tmp_path: Path) -> None:
    """It is neither read wrongly nor changed."""
    path = tmp_path / "state"
    State(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with pytest.raises(SettingsError, match=r"WENDANG_STATE=.*newer wendang"):
        State(path)


@pytest.mark.parametrize("odd", [f"PRAGMA user_version = {VERSION + 1}", "CREATE VIEW answers AS SELECT 1"])
def test_a_file_that_is_refused_is_left_closed(
    tmp_path: Path, odd: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is newer, and what is another program's."""
    path = tmp_path / "state"
    with closing(sqlite3.connect(path)) as db:
        db.execute(odd)
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def watched(*given: Any, **named: Any) -> sqlite3.Connection:
        opened.append(connect(*given, **named))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", watched)
    with pytest.raises(SettingsError, match="WENDANG_STATE="):
        State(path)
    [db] = opened
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        db.execute("SELECT 1")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    """Those that an earlier version left open to others are closed, too."""
    path = tmp_path / "state"
    path.touch(0o644)
    state = State(path)
    state.updates.accept(1, "x")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}
    assert len(list(tmp_path.iterdir())) == 3
    state.close()


def held_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


@pytest.mark.parametrize("read", [False, True])
def test_what_is_forgotten_is_in_no_file(tmp_path: Path, read: bool) -> None:
    """Not in freed pages, nor in the log beside the file; the wish itself goes with it, also where somebody reads."""
    state = State(tmp_path / "state")
    for number in range(50):
        state.updates.accept(number, f"UPDATE-{number}")
        id = state.remember(Asked(42, 42, None, number, f"QUESTION-{number}" * 50, (), found=False))
        state.answered_by(id, number)
        state.updates.settle(number)
    state.updates.accept(99, "WISH of 42")
    reader = sqlite3.connect(tmp_path / "state", isolation_level=None)
    if read:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM answers").fetchall()
    assert state.forget(42) == 50
    state.updates.settle(99)
    reader.close()
    state.updates.beat()
    for left in (b"QUESTION", b"UPDATE", b"WISH"):
        assert left not in held_in(tmp_path)
    state.close()


@pytest.mark.parametrize(
    "made", ["CREATE TABLE inbox (a)", "CREATE TABLE chats (a)", "PRAGMA user_version = -5"]
)
def test_a_database_of_another_program_is_refused_and_left_as_it_is(made: str, tmp_path: Path) -> None:
    """Also where a table of it is called as one of ours is."""
    path = tmp_path / "theirs"
    with closing(sqlite3.connect(path)) as db:
        db.execute(made)
        before = list(db.iterdump())
    with pytest.raises(SettingsError, match="another program"):
        State(path)
    with closing(sqlite3.connect(path)) as db:
        assert list(db.iterdump()) == before
