"""What the bot remembers over restarts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from botkit import FOLLOW, LINE, WHO, replied, running
from click.testing import CliRunner
from emulator import TOKEN

from bot.records import Asked
from bot.state import State
from retrieval import Answerer
from retrieval.terminal.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from emulator import Telegram

    from retrieval import Answerer


def test_a_state_that_cannot_be_kept_ends_in_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WENDANG_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("WENDANG_STATE", str(tmp_path / "file" / "state"))
    result = CliRunner().invoke(main, ["bot"])
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "WENDANG_STATE" in result.stderr


async def test_a_conversation_survives_a_restart(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    async with running(telegram, archive, tmp_path / "state"):
        await telegram.answer(WHO)
    async with running(telegram, archive, tmp_path / "state"):
        assert (await telegram.answer(FOLLOW)).text.startswith(LINE)


async def test_in_a_group_every_user_has_a_memory_of_their_own(telegram: Telegram, archive: Answerer) -> None:
    """One user's question does not colour another's, unless it replies to the answer."""
    async with running(telegram, archive):
        first = await telegram.answer(f"/ask {WHO}", user=1, chat=-5)
        stranger = await telegram.answer(f"/ask {FOLLOW}", user=2, chat=-5)
        same = await telegram.answer(f"/ask {FOLLOW}", user=1, chat=-5)
        joined = await telegram.answer(FOLLOW, user=3, chat=-5, **replied(telegram, first))
    assert LINE not in stranger.text
    assert same.text.startswith(LINE)
    assert joined.text.startswith(LINE)


async def test_a_group_that_becomes_a_supergroup_keeps_its_state(
    telegram: Telegram, archive: Answerer
) -> None:
    """Its filter, its conversations, and who began anew."""
    async with running(telegram, archive) as desk:
        await telegram.answer("/ask 来源:惠州日报 " + WHO, user=1, chat=-5)
        await telegram.answer(f"/ask {WHO}", user=2, chat=-5)
        await telegram.answer("/new", user=2, chat=-5)
        await telegram.say("", chat=-5, text=None, migrate_to_chat_id=-1005)
        await telegram.answer("/help", chat=-5)
        goes_on = await telegram.answer(f"/ask {FOLLOW}", user=1, chat=-1005)
        anew = await telegram.answer(f"/ask {FOLLOW}", user=2, chat=-1005)
        assert desk.state.chat(-1005).filter.source == "惠州日报"
    assert goes_on.text.startswith(LINE)
    assert LINE not in anew.text


def test_a_supergroup_keeps_its_own_answers_where_a_group_had_the_same_numbers() -> None:
    """It counts its messages anew: what it has been answered already stays."""
    state = State(":memory:")
    for chat, question in ((-5, "旧群的问题？"), (-1005, "新群的问题？")):
        state.remember(Asked(chat, 1, None, 7, question, (), found=False))
    state.migrate(-5, -1005)
    kept = state.answer_to(-1005, 7)
    assert kept is not None
    assert kept.question == "新群的问题？"
    state.close()
