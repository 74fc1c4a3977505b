"""What is set from outside."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from emulator import TOKEN

from bot.settings import BotSettings
from retrieval.terminal.cli import main


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("TELEGRAM_TOKEN", ""),
        ("TELEGRAM_TOKEN", "123456"),
        ("TELEGRAM_TOKEN", "123456789:short"),
        ("TELEGRAM_TOKEN", "bot" + TOKEN),
        ("TELEGRAM_TOKEN", TOKEN + "\n/x"),
        ("TELEGRAM_API", "api.telegram.org"),
        ("TELEGRAM_API", "https://user@host"),
        ("TELEGRAM_RATE", "0"),
        ("ALLOWED_USERS", "@someone"),
        ("ADMINS", "12 3x"),
        ("STOP_TIMEOUT", "soon"),
        ("WEBHOOK_LISTEN", "127.0.0.1:99999"),
        ("WEBHOOK_LISTEN", "127.0.0.1:65536"),
    ],
)
def test_a_wrong_setting_ends_in_one_line(monkeypatch: pytest.MonkeyPatch, key: str, value: str) -> None:
    """The line names the key and the remedy; a token's characters are never printed."""
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv(f"WENDANG_{key}", value)
    result = CliRunner().invoke(main, ["bot"])
    assert result.exit_code == 2
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"wendang: WENDANG_{key}")
    assert ".env" in line
    assert "A" * 10 not in line


@pytest.mark.parametrize(
    ("given", "listens"),
    [("9464", "127.0.0.1:9464"), ("0.0.0.0:9464", "0.0.0.0:9464"), ("[::1]:1", "[::1]:1")],
)
def test_figures_are_for_this_machine_alone_unless_told(given: str, listens: str) -> None:
    assert BotSettings(_env_file=None, telegram_token=TOKEN, metrics=given).metrics == listens
