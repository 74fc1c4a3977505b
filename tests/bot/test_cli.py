"""The command: what it says where it cannot start, and how it stops."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from click.testing import CliRunner
from emulator import TOKEN

from bot.cli import open_archive
from bot.settings import BotSettings
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_an_index_that_is_missing_is_built_and_that_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Once, on standard error: whoever runs the bot sees why it does not answer yet."""
    file = tmp_path / "a.txt"
    file.write_text("市长主持会议。", "utf-8")
    settings = BotSettings(
        _env_file=None, telegram_token=TOKEN, archive=file, engine="disk", index=tmp_path / "index"
    )
    caplog.set_level(logging.INFO)
    for said in ([f"{file} has no index yet: building it, once"], []):
        answerer = open_archive(settings)
        assert answerer.index.statistics().documents == 1
        assert [record.getMessage() for record in caplog.records if record.name == "wendang"] == said
        caplog.clear()


def test_a_bot_that_never_ran_is_not_healthy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("WENDANG_STATE", str(tmp_path / "state"))
    assert CliRunner().invoke(main, ["bot", "--healthy"]).exit_code == 1
