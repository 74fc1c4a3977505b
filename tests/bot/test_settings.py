"""What is set from outside."""

from __future__ import annotations

from datetime import time

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
        ("QUIET_HOURS", "at night"),
        ("QUIET_HOURS", "22:00-24:01"),
        ("NEWS_A_DAY", "0"),
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


@pytest.mark.parametrize(
    ("given", "quiet", "loud"),
    [
        ("22:00-08:00", ["22:00", "23:59", "00:00", "07:59"], ["08:00", "21:59"]),
        ("1:30 – 5:00", ["01:30", "04:59"], ["01:29", "05:00", "23:00"]),
        ("00:00-00:00", [], ["00:00", "12:00", "23:59"]),
    ],
)
def test_quiet_hours_may_lie_over_midnight(given: str, quiet: list[str], loud: list[str]) -> None:
    """The same time twice means never."""
    hours = BotSettings(_env_file=None, telegram_token=TOKEN, quiet_hours=given).quiet_hours
    assert all(hours.holds(time.fromisoformat(at)) for at in quiet)
    assert not any(hours.holds(time.fromisoformat(at)) for at in loud)
