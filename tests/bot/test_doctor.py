"""What ``wendang doctor`` says of the bot."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from botkit import free_port
from emulator import TOKEN, Fault

from bot.doctor import look
from bot.state import State

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Telegram


@pytest.fixture
def _set(server: Telegram, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the bot up in front of the emulator."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("WENDANG_TELEGRAM_API", server.address)


async def looked(language: Any = "zh-Hans") -> list[tuple[str, str]]:
    """Return what is found; it runs a loop of its own, and is called beside this one."""
    return await asyncio.to_thread(lambda: list(look(language)))


@pytest.mark.usefixtures("_set")
async def test_a_bot_that_telegram_knows_is_said_to_be_known(server: Telegram) -> None:
    """Everybody may ask, nothing runs yet: that is told and is no fault; no update is taken."""
    found = await looked()
    assert found[0] == ("good", f"Telegram 认得 @{server.username}")
    assert [state for state, _ in found[1:]] == ["note", "note"]
    assert "WENDANG_ALLOWED_USERS" in found[1][1]
    assert {call.method for call in server.calls} == {"getMe", "getWebhookInfo"}


@pytest.mark.usefixtures("_set")
async def test_a_bot_that_runs_here_is_said_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WENDANG_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("WENDANG_ALLOWED_USERS", "42")
    state = State(tmp_path / "state")
    state.updates.beat()
    state.close()
    assert ("good", "a bot runs here, and is well") in await looked("en")


@pytest.mark.usefixtures("_set")
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
async def test_what_is_wrong_comes_with_what_to_do(
    server: Telegram, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """A token that is refused, a server that is away, a value that is wrong; the token is never shown."""
    server.faults.append(Fault("getMe", 401, "Unauthorized"))
    [(state, refused)] = await looked(language)
    assert (state, "WENDANG_TELEGRAM_TOKEN" in refused, "/token" in refused) == ("bad", True, True)
    monkeypatch.setenv("WENDANG_TELEGRAM_API", f"http://127.0.0.1:{free_port()}")
    [(state, away)] = await looked(language)
    assert (state, "WENDANG_TELEGRAM_API" in away) == ("bad", True)
    monkeypatch.setenv("WENDANG_QUOTA", "none")
    [(state, wrong)] = await looked(language)
    assert (state, "WENDANG_QUOTA" in wrong) == ("bad", True)
    assert TOKEN[-20:] not in refused + away + wrong


@pytest.mark.usefixtures("_set")
async def test_updates_that_go_elsewhere_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENDANG_WEBHOOK_URL", "https://bot.example.org/hook")
    found = await looked()
    [(state, told)] = [one for one in found if "https://bot.example.org/hook" in one[1]]
    assert (state, "轮询" in told) == ("note", True)
