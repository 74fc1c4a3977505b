"""The bot over HTTP: commands, menus, inline mode, quotas, and what is forgotten."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest
from botkit import FOLLOW, LINE, WHO, running

from retrieval import Answerer

if TYPE_CHECKING:
    from pathlib import Path

    from emulator import Telegram

    from retrieval import Answerer


QUESTION = "谁主持了会议？"


async def test_the_greeting_suggests_questions_that_are_answered(
    telegram: Telegram, archive: Answerer
) -> None:
    """Three questions, each a tap, each answered from this archive."""
    async with running(telegram, archive):
        hello = await telegram.answer("/start")
        assert len(hello.buttons) == 3
        for number, button in enumerate(hello.buttons):
            await telegram.tap(hello, button["text"])
            asked, answer = (await telegram.wait("sendMessage", 3 + 2 * number))[-2:]
            assert asked.text == f"❓ {button['text']}"
            assert answer.marked("text_link")
            assert "没有说" not in answer.text


async def test_stats_and_privacy(telegram: Telegram, archive: Answerer) -> None:
    held = archive.index.statistics()
    async with running(telegram, archive):
        text = (await telegram.answer("/stats")).text
        assert str(held.documents) in text
        assert str(held.passages) in text
        assert "/forget" in (await telegram.answer("/privacy")).text


@pytest.mark.parametrize(
    ("language", "told"), [("zh-hans", "管理员"), ("zh-hant", "管理員"), ("en", "admins")]
)
async def test_privacy_says_who_else_can_read_what_was_voted_on(
    telegram: Telegram, archive: Answerer, language: str, told: str
) -> None:
    async with running(telegram, archive):
        assert told in (await telegram.answer("/privacy", language=language)).text


async def test_forget_erases_everything_of_a_user_and_nothing_of_others(
    telegram: Telegram, archive: Answerer, tmp_path: Path
) -> None:
    """No table holds the user's words or votes afterwards; settled updates hold nobody's."""
    async with running(telegram, archive, tmp_path / "state"):
        for user in (42, 43):
            answer = await telegram.answer(QUESTION + f"问者{user}", user=user)
            await telegram.react(answer, "👍", user=user)
            await telegram.answer("2022年", user=user)
        await telegram.answer("/forget")
        await telegram.answer("/help", user=9)
        files = b"".join(path.read_bytes() for path in tmp_path.iterdir())  # noqa: ASYNC240 - they are small
        assert "问者42".encode() not in files
    db = sqlite3.connect(tmp_path / "state")
    dump = "\n".join(db.iterdump())
    db.close()
    assert "问者42" not in dump
    assert "问者43" in dump
    tables = {"answers": "user", "votes": "user", "chats": "id"}
    with sqlite3.connect(tmp_path / "state") as again:
        for table, column in tables.items():
            users = [row[0] for row in again.execute(f"SELECT {column} FROM {table}")]  # noqa: S608 - names above
            assert users == [43], table
    again.close()


async def test_help_and_ask(telegram: Telegram, archive: Answerer) -> None:
    """/help explains, /ask answers, a bare /ask says how."""
    async with running(telegram, archive):
        assert "原句" in (await telegram.answer("/help")).text
        assert "刘吉" in (await telegram.answer(f"/ask {QUESTION}", user=2)).text
        assert "/ask" in (await telegram.answer("/ask", user=3)).text


async def test_a_command_that_is_edited_is_not_followed_again_but_a_question_is(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        asked = await telegram.say("/ask asdkjh")
        await telegram.wait("sendMessage")
        await telegram.edit(asked, f"/ask {QUESTION}")
        (edited,) = await telegram.wait("editMessageText")
        await telegram.edit(5, "/stats")
        await telegram.edit(6, "/forget")
        await telegram.answer("/help", user=9)
    assert "刘吉" in edited.text
    assert len([call for call in telegram.calls if call.method == "sendMessage"]) == 2


async def test_new_begins_anew_and_history_shows_the_conversation(
    telegram: Telegram, archive: Answerer
) -> None:
    async with running(telegram, archive):
        await telegram.answer(WHO)
        await telegram.answer(FOLLOW)
        history = await telegram.answer("/history")
        await telegram.answer("/new")
        assert LINE not in (await telegram.answer(FOLLOW)).text
    assert history.text.startswith(f"1. {WHO}\n2. {FOLLOW}\n    ↪ 刘吉")
